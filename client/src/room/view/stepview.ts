/** One step as a whole: question, prompts, and at the half-time pause a moment to look round. */

import type { Block } from "../config";
import { t } from "../texts";
import { button, h, setText, show, type View } from "./dom";
import { opgaveBlock, opgaveLine } from "./opgave";
import { promisesBlock, promisesLine } from "./promises";
import { promptView } from "./prompts/kinds";
import { Question } from "./question";
import type { Scene } from "./scene";

export class StepView implements View {
  readonly el: HTMLElement;
  readonly question: Question;
  readonly title: HTMLElement;
  private prompts: View[];
  private words = h("p", { class: "step-name" });
  private next = h("b");
  private go = button("", () => {}, "small");
  // The way on is nearest to the box: of all above it that is in sight the longest.
  private unfinished = h("div", { class: "unfinished-head" }, this.next, this.words, this.go);
  private about: HTMLElement[];

  constructor(
    scene: Scene,
    block: Block,
    readonly index: number,
  ) {
    this.question = new Question(scene, block, index);
    this.title = this.question.title;
    this.prompts = block.prompts.map((prompt) => promptView(scene, block, prompt));
    const apart = this.prompts.filter((_, at) => !this.joinStrips(block, at));
    this.about = aboutOf(scene, block, index);
    this.unfinished.hidden = true;
    this.words.textContent = t("step.unfinished", { number: index + 1 });
    // The box and its button would be gone before the press is done.
    this.go.addEventListener("mousedown", (event) => event.preventDefault());
    this.el = h(
      "div",
      { class: "step-view", "data-step": index + 1 },
      this.unfinished,
      this.question.el,
      ...this.about,
      ...apart.map((prompt) => prompt.el),
      block.kind === "close" ? ownTable(scene.room.config.urls.own) : null,
    );
  }

  /** A question about dots stands right before the strips that carry their buttons. */
  private joinStrips(block: Block, at: number): boolean {
    const { kind, on } = block.prompts[at] ?? {};
    if (kind !== "dots") return false;
    const target = block.prompts.findIndex(({ id }) => `${block.id}/${id}` === on);
    const strips = this.prompts[target]?.el.querySelector(".others");
    const dots = this.prompts[at]?.el;
    if (!strips || !dots) return false;
    strips.before(dots);
    return true;
  }

  update(): void {
    for (const prompt of this.prompts) prompt.update();
  }

  destroy(): void {
    for (const prompt of this.prompts) prompt.destroy?.();
    this.el.remove();
  }

  /** Whether someone is in the middle of a sentence here. */
  get hasFocus(): boolean {
    const active = document.activeElement;
    return active instanceof HTMLTextAreaElement && this.el.contains(active);
  }

  /**
   * The table moved on while this person writes: only that one box stays, until it is left,
   * below what the table is asked now. Nothing is moved in the document, so the caret and an open
   * keyboard stay.
   */
  shrinkToFocus(now: string, way: string, go: () => void): void {
    setText(this.next, now);
    setText(this.go, way);
    this.go.onclick = go;
    const active = document.activeElement;
    const before = active?.getBoundingClientRect().top ?? 0;
    // Taken out, not hidden: a page has one question at a time.
    this.question.el.remove();
    for (const part of this.about) show(part, false);
    show(this.unfinished, true);
    this.el.classList.add("unfinished");
    for (const { el } of this.prompts) show(el, el.contains(active));
    // What stood above leaves its room behind: the box stays under the eyes and the thumbs.
    const moved = before - (active?.getBoundingClientRect().top ?? 0);
    if (moved > 0) this.el.style.setProperty("padding-top", `${moved}px`);
    if (moved < 0) window.scrollBy(0, -moved);
    withoutAnchor();
    // Once the bar has its new height: the question may have come behind it. When both do not fit,
    // the box comes first.
    requestAnimationFrame(() => {
      const bar = document.querySelector(".table-bar")?.getBoundingClientRect().bottom ?? 0;
      const hidden = bar - this.unfinished.getBoundingClientRect().top;
      if (hidden > 0) window.scrollBy(0, -hidden);
      active?.scrollIntoView?.({ block: "nearest" });
    });
  }

  /** The table came back to this step. */
  grow(): void {
    this.el.style.removeProperty("padding-top");
    this.unfinished.after(this.question.el);
    for (const part of this.about) show(part, true);
    show(this.unfinished, false);
    this.el.classList.remove("unfinished");
    for (const { el } of this.prompts) show(el, true);
  }
}

/**
 * The opgave and what was promised on it: open where it is read together, else one press away.
 * At half-time a look round.
 */
function aboutOf(scene: Scene, block: Block, index: number): HTMLElement[] {
  const { room, blocks } = scene;
  const { opgave, promises } = room.config;
  const shows = block.shows === "promises";
  // Every talk opens with what was promised before; a talk about promises keeps it at hand.
  const offers = index === 0 || blocks.some((one) => one.shows === "promises");
  return [
    block.kind === "read" && !shows ? opgaveBlock(opgave) : opgaveLine(opgave),
    shows ? promisesBlock(promises) : null,
    offers && !shows ? promisesLine(promises) : null,
    block.kind === "pause" ? pauseBlock(scene, index) : null,
  ].filter((part) => part !== null);
}

/** The browser would scroll along with what is further down, once the new step comes between. */
function withoutAnchor(): void {
  const { style } = document.documentElement;
  style.setProperty("overflow-anchor", "none");
  window.setTimeout(() => style.removeProperty("overflow-anchor"), 500);
}

/** Whoever wants to go on with this elsewhere finds the way while all still sit together. */
function ownTable(href: string | undefined): HTMLElement | null {
  if (!href) return null;
  const link = h("a", { class: "button quiet", href }, t("finish.own_table"));
  return h("div", { class: "buttons" }, link);
}

/** Half-time: look back, look ahead, and deal the roles again. */
function pauseBlock(scene: Scene, index: number): HTMLElement {
  const { blocks } = scene;
  const line = (at: number): HTMLElement => {
    const label = `${t("steps.look", { number: at + 1 })}: ${blocks[at]?.title ?? ""}`;
    return h(
      "li",
      {},
      button(label, () => scene.look(at), "quiet small"),
    );
  };
  const back = Array.from({ length: index }, (_, at) => line(at));
  const ahead = blocks.slice(index + 1).map((_, at) => line(index + 1 + at));
  const redeal = (): void => void scene.run("redeal");
  return h(
    "section",
    { class: "pause-block sheet", "aria-label": t("pause.label") },
    h("div", {}, h("h2", {}, t("pause.look_back")), h("ul", {}, ...back)),
    h("div", {}, h("h2", {}, t("pause.look_ahead")), h("ul", {}, ...ahead)),
    h(
      "div",
      {},
      h("h2", {}, t("pause.roles")),
      h("p", {}, t("pause.roles_why")),
      button(t("roles.redeal"), redeal, "secondary", "people"),
    ),
  );
}
