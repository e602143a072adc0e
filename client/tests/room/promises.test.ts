import { describe, expect, it } from "vitest";
import type { Promised } from "../../src/room/config";
import { config } from "./fake-room";
import { $, open, server, startTalk, until } from "./table";

const promise = (extra: Partial<Promised> = {}): Promised => ({
  who: "Hallum",
  what: "bouwt 40 woningen",
  due: "voor 1 maart 2027",
  firmness: "promise",
  firmnessWord: "toezegging",
  outcome: "",
  url: "/toezeggingen/1/",
  ...extra,
});

/** A card whose first step shows the promises. */
function showing(): Parameters<typeof open>[0] {
  const { card } = config();
  const [first, second] = card.blocks;
  const blocks = [{ ...first, kind: "read", shows: "promises" }, second] as typeof card.blocks;
  return { card: { ...card, blocks } };
}

const title = "What was promised before, and what came of it";
const items = (): HTMLElement[] => Array.from(document.querySelectorAll<HTMLElement>(".promise"));
const seen = (): HTMLElement[] => items().filter((item) => !item.hidden);

describe("what was promised before", () => {
  it("stands open at the step that shows it, with pattern, word and what came of it", async () => {
    const outcome = "Gedaan op 1 februari 2026.";
    await open({ ...showing(), promises: [promise({ outcome }), promise({ firmness: "wish" })] });
    startTalk();
    await until(() => items().length === 2);
    expect($("section.promises h2")?.textContent).toBe(title);
    const words = items()[0]?.textContent;
    for (const part of ["Hallum", "bouwt 40 woningen", "toezegging", "voor 1 maart 2027", outcome])
      expect(words).toContain(part);
    expect($(".promise .slice")?.getAttribute("fill")).toBe("url(#p-promise)");
    expect($(".promise a")?.getAttribute("target")).toBe("_blank");
    expect($(".promise a")?.textContent).toBe("Open in a new tab: bouwt 40 woningen");
  });

  it("stays one press away at the other steps of such a card", async () => {
    await open({ ...showing(), promises: [promise()] });
    startTalk();
    server.move({ step: 1, spent_s: [60] });
    await until(() => $('[data-step="2"] details'));
    expect($('[data-step="2"] summary')?.textContent).toBe(title);
  });

  it("opens every talk on an opgave, behind a quiet line, and only the first step", async () => {
    await open({ promises: [promise()] });
    startTalk();
    await until(() => $('[data-step="1"] summary'));
    expect($('[data-step="1"] summary')?.textContent).toBe(title);
    server.move({ step: 1, spent_s: [60] });
    await until(() => $('[data-step="2"]'));
    expect($(".promise")).toBeNull();
  });

  it("says in words that nothing was promised, or that there is no opgave", async () => {
    await open({ ...showing(), promises: [] });
    startTalk();
    await until(() => $(".promises"));
    expect($(".promises")?.textContent).toContain("Nothing has been promised yet");
  });

  it("says at a talk without an opgave why the list is empty", async () => {
    await open({ ...showing(), promises: null });
    startTalk();
    await until(() => $(".promises")?.textContent?.includes("about no opgave"));
  });

  it("draws no ink for what was withdrawn, and leads nowhere for who may not look", async () => {
    await open({ ...showing(), promises: [promise({ firmness: "withdrawn", url: "" })] });
    startTalk();
    await until(() => $(".promise"));
    expect($(".promise .slice")?.getAttribute("fill")).toBe("none");
    expect($(".promise a")).toBeNull();
  });

  it("leaves the page to somebody who is still writing", async () => {
    await open({ ...showing(), promises: [promise()] });
    startTalk();
    await until(() => $("textarea"));
    $<HTMLTextAreaElement>("textarea")?.focus();
    server.move({ step: 1, spent_s: [60] });
    await until(() => $('[data-step="2"]'));
    expect($<HTMLElement>('[data-step="1"] .promises')?.hidden).toBe(true);
  });
});

describe("what was promised before, on the big screen", () => {
  it("is shown at its step alone, without links", async () => {
    await open({ ...showing(), mode: "screen", promises: [promise()] });
    expect($<HTMLElement>(".screen-promises")?.hidden).toBe(true);
    startTalk();
    await until(() => $<HTMLElement>(".screen-promises")?.hidden === false);
    expect($(".screen-promises a")).toBeNull();
    server.move({ step: 1, spent_s: [60] });
    await until(() => $<HTMLElement>(".screen-promises")?.hidden === true);
  });

  it("shows what fits, and says how many stand on people's own screens", async () => {
    await open({ ...showing(), mode: "screen", promises: [promise(), promise(), promise()] });
    const middle = document.querySelector(".screen-page > section") as HTMLElement;
    Object.defineProperty(middle, "clientHeight", { get: () => 100 });
    Object.defineProperty(middle, "scrollHeight", { get: () => seen().length * 60 });
    startTalk();
    await until(() => $(".screen-promises")?.textContent?.includes("2 more stand"));
    expect(seen().length).toBe(1);
  });
});
