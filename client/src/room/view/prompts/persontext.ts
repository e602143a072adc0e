/** A box for each person; what others write appears as they type. */

import type { Block, Prompt } from "../../config";
import { fieldId } from "../../ids";
import { t } from "../../texts";
import { h, type View } from "../dom";
import type { Scene } from "../scene";
import { StripList } from "../strips";
import { TextField } from "../textfield";
import { levelOf } from "../visibility";
import { Dots, dotsOn, personStrips, TableHeading, wroteCount } from "./common";

export class PersonText implements View {
  readonly el: HTMLElement;
  private mine: TextField;
  private strips: StripList;
  private heading: TableHeading;

  constructor(
    private readonly scene: Scene,
    private readonly block: Block,
    private readonly prompt: Prompt,
  ) {
    const { label } = prompt;
    // The server sends an empty hint for a prompt without one.
    const hint = prompt.hint || t("field.person_hint");
    const level = levelOf(prompt, scene.room.config.card.visibility);
    const field = (): string => fieldId(block, prompt, scene.room.seat);
    this.mine = new TextField(scene, field, { label, hint, level });
    const dots = dotsOn(block, prompt);
    this.strips = new StripList(scene, dots && new Dots(scene, block, dots));
    const mine = h("section", { class: "mine-box", "aria-label": t("field.yours") }, this.mine.el);
    this.heading = new TableHeading(prompt.label, "h2");
    const others = h("section", { class: "others" }, this.heading.el, this.strips.el);
    this.el = h("div", { class: "prompt" }, mine, others);
  }

  update(): void {
    const { scene, block, prompt } = this;
    this.mine.update();
    const wrote = (seat: string): boolean =>
      scene.room.text(fieldId(block, prompt, seat)).trim() !== "";
    this.heading.update(...wroteCount(scene, wrote));
    this.strips.update(personStrips(scene, block, prompt));
  }

  destroy(): void {
    this.mine.destroy();
  }
}
