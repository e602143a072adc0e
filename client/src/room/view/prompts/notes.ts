/** Short notes, as many as a person likes; each of everybody's lies on the table at once. */

import type { Block, Prompt } from "../../config";
import { fieldId, MAX_NOTES, parseField, promptId } from "../../ids";
import { t } from "../../texts";
import { button, h, Rows, show, type View } from "../dom";
import type { Scene } from "../scene";
import { type Strip, StripList } from "../strips";
import { TextField } from "../textfield";
import { levelOf } from "../visibility";
import { Dots, dotsOn, seatsTyping, TableHeading } from "./common";
import { UnnamedBox } from "./unnamed";

export class Notes implements View {
  readonly el: HTMLElement;
  private list = h("ul", { class: "note-list" });
  private rows: Rows<number>;
  private fields = new Map<number, TextField>();
  private shown = 1;
  private seat = "";
  private more: HTMLButtonElement;
  private strips: StripList;
  private heading: TableHeading;
  private unnamed: UnnamedBox | null;

  constructor(
    private readonly scene: Scene,
    private readonly block: Block,
    private readonly prompt: Prompt,
  ) {
    this.rows = new Rows(this.list, String, (number) => this.note(number));
    this.more = button(t("notes.more"), () => this.add(), "secondary small", "plus");
    this.unnamed = prompt.may_be_unnamed ? new UnnamedBox(scene, promptId(block, prompt)) : null;
    const dots = dotsOn(block, prompt);
    this.strips = new StripList(scene, dots && new Dots(scene, block, dots));
    const mine = h(
      "section",
      { class: "mine-box", "aria-label": prompt.label },
      h("h2", {}, prompt.label),
      h("p", { class: "hint" }, prompt.hint || t("notes.hint")),
      this.list,
      h("div", { class: "buttons" }, this.more),
      this.unnamed?.el,
    );
    this.heading = new TableHeading(prompt.label, "h3");
    const others = h("section", { class: "others" }, this.heading.el, this.strips.el);
    this.el = h("div", { class: "prompt" }, mine, others);
  }

  private name(number: number): string {
    return fieldId(this.block, this.prompt, this.scene.room.seat, String(number));
  }

  private note(number: number): { el: HTMLElement; update(): void } {
    const level = levelOf(this.prompt, this.scene.room.config.card.visibility);
    const label = t("notes.note", { number });
    const field = new TextField(this.scene, () => this.name(number), { label, level, rows: 2 });
    this.fields.set(number, field);
    return { el: h("li", {}, field.el), update: () => field.update() };
  }

  private add(): void {
    const empty = this.numbers().find((number) => this.scene.room.text(this.name(number)) === "");
    if (empty === undefined) this.shown = Math.min(MAX_NOTES, this.shown + 1);
    this.update();
    this.fields.get(empty ?? this.shown)?.frame.input.focus();
  }

  private numbers(): number[] {
    const { room } = this.scene;
    if (room.seat !== this.seat) {
      this.seat = room.seat;
      this.shown = 1;
    }
    for (let number = MAX_NOTES; number > this.shown; number--) {
      if (room.text(this.name(number)) !== "") this.shown = number;
    }
    return Array.from({ length: this.shown }, (_, index) => index + 1);
  }

  update(): void {
    this.rows.update(this.numbers());
    show(this.more, this.shown < MAX_NOTES);
    this.unnamed?.update();
    const strips = this.others();
    this.heading.update(0, 0);
    this.strips.update(strips);
    show(this.heading.el, strips.length > 0);
  }

  private others(): Strip[] {
    const { room } = this.scene;
    const prompt = promptId(this.block, this.prompt);
    const typing = seatsTyping(this.scene, prompt);
    const fields = new Set([...room.fieldsOf(prompt), ...typing.keys()]);
    const named = Array.from(fields)
      .map((key) => ({ key, seat: parseField(key)?.owner ?? null }))
      .filter(({ seat }) => seat !== room.seat)
      .map(({ key, seat }) => ({ key, seat, text: room.text(key), typing: typing.has(key) }));
    const lines = room.unnamed.lines[prompt] ?? [];
    const unnamed = lines.map((text, index) => ({
      key: `unnamed-${index}`,
      seat: null,
      text,
      typing: false,
    }));
    return [...named, ...unnamed];
  }

  destroy(): void {
    for (const field of this.fields.values()) field.destroy();
  }
}
