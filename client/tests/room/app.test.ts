import { describe, expect, it, vi } from "vitest";
import { config } from "./fake-room";
import { $, answer, byText, open, room, server, startTalk, storage, until } from "./table";

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

  it("begins with the opgave where the title does not say it, and names the occasion below", async () => {
    const { table } = config();
    const named = { ...table, dialogue: "Wie levert grond?", about: "Genoeg woningen" };
    await open({ table: named });
    await until(() => $(".waiting h1")?.textContent === "Genoeg woningen");
    expect($(".waiting")?.textContent).toContain("Wie levert grond? · Brugtafel.");
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

  it("says in the header at once that new words are not saved, before the next frame", async () => {
    await open();
    startTalk();
    await until(() => $("textarea"));
    const area = $<HTMLTextAreaElement>("textarea") as HTMLTextAreaElement;
    const header = (): string | undefined => $(".table-bar .save-state")?.dataset.state;
    await until(() => header() === "saved");
    area.value = "brug";
    area.dispatchEvent(new Event("input", { bubbles: true }));
    expect(header()).toBe("saving");
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

  it("stays where it is when a link is pressed offline, and goes once pages come through", async () => {
    const fetched = vi.spyOn(window, "fetch").mockRejectedValue(new TypeError());
    await open();
    startTalk();
    const press = (): boolean => {
      const link = document.createElement("a");
      link.href = "#elsewhere";
      $(".main-column")?.append(link);
      return link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    };
    expect(press()).toBe(true);
    server.isDown = true;
    server.cut();
    await until(() => room.provider.status === "offline");
    expect(press()).toBe(false);
    expect($(".room-notices")?.textContent).toContain("This page opens once");
    expect(fetched).toHaveBeenCalledOnce();
    fetched.mockRestore();
  });

  it("takes the red notice of a table that could not save away when the line goes", async () => {
    await open();
    startTalk();
    const notices = $(".room-notices");
    notices?.append(Object.assign(document.createElement("div"), { className: "notice error" }));
    server.isDown = true;
    server.cut();
    await until(() => room.provider.status === "offline");
    expect(notices?.querySelector(".error")).toBeNull();
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
    answer(async () => ({ ok: true, status: 200, body: { elsewhere: ["one/alone"] } }));
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
