/** Choose one or more options; everyone sees who chose what. */

import type { Block, Option, Prompt } from "../../config";
import { fieldId } from "../../ids";
import { plural, t } from "../../texts";
import { h, hidden, newId, setText, type View } from "../dom";
import { SaveLabel } from "../savestate";
import type { Scene } from "../scene";
import { levelOf } from "../visibility";
import { asList, chosenBy, footOf, initialsOf, valuesOf } from "./common";

export class Choice implements View {
  readonly el: HTMLElement;
  private save = new SaveLabel();
  private inputs = new Map<string, HTMLInputElement>();
  private counts = new Map<string, HTMLElement>();
  /** The same as the count, by name and outside the label: a choice keeps its own short name. */
  private chosen = new Map<string, HTMLElement>();

  constructor(
    private readonly scene: Scene,
    private readonly block: Block,
    private readonly prompt: Prompt,
  ) {
    const name = newId("choice");
    const options = (prompt.options ?? []).flatMap((option) => this.option(option, name));
    const hint = prompt.hint || (prompt.multiple ? t("choice.hint_many") : t("choice.hint_one"));
    const hintId = newId("hint");
    const level = levelOf(prompt, scene.room.config.card.visibility);
    this.el = h(
      "fieldset",
      { class: "prompt field", "aria-describedby": hintId },
      h("legend", {}, prompt.label),
      h("span", { class: "hint", id: hintId }, hint),
      h("div", { class: "choices" }, ...options),
      footOf(this.save.el, level),
    );
  }

  private option({ id, label }: Option, name: string): HTMLElement[] {
    const type = this.prompt.multiple ? "checkbox" : "radio";
    const chosen = hidden("");
    chosen.id = newId("chosen");
    this.chosen.set(id, chosen);
    const described = { "aria-describedby": chosen.id, onchange: () => this.choose() };
    const input = h("input", { type, name, value: id, ...described });
    const count = h("span", { class: "count", "aria-hidden": "true" });
    this.inputs.set(id, input);
    this.counts.set(id, count);
    const words = h("span", {}, label, h("br"), count);
    return [h("label", { class: "choice" }, input, words), chosen];
  }

  private get field(): string {
    return fieldId(this.block, this.prompt, this.scene.room.seat);
  }

  private choose(): void {
    const chosen = Array.from(this.inputs).filter(([, input]) => input.checked);
    this.scene.room.set(
      this.field,
      chosen.map(([id]) => id),
    );
  }

  update(): void {
    const { scene } = this;
    const mine = asList(scene.room.value(this.field));
    const all = valuesOf(scene, this.block, this.prompt);
    for (const [id, input] of this.inputs) {
      if (input.checked !== mine.includes(id)) input.checked = mine.includes(id);
      const seats = all.filter(([, value]) => asList(value).includes(id)).map(([seat]) => seat);
      const names = initialsOf(scene, seats);
      const words = plural("choice.chosen_one", "choice.chosen_many", seats.length, { names });
      const count = this.counts.get(id);
      const chosen = this.chosen.get(id);
      if (chosen) setText(chosen, chosenBy(scene, seats));
      if (count) setText(count, seats.length === 0 ? t("choice.nobody") : words);
    }
    this.save.update(scene.room.valueState(this.field));
  }
}
