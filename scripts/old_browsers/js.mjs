/**
 * Which syntax and which names in a script the oldest browsers do not know.
 *
 * What a value is, a script does not say. So a member counts as too new when every interface that
 * has one of this name is too new, and when the script itself makes no member of this name.
 */

import { parse } from "acorn";
import { full } from "acorn-walk";
import { strangers, tables } from "./known.mjs";

const { api, javascript } = tables;
const { builtins } = javascript;
/** Safari 15.6 and Chrome 103 know all of ES2022 but what `SYNTAX` finds. */
const YEAR = 2022;
const SYNTAX = {
  StaticBlock: () => ["static_blocks", javascript.classes.static.initialization_blocks],
  Literal: ({ regex }) =>
    /\(\?<[=!]/.test(regex?.pattern ?? "")
      ? ["lookbehind", javascript.regular_expressions.lookbehind_assertion]
      : null,
};

const HOLDERS = [
  ["api", api],
  ["javascript.builtins", builtins],
  ["javascript.builtins.Intl", builtins.Intl],
];
const isName = (name) => name !== "__compat";
const globals = new Map();
for (const [path, holder] of [...HOLDERS.slice(0, 2), ["api.Window", api.Window]]) {
  for (const name of Object.keys(holder).filter(isName))
    globals.set(name, [`${path}.${name}`, holder[name]]);
}
for (const name of Object.keys(api._globals ?? {}).filter(isName)) {
  globals.set(name, [`api._globals.${name}`, api._globals[name]]);
}

/** By name: all interfaces that have such a member. */
const members = new Map();
for (const [path, holder] of HOLDERS) {
  for (const [of, entries] of Object.entries(holder)) {
    for (const [listed, entry] of Object.entries(entries).filter(([name]) => isName(name))) {
      if (listed.endsWith("_static")) continue; // these have a holder that is known
      const name = listed.replace(/_event$/, "");
      if (!members.has(name)) members.set(name, []);
      members.get(name).push([`${path}.${of}.${listed}`, entry]);
    }
  }
}

/** [name in the tables, where it stands] of all that is too new. */
export function tooNewInJs(text) {
  const found = new Map();
  const look = (key, entry, node) => {
    const missing = strangers(entry);
    const where = text.slice(Math.max(0, node.start - 30), node.end + 40).replace(/\s+/g, " ");
    if (missing.length > 0) found.set(key, { missing, where });
  };
  const tree = parse(text, { ecmaVersion: YEAR, sourceType: "module" });
  const own = ownNames(tree);
  full(tree, (node) => {
    const syntax = SYNTAX[node.type]?.(node);
    if (syntax) look(`javascript.${syntax[0]}`, syntax[1], node);
    if (node.type === "Identifier") globalName(node, own, look);
    if (node.type === "MemberExpression") memberName(node, own, look);
  });
  return found;
}

function globalName(node, { bound }, look) {
  if (bound.has(node.name) || !globals.has(node.name)) return;
  const [key, entry] = globals.get(node.name);
  look(key, entry, node);
}

function memberName(node, own, look) {
  if (node.computed || node.property.type !== "Identifier") return;
  const { object, property } = node;
  const holder = object.type === "Identifier" && !own.bound.has(object.name) ? object.name : "";
  const { name } = property;
  // `Promise.withResolvers`: here the holder is known.
  const listed = (builtins[holder] ?? api[holder]) || null;
  const exact = listed?.[`${name}_static`] ?? listed?.[name];
  if (exact)
    return look(
      `${builtins[holder] ? "javascript.builtins" : "api"}.${holder}.${name}`,
      exact,
      node,
    );
  if (["window", "globalThis", "self"].includes(holder))
    return globalName(property, { bound: new Set() }, look);
  if (own.made.has(name) || object.property?.name === "dataset") return;
  const all = members.get(name) ?? [];
  if (all.length === 0 || all.some(([, entry]) => strangers(entry).length === 0)) return;
  look(all[0][0], all[0][1], node);
}

/** Names that the script itself gives: to variables, and to members of its own objects. */
function ownNames(tree) {
  const bound = new Set();
  const made = new Set();
  full(tree, (node) => {
    if (node.type === "VariablePattern") bound.add(node.name);
    if (node.id?.name) bound.add(node.id.name);
    for (const parameter of node.params ?? []) if (parameter.name) bound.add(parameter.name);
    if (node.type.startsWith("Import") && node.local) bound.add(node.local.name);
    if (["Property", "MethodDefinition", "PropertyDefinition"].includes(node.type))
      made.add(node.key.name);
    const left = node.type === "AssignmentExpression" ? node.left : null;
    if (left?.object?.type === "ThisExpression") made.add(left.property.name);
  });
  return { bound, made };
}
