/**
 * Polite messages for screen readers, bundled: at most one announcement per two seconds,
 * so that nine people typing never become a stream of interruptions.
 */

export const PAUSE_MS = 2000;

export class Announcer {
  private queue: string[] = [];
  private timer: number | undefined;
  private lastAt = Number.NEGATIVE_INFINITY;

  /** `region` must stand in the page before its first message, or readers miss it. */
  constructor(
    private readonly region: HTMLElement,
    private readonly now: () => number = () => performance.now(),
  ) {}

  say(message: string): void {
    if (message === "" || this.queue.includes(message)) return;
    this.queue.push(message);
    const wait = Math.max(50, this.lastAt + PAUSE_MS - this.now());
    this.timer ??= window.setTimeout(() => this.speak(), wait);
  }

  private speak(): void {
    this.timer = undefined;
    this.lastAt = this.now();
    const text = this.queue.splice(0).join(" ");
    // The same sentence twice is only read twice when the text really changes.
    this.region.textContent = this.region.textContent === text ? `${text}\u00a0` : text;
  }
}
