/** What was promised before on this opgave, and what came of it: to read aloud or to look up. */

import type { Promised } from "../config";
import { plural, t } from "../texts";
import { h, setText, show, svg } from "./dom";

type Promises = Promised[] | null | undefined;

/** The whole list, open on the page; without promises it says so. */
export function promisesBlock(promises: Promises): HTMLElement {
  const attributes = { class: "promises sheet", "aria-label": t("promises.title") };
  return h("section", attributes, h("h2", {}, t("promises.title")), ...inside(promises));
}

/** The same behind a quiet line; nothing for a talk that is about no opgave. */
export function promisesLine(promises: Promises): HTMLElement | null {
  if (!promises) return null;
  const list = h("div", { class: "promises sheet" }, ...inside(promises));
  return h("details", { class: "opgave-line" }, h("summary", {}, t("promises.title")), list);
}

function inside(promises: Promises): HTMLElement[] {
  if (!promises) return [h("p", { class: "soft" }, t("promises.no_opgave"))];
  if (promises.length === 0) return [h("p", { class: "soft" }, t("promises.none"))];
  // Other promises may stay among the parties; the table is not told how many.
  const who = h("p", { class: "soft" }, t("promises.seen"));
  return [who, h("ol", { class: "promise-list" }, ...promises.map(line))];
}

function line(promise: Promised, at: number): HTMLElement {
  const { url, what } = promise;
  if (url === "") return promiseItem(promise, at, null);
  // A tab of its own: nobody loses the place at the table by looking something up.
  const link = { href: url, class: "link-line", target: "_blank", rel: "noopener" };
  const hidden = h("span", { class: "visually-hidden" }, ` ${t("promises.new_tab", { what })}`);
  return promiseItem(promise, at, h("a", link, t("promises.open"), hidden));
}

function promiseItem(promise: Promised, at: number, more: HTMLElement | null): HTMLElement {
  const { who, what, due, firmness, firmnessWord, outcome } = promise;
  const word = h("span", { class: `firmness s-${firmness}` }, firmnessWord);
  const body = h(
    "div",
    {},
    h("p", { dir: "auto" }, number(at), h("b", {}, who), `: ${what}`),
    outcome === "" ? null : h("p", { class: "outcome", dir: "auto" }, outcome),
    h("div", { class: "meta" }, word, due === "" ? null : h("span", {}, due), more),
  );
  return h("li", { class: "promise" }, plank(firmness), body);
}

/** The numbers of the list itself are lost with its marks; people point with them. */
const number = (at: number): HTMLElement => h("span", { class: "part-number" }, `${at + 1} `);

/** The piece of deck of this firmness: the firmer, the more ink. Its patterns are in the page. */
function plank(firmness: string): SVGSVGElement {
  const whole = { width: "100%", height: "100%" };
  const slice = svg("rect", {
    class: `slice s-${firmness}`,
    fill: firmness === "withdrawn" ? "none" : `url(#p-${firmness})`,
    ...whole,
  });
  const attributes = { class: `plank plank-${firmness}`, "aria-hidden": "true" };
  return svg("svg", attributes, svg("rect", { class: "planks", ...whole }), slice);
}

/** On the big screen: as many as fit; the rest stands on everybody's own screen. */
export class ScreenPromises {
  readonly el = h("div", { class: "screen-promises" });
  private items: HTMLElement[] = [];
  private more = h("p", { class: "soft" });

  constructor(promises: Promises) {
    this.el.hidden = true;
    if (!promises || promises.length === 0) {
      this.el.append(...inside(promises));
      return;
    }
    this.items = promises.map((promise, at) => promiseItem(promise, at, null));
    this.el.append(h("ol", { class: "promise-list" }, ...this.items), this.more);
  }

  update(isShown: boolean, overflows: () => boolean): void {
    show(this.el, isShown);
    if (!isShown) return;
    let fitting = this.items.length;
    const apply = (): void => {
      this.items.forEach((item, at) => {
        show(item, at < fitting);
      });
      const left = this.items.length - fitting;
      show(this.more, left > 0);
      setText(this.more, plural("promises.more_one", "promises.more_many", left));
    };
    apply();
    while (fitting > 1 && overflows()) {
      fitting--;
      apply();
    }
  }
}
