/**
 * Polite messages for screen readers, bundled: at most one announcement per two seconds,
 * so that nine people typing never become a stream of interruptions.
 */

export const PAUSE_MS = 2000;

/** What was said is not read again later by who walks through the page. */
export const STAYS_MS = 8000;

export class Announcer {
  private queue: { message: string; topic: string }[] = [];
  private timer: number | undefined;
  private emptying: number | undefined;
  private lastAt = Number.NEGATIVE_INFINITY;

  /** `region` must stand in the page before its first message, or readers miss it. */
  constructor(
    private readonly region: HTMLElement,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Of one topic only the last news counts: an older message that still waits is dropped. */
  say(message: string, topic = ""): void {
    if (message === "") return;
    this.queue = this.queue.filter((one) => topic === "" || one.topic !== topic);
    if (this.queue.some((one) => one.message === message)) return;
    this.queue.push({ message, topic });
    const wait = Math.max(50, this.lastAt + PAUSE_MS - this.now());
    this.timer ??= window.setTimeout(() => this.speak(), wait);
  }

  private speak(): void {
    this.timer = undefined;
    this.lastAt = this.now();
    const said = this.queue.splice(0);
    const text = said.map(({ message }) => message).join(" ");
    // The same sentence twice is only read twice when the text really changes.
    this.region.textContent = this.region.textContent === text ? `${text}\u00a0` : text;
    window.clearTimeout(this.emptying);
    this.emptying = window.setTimeout(() => this.region.replaceChildren(), STAYS_MS);
  }
}
