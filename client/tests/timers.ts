/** Timers end with their page, as in a browser; Node's would go on after the page of a test is gone. */

import { afterAll } from "vitest";

type Start = (...rest: unknown[]) => ReturnType<typeof setInterval>;

const running: ReturnType<Start>[] = [];
const starters = globalThis as unknown as Record<"setTimeout" | "setInterval", Start>;

for (const name of ["setTimeout", "setInterval"] as const) {
  const start = starters[name];
  const remembered: Start = (...rest) => {
    const timer = start(...rest);
    running.push(timer);
    return timer;
  };
  starters[name] = Object.assign(remembered, start);
}

afterAll(() => {
  for (const timer of running) clearInterval(timer);
});
