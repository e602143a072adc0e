/**
 * What people do besides writing. Clock and role commands need a line: without one they are
 * refused in words. Values (choices, dots, scales, orders) are kept and sent until done.
 */

import type { DraftStore } from "./drafts";
import { randomHex } from "./ids";
import type { RoomEvent, Value } from "./state";
import type { Command } from "./wire";

export type Outcome = { ok: true } | { ok: false; why: string };
type SendCommand = (command: Command) => boolean;

const ANSWER_MS = 10_000;

export class Commands {
  private waiting = new Map<string, (outcome: Outcome) => void>();

  constructor(private readonly send: SendCommand) {}

  run(seat: string, name: string, detail: Record<string, unknown> = {}): Promise<Outcome> {
    const id = randomHex(10);
    return new Promise((resolve) => {
      const timer = window.setTimeout(() => settle({ ok: false, why: "no_answer" }), ANSWER_MS);
      const settle = (outcome: Outcome): void => {
        window.clearTimeout(timer);
        this.waiting.delete(id);
        resolve(outcome);
      };
      this.waiting.set(id, settle);
      if (!this.send({ ...detail, id, seat, do: name })) settle({ ok: false, why: "offline" });
    });
  }

  /** Whether the answer was one of ours. */
  answer(event: RoomEvent): boolean {
    if (event.type !== "done" && event.type !== "refused") return false;
    const settle = this.waiting.get(event.id);
    settle?.(event.type === "done" ? { ok: true } : { ok: false, why: event.why });
    return settle !== undefined;
  }

  disconnected(): void {
    for (const settle of Array.from(this.waiting.values())) settle({ ok: false, why: "lost" });
  }
}

interface Pending {
  id: string;
  seat: string;
  value: Value;
}

/** The latest value per field wins; each is sent again after every reconnect until done. */
export class ValueQueue {
  private pending: Record<string, Pending>;

  constructor(
    private readonly send: SendCommand,
    private readonly store: DraftStore,
    private readonly refused: (field: string, why: string) => void,
  ) {
    this.pending = store.get<Record<string, Pending>>("values", {});
  }

  set(seat: string, field: string, value: Value): void {
    const pending = { id: randomHex(10), seat, value };
    this.pending = { ...this.pending, [field]: pending };
    this.keep();
    this.post(field, pending);
  }

  has(field: string): boolean {
    return field in this.pending;
  }

  get(field: string): Value | undefined {
    return this.pending[field]?.value;
  }

  get isClean(): boolean {
    return Object.keys(this.pending).length === 0;
  }

  resend(): void {
    for (const [field, pending] of Object.entries(this.pending)) this.post(field, pending);
  }

  answer(event: RoomEvent): boolean {
    if (event.type !== "done" && event.type !== "refused") return false;
    const found = Object.entries(this.pending).find(([, pending]) => pending.id === event.id);
    if (found === undefined) return false;
    const { [found[0]]: _, ...rest } = this.pending;
    this.pending = rest;
    this.keep();
    if (event.type === "refused") this.refused(found[0], event.why);
    return true;
  }

  private post(field: string, { id, seat, value }: Pending): void {
    this.send({ id, seat, do: "set", field, value });
  }

  private keep(): void {
    if (this.isClean) this.store.remove("values");
    else this.store.set("values", this.pending);
  }
}
