// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Notices } from "../../src/room/view/notices";
import type { Scene } from "../../src/room/view/scene";

const scene = { announcer: { say: () => {} } } as unknown as Scene;

describe("a message above the buttons", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("soon gives way when it was said in other words too, such as a new heading", () => {
    const notices = new Notices(scene);
    notices.say("Step 2 has begun", "calm", "");
    vi.advanceTimersByTime(5_900);
    expect(notices.bar.textContent).toContain("Step 2");
    vi.advanceTimersByTime(200);
    expect(notices.bar.childElementCount).toBe(0);
  });

  it("stays longer when it stands nowhere else", () => {
    const notices = new Notices(scene);
    notices.say("No line now");
    vi.advanceTimersByTime(19_000);
    expect(notices.bar.textContent).toContain("No line");
    vi.advanceTimersByTime(2_000);
    expect(notices.bar.childElementCount).toBe(0);
  });
});
