/** Which features of a style sheet the oldest browsers do not know. Inside @supports all may stand. */

import postcss from "postcss";
import { strangers, tables } from "./known.mjs";

const { css } = tables;
const UNITS = [
  [/\d(dv|dvi|dvb|dvh|dvw|dvmin|dvmax)\b/, "viewport_percentage_units_dynamic"],
  [/\d(svi|svb|svh|svw|svmin|svmax)\b/, "viewport_percentage_units_small"],
  [/\d(lvi|lvb|lvh|lvw|lvmin|lvmax)\b/, "viewport_percentage_units_large"],
  [/\dcq(w|h|i|b|min|max)\b/, "container_query_length_units"],
];

/** [name in the tables, where it stands] of all that is too new. */
export function tooNewInCss(text) {
  const found = new Map();
  const look = (key, entry, where) => {
    const missing = strangers(entry);
    if (missing.length > 0) found.set(key, { missing, where: where.slice(0, 90) });
  };
  postcss.parse(text).walk((node) => {
    if (isGuarded(node)) return;
    if (node.type === "decl") declaration(node, look);
    if (node.type === "atrule") atRule(node, look);
    if (node.type === "rule") selector(node, look);
  });
  return found;
}

function isGuarded(node) {
  for (let { parent } = node; parent; parent = parent.parent) {
    if (parent.type === "atrule" && parent.name === "supports") return true;
  }
  return false;
}

const plain = (value) => value.replace(/"[^"]*"|'[^']*'|url\([^)]*\)/g, "");

function declaration({ prop, value, parent }, look) {
  const where = `${parent?.selector ?? ""} { ${prop}: ${value} }`;
  const words = plain(value);
  const own = css.properties[prop];
  if (own) look(`css.properties.${prop}`, own, where);
  const isPrefixed = parent?.some?.((other) => other.prop === `-webkit-${prop}`);
  const isOwnKnown = strangers(own).length === 0 && !isPrefixed;
  for (const [word] of words.matchAll(/[a-z-]+/gi)) {
    if (isOwnKnown && own?.[word]) look(`css.properties.${prop}.${word}`, own[word], where);
  }
  for (const [, name] of words.matchAll(/([a-z-]+)\(/gi)) {
    for (const [kind, entries] of [
      ["types", css.types],
      ["types.color", css.types.color],
    ]) {
      if (entries[name]) look(`css.${kind}.${name}`, entries[name], where);
    }
  }
  const { length } = css.types;
  for (const [, unit] of words.matchAll(/\d([a-z]+)\b/gi)) {
    if (length[unit]) look(`css.types.length.${unit}`, length[unit], where);
  }
  for (const [pattern, name] of UNITS) {
    if (pattern.test(words)) look(`css.types.length.${name}`, length[name], where);
  }
}

function atRule({ name, params }, look) {
  const entry = css["at-rules"][name];
  const where = `@${name} ${params}`;
  look(`css.at-rules.${name}`, entry, where);
  if (name !== "media") return;
  if (/[<>]/.test(params)) look("css.at-rules.media.range_syntax", entry.range_syntax, where);
  for (const [, feature] of params.matchAll(/\(\s*([a-z-]+)/g)) {
    look(`css.at-rules.media.${feature}`, entry[feature], where);
  }
}

/** A browser throws away a whole rule for one selector that it does not know, known ones beside it too. */
function selector({ selector: text, selectors }, look) {
  const isNew = ([, name]) => strangers(css.selectors[name]).length > 0;
  const names = (part) => Array.from(plain(part).matchAll(/::?([a-z-]+)/g));
  const isAlone = selectors.every((part) => names(part).some(isNew));
  for (const [, name] of names(text)) {
    look(`css.selectors.${name}${isAlone ? "" : " beside others"}`, css.selectors[name], text);
  }
  if (text.includes("&")) look("css.selectors.nesting", css.selectors.nesting, text);
}
