/** A promise in five lines: who, what, when, with which means, and how the others will see it. */

import type { Block, Prompt } from "../../config";
import { COMMITMENT_PARTS, fieldId, promptId } from "../../ids";
import { k, t } from "../../texts";
import { h, type View } from "../dom";
import type { Scene } from "../scene";
import { type Strip, StripList } from "../strips";
import { TextField } from "../textfield";
import { levelOf } from "../visibility";
import { seatsTyping, TableHeading, wroteCount } from "./common";

const LABELS: Record<(typeof COMMITMENT_PARTS)[number], string> = {
  who: k("commitment.who"),
  what: k("commitment.what"),
  when: k("commitment.when"),
  means: k("commitment.means"),
  sign: k("commitment.sign"),
};

export class CommitmentPrompt implements View {
  readonly el: HTMLElement;
  private fields: TextField[];
  private strips: StripList;
  private heading: TableHeading;

  constructor(
    private readonly scene: Scene,
    private readonly block: Block,
    private readonly prompt: Prompt,
  ) {
    const level = levelOf(prompt, scene.room.config.card.visibility);
    this.fields = COMMITMENT_PARTS.map((part) => {
      const field = (): string => fieldId(block, prompt, scene.room.seat, part);
      const rows = part === "what" ? 3 : 2;
      const hint = part === "who" ? (): string => this.whoHint() : undefined;
      return new TextField(scene, field, { label: t(LABELS[part]), hint, level, rows });
    });
    this.strips = new StripList(scene);
    const mine = h(
      "section",
      { class: "mine-box", "aria-label": prompt.label },
      h("h2", {}, prompt.label),
      h("p", { class: "hint" }, prompt.hint || t("commitment.hint")),
      ...this.fields.map((field) => field.el),
    );
    this.heading = new TableHeading(prompt.label, "h3");
    const others = h("section", { class: "others" }, this.heading.el, this.strips.el);
    this.el = h("div", { class: "prompt" }, mine, others);
  }

  /** A reminder, never filled in: somebody may promise for another than they sit here for. */
  private whoHint(): string {
    const { scene } = this;
    const note = scene.seat(scene.room.seat)?.note ?? "";
    return note ? t("commitment.who_note", { note }) : t("commitment.who_hint");
  }

  private partsOf(seat: string): { label: string; text: string }[] {
    return COMMITMENT_PARTS.map((part) => ({
      label: t(LABELS[part]),
      text: this.scene.room.text(fieldId(this.block, this.prompt, seat, part)),
    })).filter(({ text }) => text.trim() !== "");
  }

  update(): void {
    for (const field of this.fields) field.update();
    const { scene } = this;
    this.heading.update(...wroteCount(scene, (seat) => this.partsOf(seat).length > 0));
    const typing = new Set(seatsTyping(scene, promptId(this.block, this.prompt)).values());
    const strips: Strip[] = scene
      .people()
      .filter(({ id }) => id !== scene.room.seat)
      .map(({ id }) => ({
        key: fieldId(this.block, this.prompt, id),
        seat: id,
        text: "",
        typing: typing.has(id),
        parts: this.partsOf(id),
      }))
      .filter((strip) => strip.parts.length > 0 || strip.typing);
    this.strips.update(strips);
  }

  destroy(): void {
    for (const field of this.fields) field.destroy();
  }
}
