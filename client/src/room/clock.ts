/**
 * The clock of the table. The server stores when a step began; here it is only read.
 * Nothing is counted in the browser: every figure follows from the facts and the server's time.
 */

export type ClockState = "waiting" | "running" | "paused" | "finished";

export interface Clock {
  state: ClockState;
  step: number;
  began_at: number | null;
  planned_s: number;
  added_s: number;
  paused_at: number | null;
  paused_ms: number;
  spent_s: number[];
  talk_began_at: number | null;
}

export const WAITING: Clock = {
  state: "waiting",
  step: 0,
  began_at: null,
  planned_s: 0,
  added_s: 0,
  paused_at: null,
  paused_ms: 0,
  spent_s: [],
  talk_began_at: null,
};

export type Phase = "waiting" | "normal" | "nearly" | "round-off" | "over" | "paused" | "finished";

export function elapsedMs(clock: Clock, now: number): number {
  if (clock.began_at === null) return 0;
  return Math.max(0, (clock.paused_at ?? now) - clock.began_at - clock.paused_ms);
}

export function totalMs(clock: Clock): number {
  return (clock.planned_s + clock.added_s) * 1000;
}

export function remainingMs(clock: Clock, now: number): number {
  return totalMs(clock) - elapsedMs(clock, now);
}

/** Seconds behind (positive) or ahead (negative) over the whole card, `planned_s` per step. */
export function behindSeconds(clock: Clock, now: number, planned: number[]): number {
  const earlier = clock.spent_s
    .slice(0, clock.step)
    .reduce((sum, spent, index) => sum + spent - (planned[index] ?? 0), 0);
  const current = elapsedMs(clock, now) / 1000 - (planned[clock.step] ?? clock.planned_s);
  return earlier + Math.max(0, current);
}

/** How much of the step has passed, between 0 and 1. */
export function shareDone(clock: Clock, now: number): number {
  const total = totalMs(clock);
  return total <= 0 ? 1 : Math.min(1, Math.max(0, elapsedMs(clock, now) / total));
}

export function phaseOf(clock: Clock, now: number): Phase {
  if (clock.state !== "running") return clock.state;
  const left = remainingMs(clock, now);
  if (left < 0) return "over";
  const share = left / totalMs(clock);
  if (share <= 0.05) return "round-off";
  return share <= 0.2 ? "nearly" : "normal";
}

export function digits(ms: number): string {
  const over = ms < 0;
  const seconds = over ? Math.floor(-ms / 1000) : Math.ceil(ms / 1000);
  const pair = (value: number): string => String(value).padStart(2, "0");
  return `${over ? "+" : ""}${pair(Math.floor(seconds / 60))}:${pair(seconds % 60)}`;
}

/**
 * The server's time, carried on between messages by the monotonic clock of the page:
 * changing the clock of the device changes nothing on the screen.
 */
export class ServerTime {
  private base: { server: number; at: number } | null = null;

  constructor(private readonly monotonic: () => number = () => performance.now()) {}

  /** A later estimate suffered less delay on the way, so it is nearer to the truth. */
  observe(server: number): void {
    const at = this.monotonic();
    const stale = this.base === null || at - this.base.at > 30_000;
    if (stale || server > this.now() || this.now() - server > 2000) this.base = { server, at };
  }

  now(): number {
    if (this.base === null) return Date.now();
    return this.base.server + (this.monotonic() - this.base.at);
  }
}

export type Signal = "nearly" | "round-off" | "over";

/**
 * Says once per step that 20 % and 5 % of the time are left, and that it is over; silent for who
 * joins later. Added minutes begin this anew: what is true again later may be said again.
 */
export class Signals {
  private step = "";
  private given = new Set<Signal>();

  check(clock: Clock, now: number): Signal | null {
    const phase = phaseOf(clock, now);
    const passed: Signal[] = [];
    if (phase === "nearly") passed.push("nearly");
    if (phase === "round-off") passed.push("nearly", "round-off");
    if (phase === "over") passed.push("nearly", "round-off", "over");
    const step = `${clock.step}:${clock.began_at}:${clock.added_s}`;
    if (step !== this.step) {
      this.step = step;
      this.given = new Set(passed);
      return null;
    }
    const fresh = passed.filter((signal) => !this.given.has(signal));
    for (const signal of fresh) this.given.add(signal);
    return fresh.at(-1) ?? null;
  }
}
