import { afterEach, describe, expect, it, vi } from "vitest";
import type { Block } from "../../src/room/config";
import { config, person } from "./fake-room";
import { $, byText, open, room, server, startTalk, until, withPrompts } from "./table";

describe("nobody loses words or the focus", () => {
  const notes = { id: "notes", kind: "notes", label: "Losse regels", may_be_unnamed: true };
  const order = {
    id: "order",
    kind: "order",
    label: "Volgorde",
    options: [
      { id: "a", label: "Eerst" },
      { id: "b", label: "Dan" },
    ],
  };
  const isAtHeading = (): boolean => document.activeElement?.tagName === "H1";

  it("keeps a half line without a name when the table goes away and comes back", async () => {
    await open(withPrompts(notes));
    startTalk();
    await until(() => byText("Write without your name"));
    byText("Write without your name")?.click();
    const half = $<HTMLTextAreaElement>(".unnamed textarea") as HTMLTextAreaElement;
    half.value = "half wo";
    half.dispatchEvent(new Event("input"));
    half.blur();
    server.move({ step: 1, spent_s: [60] });
    await until(() => $('[data-step="2"]'));
    expect($<HTMLTextAreaElement>(".unnamed textarea")?.value).toBe("");
    server.move({ step: 0, spent_s: [] });
    await until(() => $('[data-step="1"]'));
    const again = $<HTMLTextAreaElement>('[data-step="1"] .unnamed textarea');
    expect(again?.value).toBe("half wo");
    expect(again?.closest("[hidden]")).toBeNull();
  });

  it("ties what is wrong to the box without a name", async () => {
    await open(withPrompts(notes));
    startTalk();
    await until(() => byText("Write without your name"));
    byText("Write without your name")?.click();
    byText("Lay it on the table")?.click();
    const area = $(".unnamed textarea");
    expect(area?.getAttribute("aria-invalid")).toBe("true");
    const first = area?.getAttribute("aria-describedby")?.split(" ")[0];
    expect(document.getElementById(first ?? "")?.textContent).toBe("Write a line first.");
    area?.dispatchEvent(new Event("input"));
    expect(area?.hasAttribute("aria-invalid")).toBe(false);
    expect(area?.getAttribute("aria-describedby")).not.toContain("message");
  });

  it("puts who stood on something that left with its step at the new question", async () => {
    await open(withPrompts(order));
    startTalk();
    await until(() => byText("Keep this order"));
    byText("Keep this order")?.focus();
    server.move({ step: 1, spent_s: [60] });
    await until(() => $('[data-step="2"]'));
    expect(isAtHeading()).toBe(true);
  });

  it("goes on at the lines when the order is kept", async () => {
    await open(withPrompts(order));
    startTalk();
    await until(() => byText("Keep this order"));
    byText("Keep this order")?.focus();
    byText("Keep this order")?.click();
    expect(document.activeElement?.textContent).toBe("Move Eerst down");
    await until(() => document.body.textContent?.includes("This order is your answer now."));
  });

  it("goes back to where the focus was when a notice is closed", async () => {
    await open(withPrompts(order));
    startTalk();
    await until(() => byText("Keep this order"));
    byText("Keep this order")?.focus();
    server.event({ type: "roles", seq: ++server.seq, roles: {}, by: "seat-b", how: "redealt" });
    await until(() => byText("Close"));
    expect(byText("Close")?.closest("[role=status], [aria-live]")).toBeNull();
    byText("Close")?.focus();
    byText("Close")?.click();
    expect(document.activeElement).toBe(byText("Keep this order"));
  });

  it("takes a way back away once the table went on", async () => {
    await open();
    startTalk();
    server.move({ state: "running", step: 0 });
    await until(() => byText("Next"));
    byText("Next")?.click();
    server.move({ step: 1, spent_s: [60] });
    server.event({ type: "done", id: server.commands.at(-1)?.id ?? "" });
    await until(() => byText("Undo"));
    byText("Undo")?.focus();
    const undo = byText("Undo");
    server.move({ step: 0, spent_s: [] });
    undo?.click();
    await until(() => byText("Undo") === undefined);
    expect(server.commands.some((command) => command.do === "back")).toBe(false);
    await until(isAtHeading);
  });

  it("says by name who chose, beside the name of the choice", async () => {
    const choice = { ...order, id: "choice", kind: "choice" };
    await open(withPrompts(choice));
    startTalk();
    await until(() => $(".choices input"));
    const value = ["a"];
    server.event({ type: "value", seq: ++server.seq, field: "one/choice/seat-b", value });
    const input = $<HTMLInputElement>(".choices input") as HTMLInputElement;
    const said = document.getElementById(input.getAttribute("aria-describedby") ?? "");
    await until(() => said?.textContent === "Chosen by MK");
    expect(input.labels?.[0]?.contains(said)).toBe(false);
  });

  it("says once that all is saved, after the line was gone", async () => {
    await open();
    startTalk();
    await until(() => $("textarea"));
    server.isDown = true;
    server.cut();
    room.doc.getText("one/moment/seat-a").insert(0, "onderweg");
    const region = $("[aria-live=polite]");
    await until(() => region?.textContent?.includes("No connection."));
    expect(region?.textContent).not.toContain("Everything is saved.");
    server.isDown = false;
    await until(() => region?.textContent?.includes("Everything is saved."));
    expect(server.text("one/moment/seat-a")).toBe("onderweg");
  });

  it("marks what people wrote with the language of the conversation", async () => {
    await open({ language: "en", spoken: "nl" });
    startTalk();
    await until(() => $('[data-step="1"]'));
    server.write("one/moment/seat-b", "een brug");
    await until(() => $('.strip p[lang="nl"]')?.textContent === "een brug");
    expect($('.table-name span[lang="nl"]')).not.toBeNull();
  });

  it("says how many dots lie here and how many are left", async () => {
    const text = { id: "moment", kind: "person_text", label: "Mijn moment" };
    const dots = { id: "dots", kind: "dots", label: "Stippen", on: "one/moment", count: 2 };
    await open(withPrompts(text, dots));
    startTalk();
    await until(() => $('[data-step="1"]'));
    server.write("one/moment/seat-b", "een brug");
    await until(() => $(".tick"));
    expect($(".tick")?.textContent).toBe("Give a dot for the answer of MK");
    const words = $(".tick")?.getAttribute("aria-describedby")?.split(" ")[0];
    expect(document.getElementById(words ?? "")?.textContent).toBe("een brug");
    const heading = Array.from(document.querySelectorAll(".prompt h2"), (one) => one.textContent);
    expect(heading).toEqual(["Stippen", "At the table: Mijn moment 1 of 2 have written"]);
    $(".tick")?.click();
    const said = "One dot lies here. You have one dot left.";
    await until(() => document.body.textContent?.includes(said));
  });

  it("keeps the focus in the panel of a role when somebody sits down", async () => {
    server.roles = { ...server.roles, prober: "seat-a" };
    await open();
    startTalk();
    await until(() => $('[data-role="prober"]'));
    $('[data-role="prober"]')?.click();
    const give = byText("Hand over to MK");
    give?.focus();
    server.event({ type: "seats", seats: [...server.seats, person("seat-c", "ZZ")] });
    await until(() => byText("Hand over to ZZ"));
    expect(give?.isConnected).toBe(true);
    expect(document.activeElement).toBe(give);
  });
});

describe("the box of who still writes when the table moves on", () => {
  const three = (): Parameters<typeof open>[0] => {
    const { card } = config();
    const [first, second] = card.blocks as [Block, Block];
    const third = { ...second, id: "three", title: "slot", question: "Wat neem je mee?" };
    return { card: { ...card, blocks: [first, second, third] } };
  };
  const stays = (): HTMLElement | null => $(".step-view.unfinished");

  async function writeOn(): Promise<HTMLTextAreaElement> {
    await open(three());
    startTalk();
    await until(() => $("textarea"));
    const area = $<HTMLTextAreaElement>("textarea") as HTMLTextAreaElement;
    area.focus();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    server.move({ step: 1, spent_s: [60] });
    await until(() => $('[data-step="2"]'));
    type(area, "een halve zi");
    return area;
  }

  function type(area: HTMLTextAreaElement, words: string): void {
    area.value = words;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  afterEach(() => {
    vi.useRealTimers();
  });

  it("stands under the new question, with a way there", async () => {
    const area = await writeOn();
    const question = $('[data-step="2"] h1')?.textContent;
    expect(stays()?.textContent).toContain(`Step 2 of 3: ${question}`);
    expect(document.activeElement).toBe(area);
    byText("Go to step 2")?.click();
    expect(stays()).toBeNull();
    expect(document.activeElement?.textContent).toBe(question);
    await until(() => server.text("one/moment/seat-a") === "een halve zi");
  });

  it("goes when the table moves a second step on, and keeps its words", async () => {
    await writeOn();
    server.move({ step: 2, spent_s: [60, 60] });
    await until(() => $('[data-step="3"]'));
    expect(stays()).toBeNull();
    expect(document.activeElement?.textContent).toBe("Wat neem je mee?");
    await until(() => server.text("one/moment/seat-a") === "een halve zi");
  });

  it("goes after twenty seconds without a letter, not while somebody types", async () => {
    const area = await writeOn();
    vi.advanceTimersByTime(19_000);
    type(area, "een halve zin");
    vi.advanceTimersByTime(19_000);
    expect(document.activeElement).toBe(area);
    vi.advanceTimersByTime(1_100);
    expect(stays()).toBeNull();
    expect(document.activeElement?.tagName).toBe("H1");
    await until(() => server.text("one/moment/seat-a") === "een halve zin");
  });

  it("does not stay when the table skips a step at once", async () => {
    await open(three());
    startTalk();
    await until(() => $("textarea"));
    $("textarea")?.focus();
    server.move({ step: 2, spent_s: [60, 60] });
    await until(() => $('[data-step="3"]'));
    expect(stays()).toBeNull();
    expect(document.activeElement?.tagName).toBe("H1");
  });
});
