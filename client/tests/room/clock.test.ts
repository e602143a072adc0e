import { describe, expect, it } from "vitest";
import {
  behindSeconds,
  type Clock,
  digits,
  phaseOf,
  remainingMs,
  ServerTime,
  Signals,
  WAITING,
} from "../../src/room/clock";

const MINUTE = 60_000;
const running = (extra: Partial<Clock> = {}): Clock => ({
  ...WAITING,
  state: "running",
  began_at: 0,
  planned_s: 600,
  ...extra,
});

describe("the clock", () => {
  it("counts from when the step began, without pauses", () => {
    expect(remainingMs(running({ paused_ms: MINUTE }), 5 * MINUTE)).toBe(6 * MINUTE);
  });

  it("stands still while paused", () => {
    const clock = running({ state: "paused", paused_at: 2 * MINUTE });
    expect(remainingMs(clock, 9 * MINUTE)).toBe(8 * MINUTE);
  });

  it("knows ahead and behind over the whole card", () => {
    const planned = [300, 600];
    const clock = running({ step: 1, spent_s: [240] });
    expect(behindSeconds(clock, MINUTE, planned)).toBe(-60);
    expect(behindSeconds(clock, 12 * MINUTE, planned)).toBe(60);
  });

  it("adds minutes to the step, yet counts them as behind", () => {
    const clock = running({ added_s: 300 });
    expect(remainingMs(clock, 10 * MINUTE)).toBe(5 * MINUTE);
    expect(behindSeconds(clock, 12 * MINUTE, [600])).toBe(120);
  });

  it("never locks: after zero it says how much over", () => {
    expect(phaseOf(running(), 11 * MINUTE)).toBe("over");
    expect(digits(remainingMs(running(), 11 * MINUTE + 20_000))).toBe("+01:20");
  });

  it.each([
    [7.9, "normal"],
    [8, "nearly"],
    [9.5, "round-off"],
  ])("after %s of 10 minutes it is %s", (minutes, phase) => {
    expect(phaseOf(running(), minutes * MINUTE)).toBe(phase);
  });
});

describe("signals", () => {
  it("come once at 20 % and once at 5 %", () => {
    const signals = new Signals();
    const seen = [];
    for (let second = 0; second < 700; second++) {
      const signal = signals.check(running(), second * 1000);
      if (signal) seen.push([signal, second]);
    }
    expect(seen).toEqual([
      ["nearly", 480],
      ["round-off", 570],
      ["over", 601],
    ]);
  });

  it("stay silent for whoever joins when they have passed", () => {
    const signals = new Signals();
    expect(signals.check(running(), 9 * MINUTE)).toBeNull();
    expect(signals.check(running(), 9.1 * MINUTE)).toBeNull();
  });

  it("are forgotten when minutes are added, and true again later", () => {
    const signals = new Signals();
    signals.check(running(), 0);
    expect(signals.check(running(), 8.5 * MINUTE)).toBe("nearly");
    const longer = running({ added_s: 300 });
    expect(signals.check(longer, 8.6 * MINUTE)).toBeNull();
    expect(signals.check(longer, 12.5 * MINUTE)).toBe("nearly");
  });

  it("begin anew in the next step", () => {
    const signals = new Signals();
    signals.check(running(), 0);
    signals.check(running(), 9 * MINUTE);
    const next = running({ step: 1, began_at: 10 * MINUTE });
    signals.check(next, 10 * MINUTE);
    expect(signals.check(next, 18.5 * MINUTE)).toBe("nearly");
  });
});

describe("the server's time", () => {
  it("goes on between messages by the page's own monotonic clock", () => {
    let at = 100;
    const time = new ServerTime(() => at);
    time.observe(5_000_000);
    at += 1500;
    expect(time.now()).toBe(5_001_500);
  });

  it("ignores the clock of the device", () => {
    const time = new ServerTime(() => 100);
    time.observe(42);
    expect(time.now()).toBe(42);
  });

  it("keeps the estimate that was least delayed", () => {
    let at = 0;
    const time = new ServerTime(() => at);
    time.observe(1000);
    at = 500;
    time.observe(1300);
    expect(time.now()).toBe(1500);
    time.observe(1600);
    expect(time.now()).toBe(1600);
  });
});
