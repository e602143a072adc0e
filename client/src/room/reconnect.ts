/** When to try again, and when the device itself says that something changed. */

const FIRST_MS = 300;
const LONGEST_MS = 5000;

/** Growing pauses with chance in them: a restarted server must not meet everyone at once. */
export class Backoff {
  private attempt = 0;
  private hint = 0;

  constructor(private readonly random: () => number = Math.random) {}

  next(atLeast = 0): number {
    const base = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.attempt++);
    const longest = this.hint > 0 ? this.hint * 2 : LONGEST_MS;
    const least = Math.max(atLeast, this.hint);
    this.hint = 0;
    return Math.max(least, Math.min(longest, base * (0.5 + this.random() / 2)));
  }

  /** A server that is well said when to come back, so long pauses of before count no more. */
  expected(ms: number): void {
    this.hint = ms;
  }

  reset(): void {
    this.attempt = 0;
  }
}

export type Ending =
  | { retry: true; atLeast: number }
  | { retry: false; reason: "no_seat" | "revoked" | "no_table" };

/** What a close code of the server means for trying again. */
export function ending(code: number): Ending {
  switch (code) {
    case 4401:
      return { retry: false, reason: "no_seat" };
    case 4403:
      return { retry: false, reason: "revoked" };
    case 4404:
      return { retry: false, reason: "no_table" };
    case 4409:
      return { retry: true, atLeast: 8000 };
    case 4429:
    case 4413:
    case 4400:
      return { retry: true, atLeast: 3000 };
    default:
      return { retry: true, atLeast: 0 };
  }
}

const LONG_HIDDEN_MS = 60_000;
const CLOCKS_APART_MS = 1500;

export interface Clocks {
  wall: () => number;
  monotonic: () => number;
}

const CLOCKS: Clocks = { wall: () => Date.now(), monotonic: () => performance.now() };

/**
 * Calls back when the phone wakes, the page returns or the network comes; returns a way off.
 * `slept`: hidden for long, or the page's clock stood still meanwhile, so its time is wrong too.
 */
export function onWake(
  wake: (slept: boolean) => void,
  page: Window = window,
  clocks: Clocks = CLOCKS,
): () => void {
  let hidden: { wall: number; monotonic: number } | null = null;
  const woke = (): void => {
    const wall = hidden === null ? 0 : clocks.wall() - hidden.wall;
    const monotonic = hidden === null ? 0 : clocks.monotonic() - hidden.monotonic;
    hidden = null;
    wake(wall > LONG_HIDDEN_MS || Math.abs(wall - monotonic) > CLOCKS_APART_MS);
  };
  const onVisibility = (): void => {
    if (page.document.visibilityState !== "hidden") return woke();
    hidden = { wall: clocks.wall(), monotonic: clocks.monotonic() };
  };
  const online = (): void => wake(false);
  page.addEventListener("online", online);
  page.addEventListener("pageshow", woke);
  page.document.addEventListener("visibilitychange", onVisibility);
  return () => {
    page.removeEventListener("online", online);
    page.removeEventListener("pageshow", woke);
    page.document.removeEventListener("visibilitychange", onVisibility);
  };
}
