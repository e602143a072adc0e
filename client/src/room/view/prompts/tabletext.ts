/** One box that everyone at the table writes in together. */

import type { Block, Prompt } from "../../config";
import { fieldId, promptId, TABLE } from "../../ids";
import { t } from "../../texts";
import { h, setText, show, type View } from "../dom";
import type { Scene } from "../scene";
import { TextField } from "../textfield";
import { levelOf } from "../visibility";
import { initialsOf, seatsTyping } from "./common";

export class TableText implements View {
  readonly el: HTMLElement;
  private field: TextField;
  private writers = h("p", { class: "fine soft" });

  constructor(
    private readonly scene: Scene,
    private readonly block: Block,
    private readonly prompt: Prompt,
  ) {
    const { label } = prompt;
    // The server sends an empty hint for a prompt without one.
    const hint = prompt.hint || t("field.table_hint");
    const level = levelOf(prompt, scene.room.config.card.visibility);
    const name = fieldId(block, prompt, TABLE);
    this.field = new TextField(scene, () => name, { label, hint, level });
    this.el = h("section", { class: "prompt", "aria-label": label }, this.field.el, this.writers);
  }

  update(): void {
    this.field.update();
    const typing = seatsTyping(this.scene, promptId(this.block, this.prompt));
    const who = initialsOf(this.scene, Array.from(typing.values()));
    setText(this.writers, who === "" ? "" : t("field.who_writes", { names: who }));
    show(this.writers, who !== "");
  }

  destroy(): void {
    this.field.destroy();
  }
}
