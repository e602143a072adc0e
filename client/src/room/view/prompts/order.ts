/** Put options in order with two buttons per line; the table's order stands below. */

import type { Block, Option, Prompt } from "../../config";
import { fieldId } from "../../ids";
import { plural, t } from "../../texts";
import { button, h, hidden, newId, Rows, setAttribute, setText, show, type View } from "../dom";
import { SaveLabel } from "../savestate";
import type { Scene } from "../scene";
import { levelOf } from "../visibility";
import { asList, footOf, valuesOf } from "./common";

export class OrderPrompt implements View {
  readonly el: HTMLElement;
  private save = new SaveLabel();
  private list = h("ol", { class: "order" });
  private rows: Rows<Option>;
  private agree: HTMLButtonElement;
  private together = h("p", { class: "fine" });

  constructor(
    private readonly scene: Scene,
    private readonly block: Block,
    private readonly prompt: Prompt,
  ) {
    this.rows = new Rows(
      this.list,
      (option) => option.id,
      (option) => this.line(option),
    );
    this.agree = button(t("order.agree"), () => this.agreeWith(), "secondary small", "tick");
    const hint = newId("hint");
    const level = levelOf(prompt, scene.room.config.card.visibility);
    this.el = h(
      "fieldset",
      { class: "prompt field", "aria-describedby": hint },
      h("legend", {}, prompt.label),
      h("span", { class: "hint", id: hint }, prompt.hint || t("order.hint")),
      this.list,
      h("div", { class: "buttons" }, this.agree),
      footOf(this.save.el, level),
      this.together,
    );
  }

  private get field(): string {
    return fieldId(this.block, this.prompt, this.scene.room.seat);
  }

  private get order(): Option[] {
    const options = this.prompt.options ?? [];
    const mine = asList(this.scene.room.value(this.field));
    const place = (id: string): number => (mine.includes(id) ? mine.indexOf(id) : mine.length);
    return options.slice().sort((a, b) => place(a.id) - place(b.id));
  }

  private keep(order: string[]): void {
    this.scene.room.set(this.field, order);
  }

  /** The button goes once it is pressed: its person goes on at the first line that can move. */
  private agreeWith(): void {
    this.keep(this.order.map(({ id }) => id));
    this.list.querySelector<HTMLElement>('button:not([aria-disabled="true"])')?.focus();
    this.scene.announcer.say(t("order.kept"));
  }

  private line(option: Option): { el: HTMLElement; update(): void } {
    const number = h("span", { class: "number" });
    const up = button("", () => this.move(option, -1), "secondary small", "up");
    const down = button("", () => this.move(option, 1), "secondary small", "down");
    up.append(hidden(t("order.up", { name: option.label })));
    down.append(hidden(t("order.down", { name: option.label })));
    const buttons = h("span", { class: "buttons" }, up, down);
    const el = h("li", {}, number, h("span", { dir: "auto" }, option.label), buttons);
    const update = (): void => {
      const place = this.order.findIndex(({ id }) => id === option.id);
      setText(number, String(place + 1));
      setAttribute(up, "aria-disabled", place === 0 ? "true" : null);
      setAttribute(down, "aria-disabled", place === this.order.length - 1 ? "true" : null);
    };
    return { el, update };
  }

  private move(option: Option, by: number): void {
    const order = this.order.map(({ id }) => id);
    const from = order.indexOf(option.id);
    const to = from + by;
    if (to < 0 || to >= order.length) return;
    order.splice(to, 0, ...order.splice(from, 1));
    this.keep(order);
    this.update();
    this.scene.announcer.say(t("order.moved", { name: option.label, place: to + 1 }));
  }

  update(): void {
    this.rows.update(this.order);
    show(this.agree, this.scene.room.value(this.field) === undefined);
    this.save.update(this.scene.room.valueState(this.field));
    const all = valuesOf(this.scene, this.block, this.prompt).map(([, value]) => asList(value));
    const names = this.average(all)
      .map((option, index) => `${index + 1}. ${option.label}`)
      .join(" · ");
    const words = plural("order.table_one", "order.table_many", all.length, { names });
    setText(this.together, all.length === 0 ? "" : words);
  }

  /** By the sum of places: the lowest sum stands first. */
  private average(all: string[][]): Option[] {
    const options = this.prompt.options ?? [];
    const sum = (id: string): number => all.reduce((total, order) => total + order.indexOf(id), 0);
    return options.slice().sort((a, b) => sum(a.id) - sum(b.id));
  }
}
