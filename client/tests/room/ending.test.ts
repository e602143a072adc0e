import { describe, expect, it } from "vitest";
import type { Ask } from "../../src/room/drafts";
import { draftPrefix } from "../../src/room/erase";
import { $, answer, byText, open, room, server, startTalk, storage, until } from "./table";

describe("a finished table", () => {
  it("leaves no new copy on a device that only comes to read", async () => {
    server.clock = { ...server.clock, state: "finished" };
    await open();
    await until(() => room.copy.isErased);
    await until(() => document.body.textContent?.includes("There is no copy on this device"));
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
    answer(busy);
    await open();
    startTalk();
    await until(() => $('[data-step="1"]'));
    expect(header()).toBe("saving");
    answer(async (_, body) => {
      if (body !== undefined) posted.push(body);
      return { ok: true, status: 200, body: {} };
    });
    room.destroy();
    await open();
    await until(() => header() === "saved");
    expect(posted).toEqual([{ seat: "seat-a", field: "two/alone", text: "alleen voor mij" }]);
  });

  it("are not wiped because the table is finished; only after being told, by a press", async () => {
    storage.setItem(draft, JSON.stringify("alleen voor mij"));
    answer(busy);
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
