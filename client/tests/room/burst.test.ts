/** A table that writes all at once, as a screen reader hears it and as the log keeps it. */

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PAUSE_MS } from "../../src/room/announcer";
import { BETWEEN_MS } from "../../src/room/view/murmur";
import { person } from "./fake-room";
import { $, open, server, startTalk, until, withPrompts } from "./table";

const LIVE = "[aria-live=polite], [aria-live=assertive], [role=status], [role=alert], [role=log]";
const NOTES = { id: "n", kind: "notes", label: "Briefjes" };
const PICK = { id: "p", kind: "choice", label: "Kies", options: [{ id: "a", label: "A" }] };

/** What a screen reader is given to say, and when. */
let heard: { at: number; words: string }[];
let ear: MutationObserver;

function listen(): void {
  heard = [];
  ear = new MutationObserver((changes) => {
    const elements = changes.map(({ target }) =>
      target instanceof Element ? target : target.parentElement,
    );
    for (const region of new Set(elements.map((element) => element?.closest(LIVE)))) {
      const words = region?.textContent?.trim() ?? "";
      if (words !== "") heard.push({ at: performance.now(), words });
    }
  });
  ear.observe(document.body, { subtree: true, childList: true, characterData: true });
}

/** One change in 50 ms: eight people write 184 notes and choose sixteen times, and the clock is moved. */
async function burst(): Promise<void> {
  for (let number = 0; number < 200; number++) {
    const seat = `seat-${"bcdefghi"[number % 8]}`;
    if (number % 25 === 24) server.move({ added_s: 60 * (number + 1) });
    if (number % 25 > 22) {
      const field = `${number < 100 ? "one" : "two"}/p/${seat}`;
      server.event({ type: "value", seq: ++server.seq, field, value: ["a", `${number}`] });
    } else server.write(`one/n/${seat}/${number}`, `Gedachte ${number}.`);
    await vi.advanceTimersByTimeAsync(50);
  }
  await vi.advanceTimersByTimeAsync(30_000);
}

const lines = (): string[] =>
  Array.from(document.querySelectorAll(".happened li"), (line) => line.textContent ?? "");

async function openLog(): Promise<void> {
  const log = $<HTMLDetailsElement>(".happened") as HTMLDetailsElement;
  log.open = true;
  log.dispatchEvent(new Event("toggle"));
  await vi.advanceTimersByTimeAsync(100);
}

beforeEach(async () => {
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "performance", "requestAnimationFrame"],
  });
  const others = "bcdefghi".split("").map((id) => person(`seat-${id}`, id));
  server.seats = [person("seat-a", "AB"), ...others];
  await open(withPrompts(NOTES, PICK));
  startTalk();
  await until(() => $('[data-step="1"]'));
  listen();
});

afterEach(() => {
  ear.disconnect();
  vi.useRealTimers();
});

it("hears at most one announcement in two seconds, and how many people wrote", async () => {
  await burst();
  expect(heard.length).toBeGreaterThan(3);
  const gaps = heard.slice(1).map(({ at }, index) => at - (heard[index]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(PAUSE_MS);
  const others = heard.filter(({ words }) => words.includes("8 people wrote something."));
  expect(others.length).toBeGreaterThan(0);
  expect(others.length).toBeLessThanOrEqual(Math.ceil(30_000 / BETWEEN_MS));
});

it("loses nothing: the log holds each of the two hundred", async () => {
  await burst();
  await openLog();
  const all = lines().join("\n");
  for (let number = 0; number < 200; number++) {
    if (number % 25 <= 22) expect(all).toContain(`Gedachte ${number}.`);
    if (number % 25 === 24) expect(all).toContain("minutes were added.");
  }
  expect(lines().filter((line) => line.includes("wrote at: Briefjes")).length).toBe(184);
});

it("is silent about others when that is switched off, and the log still holds it", async () => {
  const input = $<HTMLInputElement>(".happened input") as HTMLInputElement;
  input.checked = false;
  input.dispatchEvent(new Event("change"));
  await burst();
  expect(heard.some(({ words }) => words.includes("wrote"))).toBe(false);
  expect(heard.some(({ words }) => words.includes("added"))).toBe(true);
  await openLog();
  expect(lines().join("\n")).toContain("Gedachte 0.");
});

it("makes one line of what one person goes on writing", async () => {
  for (const text of ["Een", "Een br", "Een brug."]) {
    server.doc.getText("one/n/seat-b/1").delete(0, server.text("one/n/seat-b/1").length);
    server.write("one/n/seat-b/1", text);
    await vi.advanceTimersByTimeAsync(500);
  }
  await openLog();
  const written = lines().filter((line) => line.includes("b wrote at: Briefjes"));
  expect(written.length).toBe(1);
  expect(written[0]).toContain("Een brug.");
});
