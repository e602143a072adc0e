/** All steps with their minutes; look back or ahead without moving the table. */

import { plural, t } from "../texts";
import { button, h, setAttribute, setText, show, type View } from "./dom";
import type { Scene } from "./scene";
import { finish } from "./time";

export class AllSteps implements View {
  readonly el: HTMLDetailsElement;
  private lines: { el: HTMLElement; look: HTMLButtonElement; state: HTMLElement }[];
  private back: HTMLButtonElement;
  private backWords = h("span");
  private stop: HTMLButtonElement;
  private reopen: HTMLButtonElement;

  constructor(private readonly scene: Scene) {
    this.lines = scene.blocks.map((_, index) => this.line(index));
    this.back = button("", () => this.goBack(), "secondary small", "back");
    this.back.append(this.backWords);
    this.stop = button(t("steps.stop_here"), () => void finish(scene), "quiet small");
    const reopen = (): void => void scene.run("reopen", {}, scene.clockSeat);
    this.reopen = button(t("finish.reopen"), reopen, "quiet small");
    this.el = h(
      "details",
      { class: "all-steps" },
      h("summary", {}, h("h2", {}, t("steps.all"))),
      h("ol", { class: "lines" }, ...this.lines.map((line) => line.el)),
      h("div", { class: "buttons" }, this.back, this.stop, this.reopen),
    );
  }

  private line(index: number): { el: HTMLElement; look: HTMLButtonElement; state: HTMLElement } {
    const block = this.scene.blocks[index];
    const minutes = plural("steps.minute", "steps.minutes", block?.minutes ?? 0);
    const state = h("span", { class: "soft fine" });
    const act = (): void => this.scene.look(index);
    const look = button(t("steps.look", { number: index + 1 }), act, "quiet small");
    const name = h("span", {}, `${index + 1}. ${block?.title ?? ""} `, state);
    const el = h("li", { class: "step-line" }, name, h("span", { class: "number" }, minutes), look);
    return { el, look, state };
  }

  update(): void {
    const { room, step, shown, mayKeepTime } = this.scene;
    const { state } = room.clock;
    const running = state === "running" || state === "paused";
    this.lines.forEach((line, index) => {
      const isNow = running && index === step;
      setAttribute(line.el, "aria-current", isNow ? "step" : null);
      const done = state === "finished" || (running && index < step);
      setText(line.state, isNow ? t("steps.now") : done ? t("steps.done") : "");
      show(line.look, state !== "waiting" && index !== shown);
    });
    show(this.back, running && mayKeepTime && step > 0);
    setText(this.backWords, t("steps.back_to", { number: step }));
    show(this.stop, running && mayKeepTime);
    show(this.reopen, state === "finished" && mayKeepTime);
  }

  private goBack(): void {
    const { scene } = this;
    void scene.run("back", { from: scene.step }, scene.clockSeat);
  }
}
