/** What the table talks about: in full where it is read together, one press away elsewhere. */

import type { Opgave, OpgaveParty } from "../config";
import { t } from "../texts";
import { h } from "./dom";

/** The whole block, open on the page; nothing for a table without an opgave. */
export function opgaveBlock(opgave: Opgave | null | undefined): HTMLElement | null {
  if (!opgave) return null;
  return h("section", { class: "opgave sheet" }, ...inside(opgave));
}

/** The same behind a quiet line. */
export function opgaveLine(opgave: Opgave | null | undefined): HTMLElement | null {
  if (!opgave) return null;
  const words = h("div", { class: "opgave sheet" }, ...inside(opgave));
  return h("details", { class: "opgave-line" }, h("summary", {}, t("opgave.read")), words);
}

function inside(opgave: Opgave): (HTMLElement | null)[] {
  const title = h("p", { class: "opgave-title", dir: "auto" }, opgave.title);
  if (opgave.isExample) title.append(" ", example());
  return [
    h("h2", {}, t("opgave.title")),
    title,
    opgave.question ? h("p", { class: "lead", dir: "auto" }, opgave.question) : null,
    part(t("opgave.current"), opgave.current),
    part(t("opgave.desired"), opgave.desired),
    part(t("opgave.essence"), opgave.essence),
    more(opgave),
  ];
}

function part(name: string, words: string): HTMLElement | null {
  if (words.trim() === "") return null;
  return h("div", {}, h("h3", {}, name), h("p", { class: "as-written", dir: "auto" }, words));
}

/** Where it comes from and who takes part: for who wants to know, not to read aloud. */
function more({ origin, parties, url }: Opgave): HTMLElement | null {
  if (origin.trim() === "" && parties.length === 0 && url === "") return null;
  // A tab of its own: nobody loses the place at the table by looking something up.
  const link = { href: url, target: "_blank", rel: "noopener" };
  return h(
    "details",
    {},
    h("summary", {}, t("opgave.more")),
    part(t("opgave.origin"), origin),
    parties.length === 0 ? null : h("h3", {}, t("opgave.parties")),
    parties.length === 0 ? null : h("ul", { class: "lines" }, ...parties.map(partyLine)),
    url === "" ? null : h("p", {}, h("a", link, t("opgave.page"))),
  );
}

function partyLine({ name, goal, isMissing, isExample }: OpgaveParty): HTMLElement {
  const line = h("li", { dir: "auto" }, h("b", {}, name));
  if (isMissing) line.append(" ", h("span", { class: "tag" }, t("opgave.missing")));
  if (isExample) line.append(" ", example());
  if (goal) line.append(h("p", {}, goal));
  return line;
}

const example = (): HTMLElement => h("span", { class: "tag example" }, t("opgave.example"));
