/** What several answer types share: who writes where, strips of others, lists of values. */

import type { Block, Prompt } from "../../config";
import { fieldId, parseField, promptId } from "../../ids";
import type { Value } from "../../state";
import { plural, t } from "../../texts";
import { h, setText, show } from "../dom";
import type { Scene } from "../scene";
import type { DotButton, Strip } from "../strips";
import { visibility } from "../visibility";

export function seatsTyping(scene: Scene, prompt: string): Map<string, string> {
  const typing = new Map<string, string>();
  for (const { field, seat } of scene.room.presence?.writers() ?? []) {
    if (parseField(field)?.prompt === prompt) typing.set(field, seat);
  }
  return typing;
}

/** One strip per other person who wrote or is writing, in the order of the seats. */
export function personStrips(scene: Scene, block: Block, prompt: Prompt): Strip[] {
  const typing = seatsTyping(scene, promptId(block, prompt));
  return scene
    .people()
    .filter((seat) => seat.id !== scene.room.seat)
    .map((seat) => {
      const key = fieldId(block, prompt, seat.id);
      return { key, seat: seat.id, text: scene.room.text(key), typing: typing.has(key) };
    })
    .filter((strip) => strip.text.trim() !== "" || strip.typing);
}

/** "Aan tafel: Mijn moment  5 van 6 schreven al"; a prompt has one h2, what is under it an h3. */
export class TableHeading {
  readonly el: HTMLElement;
  private count = h("span", { class: "soft" });

  constructor(label: string, tag: "h2" | "h3") {
    this.el = h(tag, {}, `${t("table.at_the_table", { label })} `, this.count);
  }

  update(wrote: number, of: number): void {
    setText(this.count, of === 0 ? "" : t("table.wrote", { count: wrote, of }));
    show(this.count, of > 0);
  }
}

export function wroteCount(scene: Scene, wrote: (seat: string) => boolean): [number, number] {
  const seats = scene.people();
  return [seats.filter((seat) => wrote(seat.id)).length, seats.length];
}

/** The value of each person for a prompt, in the order of the seats. */
export function valuesOf(scene: Scene, block: Block, prompt: Prompt): [string, Value][] {
  const found: [string, Value][] = [];
  for (const { id } of scene.people()) {
    const value = scene.room.value(fieldId(block, prompt, id));
    if (value !== undefined && value !== null) found.push([id, value]);
  }
  return found;
}

export const asList = (value: Value | undefined): string[] => (Array.isArray(value) ? value : []);

export function initialsOf(scene: Scene, seats: string[]): string {
  return seats.map((seat) => scene.who(seat)).join(", ");
}

/** Which others chose this, by name: for who does not see the figures beside it. */
export function chosenBy(scene: Scene, seats: string[]): string {
  const others = seats.filter((seat) => seat !== scene.room.seat);
  const names = others.map((seat) => scene.name(seat)).join(", ");
  if (others.length === 0) return "";
  return plural("choice.chosen_one", "choice.chosen_many", others.length, { names });
}

/** The dots prompt in the same block that asks for dots on this prompt, if any. */
export function dotsOn(block: Block, target: Prompt): Prompt | null {
  const on = promptId(block, target);
  return block.prompts.find((prompt) => prompt.kind === "dots" && prompt.on === on) ?? null;
}

export class Dots implements DotButton {
  constructor(
    private readonly scene: Scene,
    private readonly block: Block,
    private readonly prompt: Prompt,
  ) {}

  private get field(): string {
    return fieldId(this.block, this.prompt, this.scene.room.seat);
  }

  get given(): string[] {
    return asList(this.scene.room.value(this.field));
  }

  get left(): number {
    return Math.max(0, (this.prompt.count ?? 1) - this.given.length);
  }

  get leftWords(): string {
    if (this.left > 0) return plural("dots.left_one", "dots.left_many", this.left);
    return plural("dots.left_none_one", "dots.left_none", this.prompt.count ?? 1);
  }

  private count(given: string[], field: string): number {
    return given.filter((one) => one === field).length;
  }

  state(field: string): { mine: number; total: number; left: number } {
    const all = valuesOf(this.scene, this.block, this.prompt).map(([, value]) => asList(value));
    const total = all.reduce((sum, given) => sum + this.count(given, field), 0);
    return { mine: this.count(this.given, field), total, left: this.left };
  }

  give(field: string): void {
    if (this.left > 0) this.put(field, [...this.given, field]);
    else this.scene.notices?.say(t("dots.none_left_move"), "caution");
  }

  takeBack(field: string): void {
    const given = this.given.slice();
    const at = given.lastIndexOf(field);
    if (at < 0) return;
    given.splice(at, 1);
    this.put(field, given);
  }

  /** Who does not see the dots hears how many lie here now, and how many are left. */
  private put(field: string, given: string[]): void {
    this.scene.room.set(this.field, given);
    const { total } = this.state(field);
    const here = plural("dots.here_one", "dots.here_many", total);
    const words = total === 0 ? t("dots.here_none") : here;
    this.scene.announcer.say(`${words} ${this.leftWords}`, "dots");
  }
}

export function footOf(save: HTMLElement, level: Parameters<typeof visibility>[0]): HTMLElement {
  return h("div", { class: "field-foot" }, visibility(level), save);
}
