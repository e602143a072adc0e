/** Dots on earlier answers: a few each, moved freely; the count left is said in words. */

import type { Block, Prompt } from "../../config";
import { parseField } from "../../ids";
import { t } from "../../texts";
import { h, setText, show, type View } from "../dom";
import { SaveLabel } from "../savestate";
import type { Scene } from "../scene";
import { type Strip, StripList } from "../strips";
import { levelOf } from "../visibility";
import { Dots, footOf } from "./common";

export class DotsPrompt implements View {
  readonly el: HTMLElement;
  private dots: Dots;
  private left = h("p", { class: "dots-left" });
  private strips: StripList;
  private empty = h("p", { class: "soft" }, t("dots.nothing_yet"));
  private save = new SaveLabel();
  private here: boolean;

  constructor(
    private readonly scene: Scene,
    private readonly block: Block,
    private readonly prompt: Prompt,
  ) {
    this.dots = new Dots(scene, block, prompt);
    this.strips = new StripList(scene, this.dots);
    // When the answers stand in this same step, their own strips carry the buttons.
    this.here = block.prompts.some((other) => `${block.id}/${other.id}` === prompt.on);
    const level = levelOf(prompt, scene.room.config.card.visibility);
    this.el = h(
      "section",
      { class: "prompt field" },
      h("h2", {}, prompt.label),
      prompt.hint ? h("p", { class: "hint" }, prompt.hint) : null,
      this.left,
      this.here ? null : this.strips.el,
      this.empty,
      footOf(this.save.el, level),
    );
  }

  update(): void {
    setText(this.left, this.dots.leftWords);
    this.save.update(
      this.scene.room.valueState(`${this.block.id}/${this.prompt.id}/${this.scene.room.seat}`),
    );
    if (this.here) {
      // Own answers carry no button: nobody gives dots to a box to write in.
      return show(this.empty, !this.targets().some(({ seat }) => seat !== this.scene.room.seat));
    }
    const strips = this.targets();
    this.strips.update(strips);
    show(this.empty, strips.length === 0);
  }

  private targets(): Strip[] {
    const { room } = this.scene;
    return room
      .fieldsOf(this.prompt.on ?? "")
      .sort()
      .map((key) => ({
        key,
        seat: parseField(key)?.owner ?? null,
        text: room.text(key),
        typing: false,
      }));
  }
}
