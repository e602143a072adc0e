/**
 * Says how many people wrote or answered, never what: a table of nine that writes would drown
 * the screen reader of the tenth. At most once in ten seconds, and not at all when switched off.
 */

import type { Happening } from "../happenings";
import { parseField, TABLE } from "../ids";
import { plural, t } from "../texts";
import type { Scene } from "./scene";

export const FIRST_MS = 2000;
export const BETWEEN_MS = 10_000;

export class Murmur {
  isOn = true;
  private wrote = new Set<string>();
  private answered = new Set<string>();
  private unnamed = false;
  private timer: number | undefined;
  private lastAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly scene: Scene) {}

  heard({ kind, field }: Happening): void {
    if (kind === "told") return;
    const owner = parseField(field)?.owner ?? "";
    if (kind === "wrote") this.wrote.add(owner);
    if (kind === "answered") this.answered.add(owner);
    if (kind === "unnamed") this.unnamed = true;
    const wait = Math.max(FIRST_MS, this.lastAt + BETWEEN_MS - performance.now());
    this.timer ??= window.setTimeout(() => this.say(), wait);
  }

  private say(): void {
    this.timer = undefined;
    this.lastAt = performance.now();
    const words = this.words();
    this.wrote.clear();
    this.answered.clear();
    this.unnamed = false;
    if (this.isOn) this.scene.announcer.say(words, "others");
  }

  private words(): string {
    const together = this.wrote.delete(TABLE);
    const sentences = [
      this.count("happened.wrote_one", "happened.wrote_many", this.wrote),
      together ? t("happened.together") : "",
      this.count("happened.answered_one", "happened.answered_many", this.answered),
      this.unnamed ? t("happened.unnamed") : "",
    ];
    return sentences.filter(Boolean).join(" ");
  }

  private count(one: string, many: string, seats: Set<string>): string {
    const [first] = Array.from(seats);
    if (first === undefined) return "";
    return plural(one, many, seats.size, { name: this.scene.nameOf(first) });
  }
}
