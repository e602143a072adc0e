import { beforeEach, describe, expect, it, vi } from "vitest";
import { Announcer, PAUSE_MS } from "../../src/room/announcer";

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

  it("say the same thing once while it waits", () => {
    announcer.say("Pauze.");
    announcer.say("Pauze.");
    vi.advanceTimersByTime(100);
    expect(region.textContent).toBe("Pauze.");
  });
});
