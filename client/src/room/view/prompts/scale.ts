/** A figure between two words; the answers of the table stand under the figures. */

import type { Block, Prompt } from "../../config";
import { fieldId } from "../../ids";
import type { Value } from "../../state";
import { t } from "../../texts";
import { h, hidden, newId, setText, show, type View } from "../dom";
import { SaveLabel } from "../savestate";
import type { Scene } from "../scene";
import { levelOf } from "../visibility";
import { chosenBy, footOf, initialsOf, valuesOf } from "./common";

interface Line {
  input: HTMLInputElement;
  /** Seen in the box of the figure; said as a description, so that the name stays the figure. */
  who: HTMLElement;
  names: HTMLElement;
}

export class ScalePrompt implements View {
  readonly el: HTMLElement;
  private save = new SaveLabel();
  private earlier = h("p", { class: "fine" });
  private steps = new Map<number, Line>();

  constructor(
    private readonly scene: Scene,
    private readonly block: Block,
    private readonly prompt: Prompt,
  ) {
    const { min = 1, max = 5, low = "", high = "" } = prompt;
    const name = newId("scale");
    const steps: HTMLElement[] = [];
    for (let figure = min; figure <= max; figure++) steps.push(...this.step(figure, name));
    const ends = h("p", { class: "scale-ends" }, h("span", {}, low), h("span", {}, high));
    const hint = newId("hint");
    const level = levelOf(prompt, scene.room.config.card.visibility);
    this.el = h(
      "fieldset",
      { class: "prompt field", "aria-describedby": prompt.hint ? hint : null },
      h("legend", {}, prompt.label),
      prompt.hint ? h("span", { class: "hint", id: hint }, prompt.hint) : null,
      this.earlier,
      h("div", { class: "scale-box" }, h("div", { class: "scale" }, ...steps), ends),
      footOf(this.save.el, level),
    );
  }

  private step(figure: number, name: string): HTMLElement[] {
    const { min = 1, max = 5, low = "", high = "" } = this.prompt;
    const choose = (): void => this.scene.room.set(this.field, figure);
    const names = hidden("");
    names.id = newId("chosen");
    const described = { "aria-describedby": names.id, onchange: choose };
    const input = h("input", { type: "radio", name, value: figure, ...described });
    const who = h("span", { class: "count", "aria-hidden": "true" });
    this.steps.set(figure, { input, who, names });
    const end = figure === min ? low : figure === max ? high : "";
    const words = end === "" ? null : hidden(`, ${end}`);
    const text = h("span", {}, String(figure), words);
    return [h("label", { class: "choice" }, input, text, who), names];
  }

  /** What this person chose when an earlier step asked the same on the same scale. */
  private before(): Value | undefined {
    const { scene, prompt } = this;
    const { id, kind, min, max } = prompt;
    const blocks = scene.blocks.slice(0, scene.blocks.indexOf(this.block));
    for (const block of blocks.reverse()) {
      const same = block.prompts.find(
        (one) => one.id === id && one.kind === kind && one.min === min && one.max === max,
      );
      if (same) return scene.room.value(fieldId(block, same, scene.room.seat));
    }
    return undefined;
  }

  private get field(): string {
    return fieldId(this.block, this.prompt, this.scene.room.seat);
  }

  update(): void {
    const { scene } = this;
    const mine = scene.room.value(this.field);
    const before = this.before();
    show(this.earlier, typeof before === "number");
    if (typeof before === "number") setText(this.earlier, t("scale.earlier", { figure: before }));
    const all = valuesOf(scene, this.block, this.prompt);
    for (const [figure, { input, who, names }] of this.steps) {
      if (input.checked !== (mine === figure)) input.checked = mine === figure;
      const seats = all.filter(([, value]) => value === figure).map(([seat]) => seat);
      setText(names, chosenBy(scene, seats));
      setText(
        who,
        seats.length > 3 ? t("scale.people", { count: seats.length }) : initialsOf(scene, seats),
      );
    }
    this.save.update(scene.room.valueState(this.field));
  }
}
