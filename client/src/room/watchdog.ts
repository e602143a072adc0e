/**
 * Finds out that a line is dead although it looks open: a phone that slept, a network that
 * swallows everything. Silence leads to one question, and no answer to a new line.
 */

const QUIET_MS = 20_000;
const ANSWER_MS = 3000;
const OPENING_MS = 6000;
const PROBE_MS = 3000;
const WAKE_MS = 1500;

export class Watchdog {
  private timer: number | undefined;
  private isHurried = false;

  constructor(
    private readonly ask: () => void,
    private readonly drop: () => void,
  ) {}

  /** A line is being opened; that may not take for ever. */
  opening(): void {
    this.after(OPENING_MS, this.drop);
  }

  /** Anything at all came in. */
  heard(): void {
    this.isHurried = false;
    this.after(QUIET_MS, () => this.probe(PROBE_MS));
  }

  /** Something went out that wants an answer soon; typing on does not put that off. */
  sent(): void {
    if (this.isHurried) return;
    this.isHurried = true;
    this.after(ANSWER_MS, () => this.probe(PROBE_MS));
  }

  /** The device woke: ask now, and do not wait long. */
  woke(): void {
    this.probe(WAKE_MS);
  }

  stop(): void {
    window.clearTimeout(this.timer);
    this.isHurried = false;
  }

  private probe(ms: number): void {
    this.after(ms, this.drop);
    this.ask();
  }

  private after(ms: number, then: () => void): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(then, ms);
  }
}
