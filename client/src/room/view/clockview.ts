/** The clock in figures and words, and the strip of steps; for the table and the big screen. */

import { behindSeconds, digits, phaseOf, remainingMs, shareDone } from "../clock";
import { plural, t } from "../texts";
import { h, hidden, icon, Rows, setAttribute, setClass, setText, show, type View } from "./dom";
import type { Scene } from "./scene";

export class ClockView implements View {
  readonly el: HTMLElement;
  private figures = document.createTextNode("");
  private small = h("small");
  private pause = icon("pause");
  private bell = icon("clock");
  private words = document.createTextNode("");
  private word: HTMLElement;
  private digits: HTMLElement;

  constructor(
    private readonly scene: Scene,
    private readonly isScreen: boolean,
  ) {
    this.word = h("span", { class: "word" }, this.words);
    this.word.prepend(this.bell, " ");
    this.digits = h("span", { class: "digits" }, this.figures);
    this.digits.prepend(this.pause);
    if (!isScreen) this.digits.append(this.small);
    const attributes = { class: "clock", role: "timer", "aria-live": "off" };
    this.el = h("div", { ...attributes, "aria-label": t("clock.label") }, this.digits, this.word);
  }

  update(): void {
    const { room } = this.scene;
    const phase = phaseOf(room.clock, room.now());
    const left = remainingMs(room.clock, room.now());
    const look = phase === "normal" || phase === "waiting" ? "" : phase;
    setClass(this.el, `clock ${look}`.trim());
    // Planned minutes say nothing any more once the conversation is over.
    show(this.digits, phase !== "finished");
    setText(this.figures, phase === "waiting" ? `${room.config.card.minutes}` : digits(left));
    setText(this.small, this.smallText(phase));
    this.pause.classList.toggle("visually-hidden", phase !== "paused");
    this.bell.classList.toggle("visually-hidden", phase !== "nearly" && phase !== "round-off");
    const words = this.wordText(phase);
    setText(this.words, words);
    show(this.word, words !== "");
  }

  private get minutes(): number {
    const { clock } = this.scene.room;
    return Math.round((clock.planned_s + clock.added_s) / 60);
  }

  private smallText(phase: string): string {
    if (phase === "waiting") return t("clock.minutes");
    return phase === "over" ? t("clock.over") : t("clock.left_of", { minutes: this.minutes });
  }

  private wordText(phase: string): string {
    switch (phase) {
      case "nearly":
        return t("clock.nearly");
      case "round-off":
        return t("clock.round_off");
      case "over":
        return t("clock.talk_on");
      case "paused":
        return t("clock.paused");
      case "finished":
        return t("clock.finished");
      case "waiting":
        return this.isScreen ? t("clock.minutes") : "";
      default:
        return this.isScreen ? t("clock.left_of_minutes", { minutes: this.minutes }) : "";
    }
  }
}

/** "2 min voor op schema", over the whole card. */
export class ScheduleView implements View {
  readonly el: HTMLElement;
  private strong = h("b");
  private rest = document.createTextNode("");

  constructor(private readonly scene: Scene) {
    this.el = h("p", { class: "schedule" }, this.strong, h("br"), this.rest);
  }

  update(): void {
    const { room, blocks } = this.scene;
    const running = room.clock.state === "running" || room.clock.state === "paused";
    show(this.el, running);
    const planned = blocks.map((block) => block.minutes * 60);
    const behind = behindSeconds(room.clock, room.now(), planned);
    const minutes = Math.round(Math.abs(behind) / 60);
    if (minutes === 0) setText(this.strong, t("schedule.on_time"));
    else setText(this.strong, t(behind > 0 ? "schedule.behind" : "schedule.ahead", { minutes }));
    setText(this.rest, minutes === 0 ? "" : t("schedule.of_plan"));
  }
}

interface StepBox {
  index: number;
  minutes: number;
  title: string;
}

export class StepStrip implements View {
  readonly el: HTMLElement;
  private rows: Rows<StepBox>;

  constructor(private readonly scene: Scene) {
    this.el = h("ol", { class: "steps", "aria-label": t("steps.label") });
    this.rows = new Rows(
      this.el,
      (box) => String(box.index),
      (box) => this.make(box),
    );
  }

  private make(box: StepBox): { el: HTMLElement; update(): void } {
    const number = box.index + 1;
    const minutes = plural("steps.minute", "steps.minutes", box.minutes);
    const done = hidden("");
    const el = h(
      "li",
      {},
      h("span", { class: "box" }),
      h("em", { "aria-hidden": "true" }, String(box.minutes)),
      hidden(`${t("steps.step", { number })}, ${box.title}, ${minutes}`),
      done,
    );
    el.style.setProperty("--min", String(box.minutes));
    return { el, update: () => this.refresh(el, done, box.index) };
  }

  private refresh(el: HTMLElement, done: HTMLElement, index: number): void {
    const { room, step } = this.scene;
    const { state } = room.clock;
    const isDone = state === "finished" || index < step;
    const isNow = (state === "running" || state === "paused") && index === step;
    setClass(el, isDone ? "done" : isNow ? "now" : "");
    setAttribute(el, "aria-current", isNow ? "step" : null);
    setText(done, isDone ? `, ${t("steps.done")}` : "");
    const share = isNow ? Math.round(shareDone(room.clock, room.now()) * 100) : 0;
    el.style.setProperty("--share", `${share}%`);
  }

  update(): void {
    this.rows.update(
      this.scene.blocks.map(({ minutes, title }, index) => ({ index, minutes, title })),
    );
  }
}
