import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import sentences from "../../../overbrug/dialogues/room_texts.py?raw";
import type { Ask } from "../../src/room/drafts";
import { draftPrefix } from "../../src/room/erase";
import { Room } from "../../src/room/room";
import { loadTexts } from "../../src/room/texts";
import { App } from "../../src/room/view/app";
import { config, FakeRoom, memoryStorage, person } from "./fake-room";

let server: FakeRoom;
let room: Room;
let storage: Storage;
let ask: Ask;

const PAIR = /"([a-z]+\.[a-z_]+)": _\(\s*((?:"[^"]*"\s*)+)\)/g;
const texts = Object.fromEntries(
  Array.from(sentences.matchAll(PAIR), (match) => [
    match[1],
    (match[2] ?? "").replace(/"\s*"/g, "").replace(/^"|"\s*$/g, ""),
  ]),
);

const until = (check: () => unknown): Promise<unknown> =>
  vi.waitFor(() => expect(check()).toBeTruthy(), { timeout: 8000, interval: 20 });
const $ = <E extends HTMLElement>(selector: string): E | null =>
  document.querySelector<E>(selector);
const byText = (text: string): HTMLElement | undefined =>
  Array.from(document.querySelectorAll<HTMLElement>("button, a")).find(
    (element) => element.textContent?.trim() === text && !element.closest("[hidden]"),
  );

async function open(extra: Parameters<typeof config>[0] = {}): Promise<void> {
  document.body.innerHTML = '<div id="room"></div>';
  const settings = config({ texts, ...extra });
  loadTexts(texts);
  room = new Room(settings, {
    openSocket: server.connect,
    ask: (url, body) => ask(url, body),
    storage,
    location: window.location,
    random: () => 0,
  });
  new App(document.getElementById("room") as HTMLElement, room);
  await room.start();
  await until(() => room.provider.status === "synced");
}

const startTalk = (): void => {
  server.move({ state: "running", step: 0, began_at: server.now, planned_s: 600 });
};

beforeEach(() => {
  server = new FakeRoom();
  storage = memoryStorage();
  ask = async () => ({ ok: true, status: 200, body: {} });
  window.scrollTo = () => {};
  document.hasFocus = () => true;
});

afterEach(async () => {
  await room.keeper?.erase();
  room.destroy();
});

describe("the table on a phone", () => {
  it("begins with who sit here and one button", async () => {
    await open();
    await until(() => byText("Begin the conversation"));
    byText("Begin the conversation")?.click();
    await until(() => server.commands.some((command) => command.do === "begin"));
  });

  it("shows the opgave where it is read together, and one press away elsewhere", async () => {
    const parts = { question: "Hoe?", current: "Nu", desired: "", origin: "", essence: "" };
    const opgave = { title: "Wonen", ...parts, isExample: true, parties: [], url: "" };
    const { card } = config();
    const [first, second] = card.blocks;
    const blocks = [{ ...first, kind: "read" }, second] as typeof card.blocks;
    await open({ opgave, card: { ...card, blocks } });
    await until(() => $("section.opgave"));
    expect($("section.opgave")?.querySelectorAll("h3").length).toBe(1);
    startTalk();
    await until(() => $('[data-step="1"] section.opgave'));
    server.move({ state: "running", step: 1 });
    await until(() => $('[data-step="2"] details.opgave-line'));
    expect($("section.opgave")).toBeNull();
  });

  it("says it in words when the table cannot save", async () => {
    await open();
    startTalk();
    await until(() => $("textarea"));
    const area = $<HTMLTextAreaElement>("textarea") as HTMLTextAreaElement;
    server.isDiskFull = true;
    server.event({ type: "storage", ok: false });
    area.value = "brug";
    area.dispatchEvent(new Event("input"));
    await until(() => $(".field .save-state")?.dataset.state === "storage");
    expect($(".room-states")?.textContent).toContain("cannot save");
    server.event({ type: "storage", ok: true });
    await until(() => $(".room-states")?.textContent === "");
  });

  it("says where the words are, all the time", async () => {
    await open();
    startTalk();
    await until(() => $("textarea"));
    const area = $<HTMLTextAreaElement>("textarea") as HTMLTextAreaElement;
    const state = (): string | undefined => $(".field .save-state")?.dataset.state;
    server.isDiskFull = true;
    area.value = "brug";
    area.dispatchEvent(new Event("input"));
    await until(() => state() === "saving");
    server.isDown = true;
    server.cut();
    await until(() => state() === "offline");
    server.isDown = false;
    server.isDiskFull = false;
    await until(() => state() === "saved");
    expect(server.text("one/moment/seat-a")).toBe("brug");
  });

  it("keeps the box of somebody who is writing when the table moves on", async () => {
    await open();
    startTalk();
    await until(() => $("textarea"));
    const area = $<HTMLTextAreaElement>("textarea") as HTMLTextAreaElement;
    area.focus();
    server.move({ step: 1, spent_s: [60] });
    await until(() => $('[data-step="2"]'));
    expect(document.activeElement).toBe(area);
    expect($('[data-step="1"]')?.classList.contains("unfinished")).toBe(true);
    area.blur();
    await until(() => $('[data-step="1"]') === null);
  });

  it("puts whoever pressed next on the new heading, with a way back", async () => {
    await open();
    startTalk();
    await until(() => byText("Next"));
    byText("Next")?.click();
    const next = server.commands.find((command) => command.do === "next");
    expect(next).toMatchObject({ from: 0, seat: "seat-a" });
    server.move({ step: 1, spent_s: [60] });
    server.event({ type: "done", id: next?.id ?? "" });
    await until(() => document.activeElement?.tagName === "H1");
    expect(document.title).toContain("Step 2 of 2: verkennen");
    await until(() => byText("Undo"));
    byText("Undo")?.click();
    expect(server.commands.at(-1)).toMatchObject({ do: "back", from: 1 });
  });

  it("looks back without moving the table", async () => {
    await open();
    startTalk();
    server.move({ step: 1, spent_s: [60] });
    await until(() => $('[data-step="2"]'));
    byText("Look at step 1")?.click();
    await until(() => $('[data-step="1"]'));
    byText("Go to step 2")?.click();
    await until(() => $('[data-step="2"]'));
    expect(server.commands).toEqual([]);
  });

  it("brings a reader along to the next step, and says so; a writer keeps the place", async () => {
    const scrolled = vi.fn();
    window.scrollTo = scrolled as unknown as typeof window.scrollTo;
    await open();
    startTalk();
    await until(() => $('[data-step="1"] textarea'));
    $<HTMLTextAreaElement>("textarea")?.focus();
    scrolled.mockClear();
    server.move({ step: 1, spent_s: [60] });
    await until(() => $('[data-step="2"]'));
    expect(scrolled).not.toHaveBeenCalled();
    expect($(".room-notices")?.textContent).toBe("");
    (document.activeElement as HTMLElement).blur();
    await until(() => $('[data-step="1"]') === null);
    server.move({ step: 0, spent_s: [] });
    await until(() => $(".room-notices")?.textContent?.includes("Step 1 has begun."));
    expect(scrolled).toHaveBeenCalledWith({ top: 0 });
  });

  it("comes back before it moves the table, for who looks at another step", async () => {
    await open();
    startTalk();
    server.move({ step: 1, spent_s: [60] });
    await until(() => $('[data-step="2"]'));
    byText("Look at step 1")?.click();
    await until(() => $('[data-step="1"]'));
    expect($(".time-buttons .next")?.textContent).toBe("Go to step 2");
    $(".time-buttons .next")?.click();
    await until(() => $('[data-step="2"]'));
    expect(server.commands).toEqual([]);
    expect($(".time-buttons .next")?.textContent).toBe("Finish");
  });

  it("deals only free roles before the talk, and says who did", async () => {
    await open();
    await until(() => byText("Deal the roles"));
    expect($(".role-line p")?.textContent).toBe("Bewaakt de tijd.");
    byText("Deal the roles")?.click();
    expect(server.commands.at(-1)).toMatchObject({ do: "redeal", only_free: true });
    const roles = { timekeeper: "seat-b", prober: "seat-a" };
    server.event({ type: "roles", seq: ++server.seq, roles, by: "seat-b", how: "dealt" });
    const said = "MK has dealt the free roles. You are: doorvrager.";
    await until(() => $(".room-notices")?.textContent?.includes(said));
    await until(() => byText("Deal the roles") === undefined);
  });

  it("says only that the seat was taken back, when it was", async () => {
    await open();
    startTalk();
    server.refuse(4403, "revoked");
    server.cut(4403);
    await until(() => $(".room-states")?.textContent?.includes("Your seat was taken back."));
    await until(() => $(".table-bar .save-state")?.hidden === true);
    expect($(".room-notices")?.textContent).toBe("");
  });

  it("shows neither follow-up questions nor planned minutes after the end", async () => {
    server.roles = { ...server.roles, prober: "seat-a" };
    await open();
    startTalk();
    await until(() => $(".prober")?.hidden === false);
    server.move({ state: "finished" });
    await until(() => $(".prober")?.hidden === true);
    await until(() => $(".clock .digits")?.hidden === true);
  });

  it("shows beside a scale what this person chose when the same was asked before", async () => {
    const { card } = config();
    const prompt = { id: "trust", kind: "scale", label: "Vertrouwen", min: 1, max: 5 };
    const blocks = card.blocks.map((block) => ({ ...block, prompts: [prompt] }));
    await open({ card: { ...card, blocks } });
    startTalk();
    server.event({ type: "value", seq: ++server.seq, field: "one/trust/seat-a", value: 2 });
    await until(() => $(".prompt .fine")?.hidden === true);
    server.move({ step: 1, spent_s: [60] });
    await until(() => $(".prompt .fine")?.textContent === "Earlier you chose 2.");
  });

  it("tells an empty box that its words are on another device", async () => {
    ask = async () => ({ ok: true, status: 200, body: { elsewhere: ["one/alone"] } });
    const { card } = config();
    const prompt = { id: "alone", kind: "private", label: "Alleen voor mij" };
    const blocks = card.blocks.map((block) => ({ ...block, prompts: [prompt] }));
    await open({ card: { ...card, blocks } });
    startTalk();
    await until(() => $("textarea"));
    await until(() =>
      Array.from(document.querySelectorAll<HTMLElement>(".prompt .fine")).some(
        (one) => !one.hidden,
      ),
    );
  });

  it("shows the follow-up questions to the prober only", async () => {
    await open();
    startTalk();
    await until(() => $("textarea"));
    expect($(".prober")?.hidden).toBe(true);
    server.event({ type: "roles", seq: ++server.seq, roles: { prober: "seat-a" }, how: "taken" });
    await until(() => $(".prober")?.hidden === false);
    expect($(".prober")?.textContent).toContain("Wanneer was dat?");
  });

  it("refuses the clock in words without a line", async () => {
    await open();
    startTalk();
    await until(() => byText("Next"));
    server.isDown = true;
    server.cut();
    await until(() => room.provider.status !== "synced");
    byText("Next")?.click();
    await until(() => document.body.textContent?.includes("No connection. This can be done"));
  });

  it("brings back what was typed offline before a reload", async () => {
    await open();
    startTalk();
    await until(() => $("textarea"));
    server.isDown = true;
    server.cut();
    room.doc.getText("one/moment/seat-a").insert(0, "niet kwijt");
    await until(() => room.copy.safe);
    await new Promise((resolve) => setTimeout(resolve, 50));
    room.destroy();
    server.isDown = false;
    await open();
    await until(() => server.text("one/moment/seat-a") === "niet kwijt");
    await until(() => room.isClean);
  });

  it("erases the copy on the device once all is safe", async () => {
    await open();
    startTalk();
    room.doc.getText("one/moment/seat-a").insert(0, "bewaard");
    await until(() => room.isClean && server.text("one/moment/seat-a") !== "");
    server.move({ state: "finished" });
    await until(() => byText("Wipe the copy on this device"));
    byText("Wipe the copy on this device")?.click();
    await until(() => room.erased);
    const names = (await indexedDB.databases()).map(({ name }) => name);
    expect(names).not.toContain("overbrug-t1");
    expect(storage.length).toBe(0);
  });

  it("lets several people write on one device", async () => {
    await open({ seats: ["seat-a", "seat-b"] });
    startTalk();
    await until(() => $("textarea"));
    $<HTMLInputElement>('.seat-switcher input[value="seat-b"]')?.click();
    await until(() => $(".mine-box .field")?.dataset.field === "one/moment/seat-b");
    expect(server.commands.at(-1)).toMatchObject({ do: "as", seat: "seat-b" });
  });
});

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
  const withPrompts = (...prompts: object[]): Partial<ReturnType<typeof config>> => {
    const { card } = config();
    const blocks = card.blocks.map((block) => ({ ...block, prompts }));
    return { card: { ...card, blocks } as typeof card };
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

describe("a finished table", () => {
  it("leaves no new copy on a device that only comes to read", async () => {
    server.clock = { ...server.clock, state: "finished" };
    await open();
    await until(() => room.copy.isErased);
    await until(() => document.body.textContent?.includes("The copy on this device is wiped"));
    server.move({ state: "running" });
    await until(() => room.copy.safe && !room.copy.isErased);
  });
});

describe("words on the other road that were never sent", () => {
  const draft = `${draftPrefix("t1")}private:seat-a|two/alone`;
  const header = (): string | undefined => $(".table-bar .save-state")?.dataset.state;
  const busy: Ask = async () => ({ ok: false, status: 503, body: {} });

  it("keep the header from saying saved, until they are sent from any step", async () => {
    storage.setItem(draft, JSON.stringify("alleen voor mij"));
    const posted: unknown[] = [];
    ask = busy;
    await open();
    startTalk();
    await until(() => $('[data-step="1"]'));
    expect(header()).toBe("saving");
    ask = async (_, body) => {
      if (body !== undefined) posted.push(body);
      return { ok: true, status: 200, body: {} };
    };
    room.destroy();
    await open();
    await until(() => header() === "saved");
    expect(posted).toEqual([{ seat: "seat-a", field: "two/alone", text: "alleen voor mij" }]);
  });

  it("are not wiped because the table is finished; only after being told, by a press", async () => {
    storage.setItem(draft, JSON.stringify("alleen voor mij"));
    ask = busy;
    server.clock = { ...server.clock, state: "finished" };
    await open();
    await until(() => byText("Wipe the copy on this device"));
    expect(room.copy.isErased).toBe(false);
    byText("Wipe the copy on this device")?.click();
    await until(() => document.body.textContent?.includes("Some words are only on this device"));
    expect(storage.getItem(draft)).not.toBeNull();
    byText("Wipe it all the same")?.click();
    await until(() => room.erased);
    expect(storage.getItem(draft)).toBeNull();
  });
});

describe("the big screen", () => {
  it("shows question and answers, newest last, and asks nothing", async () => {
    await open({ mode: "screen", missing: ["jongeren"] });
    startTalk();
    server.write("one/moment/seat-a", "eerste");
    server.write("one/moment/seat-b", "tweede");
    await until(() => document.querySelectorAll(".screen-page .words").length === 2);
    expect($("h1")?.textContent).toBe("Waar loop je vast?");
    expect($(".empty-chair")?.textContent).toContain("jongeren");
    expect($("textarea, button")).toBeNull();
  });
});
