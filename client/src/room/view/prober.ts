/** Questions to ask further, only on the screen of whoever holds that role. */

import { t } from "../texts";
import { h, icon, setText, show, type View } from "./dom";
import { PROBER, type Scene } from "./scene";

export class Prober implements View {
  /** On top of the step, folded: one tap away at the moment, and the question keeps its place. */
  readonly el: HTMLElement;
  private title = h("h2");
  private who = h("p", { class: "fine" });
  private list = h("ul");
  private drawn = "";

  constructor(private readonly scene: Scene) {
    this.el = h("details", { class: "prober" }, h("summary", {}, this.title), this.who, this.list);
  }

  update(): void {
    const { room, blocks, shown } = this.scene;
    const holder = room.state.roles[PROBER] ?? null;
    const block = blocks[shown];
    const questions = [
      ...(block?.follow_ups ?? []),
      ...(block?.prompts ?? []).flatMap((prompt) => prompt.follow_ups ?? []),
    ];
    const { state } = room.clock;
    const talking = state === "running" || state === "paused";
    const visible = room.isMine(holder) && questions.length > 0 && talking;
    show(this.el, visible);
    if (!visible) return this.draw([]);
    setText(this.title, t("prober.title", { count: questions.length }));
    const you = holder === room.seat;
    setText(this.who, you ? t("prober.you") : t("prober.here", { name: this.scene.name(holder) }));
    this.draw(questions);
  }

  private draw(questions: string[]): void {
    const now = questions.join("\n");
    if (now === this.drawn) return;
    this.drawn = now;
    this.list.replaceChildren(
      ...questions.map((question) => h("li", {}, icon("question"), h("span", {}, question))),
    );
  }
}
