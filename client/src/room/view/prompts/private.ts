/** An answer only its writer sees: never in the live document, sent whole over HTTP. */

import { MAX_CHARACTERS } from "../../binding";
import type { Block, Prompt } from "../../config";
import { promptId } from "../../ids";
import { t } from "../../texts";
import { h, show, type View } from "../dom";
import type { Scene } from "../scene";
import { FieldFrame, tooLong } from "../textfield";

export class PrivatePrompt implements View {
  readonly el: HTMLElement;
  private frame: FieldFrame;
  private field: string;
  private seat = "";
  private kept = "";
  private refused = false;
  private elsewhere = h("p", { class: "fine" }, t("field.private_elsewhere"));

  constructor(
    private readonly scene: Scene,
    block: Block,
    prompt: Prompt,
  ) {
    this.field = promptId(block, prompt);
    const { label } = prompt;
    // The server sends an empty hint for a prompt without one.
    const hint = prompt.hint || t("field.private_hint");
    this.frame = new FieldFrame({ label, hint, level: "only_me" });
    this.frame.input.addEventListener("input", () => this.write());
    const attributes = { class: "prompt mine-box", "aria-label": label };
    this.el = h("section", attributes, this.frame.el, this.elsewhere);
  }

  private write(): void {
    const { input } = this.frame;
    this.refused = input.value.length > MAX_CHARACTERS && input.value.length > this.kept.length;
    if (this.refused) input.value = this.kept;
    else this.scene.room.privates.write(this.seat, this.field, input.value);
    this.kept = input.value;
    this.update();
  }

  update(): void {
    const { privates, seat } = this.scene.room;
    const { input } = this.frame;
    const text = privates.text(seat, this.field);
    if (seat !== this.seat || (text !== input.value && document.activeElement !== input)) {
      this.seat = seat;
      this.kept = text;
      input.value = text;
      input.dispatchEvent(new Event("shown"));
    }
    show(this.elsewhere, text === "" && privates.isElsewhere(seat, this.field));
    this.frame.state(privates.state(seat, this.field));
    this.frame.error(this.refused ? tooLong() : privates.error(seat, this.field));
  }
}
