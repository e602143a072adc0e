import { beforeEach, describe, expect, it, vi } from "vitest";
import { Announcer, PAUSE_MS, STAYS_MS } from "../../src/room/announcer";

let region: HTMLElement;
let announcer: Announcer;

beforeEach(() => {
  vi.useFakeTimers();
  region = document.createElement("p");
  announcer = new Announcer(region);
});

describe("announcements", () => {
  it("are bundled and never faster than one per two seconds", () => {
    announcer.say("Eén.");
    vi.advanceTimersByTime(100);
    expect(region.textContent).toBe("Eén.");
    announcer.say("Twee.");
    announcer.say("Drie.");
    vi.advanceTimersByTime(PAUSE_MS - 200);
    expect(region.textContent).toBe("Eén.");
    vi.advanceTimersByTime(200);
    expect(region.textContent).toBe("Twee. Drie.");
  });

  it("leave the page again after a while", () => {
    announcer.say("Eén.");
    vi.advanceTimersByTime(100 + STAYS_MS);
    expect(region.textContent).toBe("");
  });

  it("tell only the last step when the table moved twice", () => {
    announcer.say("Stap 2.", "step");
    announcer.say("Pauze.");
    announcer.say("Stap 3.", "step");
    vi.advanceTimersByTime(100);
    expect(region.textContent).toBe("Pauze. Stap 3.");
  });

  it("say the same thing once while it waits", () => {
    announcer.say("Pauze.");
    announcer.say("Pauze.");
    vi.advanceTimersByTime(100);
    expect(region.textContent).toBe("Pauze.");
  });
});
