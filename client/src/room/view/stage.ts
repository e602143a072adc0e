/**
 * The middle of the page: before the talk, a step, or after it. When the table moves on,
 * whoever moved it lands on the new heading; the others hear it and lose nothing they were doing.
 */

import { t } from "../texts";
import { button, h, setText, show, type View } from "./dom";
import { Finish } from "./finish";
import type { Scene } from "./scene";
import { StepView } from "./stepview";
import { Waiting } from "./waiting";

/** Whoever thinks this long about the sentence of a step that is over sees the step that is on. */
const STILL_WRITING_MS = 20_000;

export class Stage implements View {
  readonly el = h("div", { class: "stage" });
  private banner: HTMLElement;
  private bannerWords = h("span");
  private back: HTMLButtonElement;
  private holder = h("div", { class: "stage-steps" });
  private part: StepView | Waiting | Finish | null = null;
  private step: StepView | null = null;
  private unfinished: StepView | null = null;
  private patience = 0;
  private key = "";
  private readonly pageTitle = document.title;

  constructor(private readonly scene: Scene) {
    this.back = button("", () => scene.look(null));
    this.banner = h("div", { class: "notice calm look-back" }, this.bannerWords, this.back);
    // Until the server says where the table is, there is nowhere to go back to.
    this.banner.hidden = true;
    this.el.append(this.banner, this.holder);
  }

  update(): void {
    if (!this.scene.room.ready) return this.loading();
    const active = document.activeElement;
    const held = this.el.contains(active) ? (active as HTMLElement) : null;
    this.draw();
    // What had the focus went with its step: this person is at the new question, not nowhere.
    if (held && isGone(held)) this.part?.title.focus({ preventScroll: true });
  }

  private draw(): void {
    const { scene } = this;
    const { state } = scene.room.clock;
    // The table came to where this person was looking.
    if (state !== "finished" && scene.looking === scene.step) scene.looking = null;
    const key =
      state === "waiting"
        ? "waiting"
        : state === "finished" && scene.looking === null
          ? "finished"
          : `step-${scene.shown}`;
    if (key !== this.key) this.change(key);
    this.part?.update();
    this.showBanner(state);
  }

  private loading(): void {
    if (this.holder.childElementCount > 0) return;
    this.holder.append(h("p", { class: "soft" }, t("save.connecting")));
  }

  private showBanner(state: string): void {
    const { scene } = this;
    const away = scene.looking !== null && state !== "waiting";
    show(this.banner, away);
    if (!away) return;
    const done = state === "finished";
    const values = { number: scene.shown + 1, now: scene.step + 1 };
    setText(this.bannerWords, t(done ? "look.after_end" : "look.at", values));
    setText(this.back, done ? t("look.to_end") : t("look.back", { number: scene.step + 1 }));
  }

  private change(key: string): void {
    const first = this.key === "";
    this.key = key;
    const asked = this.scene.takeAsked();
    this.leave(asked, key);
    const again = this.unfinished;
    if (again !== null && key === `step-${again.index}`) {
      this.unfinished = null;
      window.clearTimeout(this.patience);
      again.grow();
      this.enter(again, asked, first);
      return;
    }
    this.enter(this.make(key), asked, first);
  }

  private leave(asked: boolean, key: string): void {
    const { step, unfinished } = this;
    // The table is two steps on by now, or came back.
    if (unfinished !== null && key !== `step-${unfinished.index}`) this.release(unfinished);
    if (step?.hasFocus && !asked && this.isNext(step, key)) this.keepUnfinished(step, key);
    else step?.destroy();
    if (step === null) this.holder.replaceChildren();
    this.step = null;
    this.part = null;
  }

  private isNext({ index }: StepView, key: string): boolean {
    return !key.startsWith("step-") || Math.abs(this.scene.shown - index) === 1;
  }

  private make(key: string): StepView | Waiting | Finish {
    const { scene } = this;
    if (key === "waiting") return new Waiting(scene);
    if (key === "finished") return new Finish(scene);
    const index = scene.shown;
    const block = scene.blocks[index];
    if (block === undefined) throw new RangeError(`no step ${index}`);
    return new StepView(scene, block, index);
  }

  private enter(view: StepView | Waiting | Finish, asked: boolean, first: boolean): void {
    this.step = view instanceof StepView ? view : null;
    this.part = view;
    if (view.el.parentNode !== this.holder) this.holder.append(view.el);
    view.update();
    const place = this.step === null ? (view.title.textContent ?? "") : this.stepName();
    document.title = `${place} - ${this.pageTitle}`;
    if (first) return;
    if (asked) {
      window.scrollTo({ top: 0 });
      view.title.focus({ preventScroll: true });
    } else this.follow(view);
  }

  /** The table moved on without this person: who types keeps the place, the others come along. */
  private follow(view: StepView | Waiting | Finish): void {
    this.say(view.title.textContent ?? "");
    this.scene.notices?.clear();
    if (isTyping()) return;
    window.scrollTo({ top: 0 });
    if (this.step === null) return;
    const words = t("time.started", { number: this.step.index + 1 });
    this.scene.notices?.say(words, "calm", "");
  }

  private stepName(title?: string): string {
    const { blocks, shown } = this.scene;
    const now = title ?? blocks[shown]?.title ?? "";
    return t("steps.name", { number: shown + 1, of: blocks.length, title: now });
  }

  private say(question: string): void {
    const { scene } = this;
    const where = this.step === null ? "" : `${this.stepName()}. `;
    scene.tell(where + question, "step");
  }

  /** One box stays, for one step and as long as it is written in. */
  private keepUnfinished(step: StepView, key: string): void {
    this.unfinished = step;
    const go = (): void => this.goOn(step);
    const block = this.scene.blocks[this.scene.shown];
    const isStep = key.startsWith("step-");
    const question = block?.question || block?.title || "";
    step.shrinkToFocus(
      isStep ? this.stepName(question) : "",
      isStep ? t("look.back", { number: this.scene.shown + 1 }) : t("look.to_end"),
      go,
    );
    const wait = (): void => {
      window.clearTimeout(this.patience);
      if (this.unfinished === step) this.patience = window.setTimeout(go, STILL_WRITING_MS);
    };
    const check = (): void => {
      if (this.unfinished !== step) return step.el.removeEventListener("focusout", later);
      if (step.el.contains(document.activeElement) || !document.hasFocus()) return;
      step.el.removeEventListener("focusout", later);
      this.release(step);
    };
    // The next element only has the focus after this event.
    const later = (): void => void window.setTimeout(check, 0);
    step.el.addEventListener("focusout", later);
    step.el.addEventListener("input", wait);
    wait();
  }

  /** The box goes; its words are in the document. */
  private release(step: StepView): void {
    if (this.unfinished !== step) return;
    window.clearTimeout(this.patience);
    this.unfinished = null;
    step.destroy();
  }

  /** From the box that stayed to what the table is at. */
  private goOn(step: StepView): void {
    this.release(step);
    window.scrollTo({ top: 0 });
    this.part?.title.focus({ preventScroll: true });
  }
}

function isGone(element: HTMLElement): boolean {
  const { activeElement } = document;
  if (activeElement !== null && activeElement !== document.body && activeElement !== element) {
    return false;
  }
  return !element.isConnected || element.closest("[hidden]") !== null;
}

function isTyping(): boolean {
  return document.activeElement?.matches("textarea, input[type=text], [contenteditable]") ?? false;
}
