import { beforeEach, describe, expect, it } from "vitest";
import type { RoomEvent } from "../../src/room/state";
import { $, answer, byText, open, room, server, startTalk, until } from "./table";

const urls = { unnamed: "/u", private: "/p", result: "/r", own: "/own" };
const sharing = { urls: { ...urls, harvest: "#delen" } };
const proposal = (state = "open", number = 3): void =>
  server.event({ type: "harvest", state, number });
const notice = (): string => $(".room-states")?.textContent ?? "";
const asked = "There is a proposal to share. Look whether you agree.";

beforeEach(() => window.sessionStorage.clear());

describe("what may leave the table", () => {
  it("is one quiet link away from the first minute", async () => {
    await open(sharing);
    await until(() => byText("What may leave the table?"));
    expect(byText("What may leave the table?")?.closest(".side-column")).not.toBeNull();
    expect(byText("What may leave the table?")?.getAttribute("href")).toBe("#delen");
  });

  it("is not offered by a server without that page, nor announced", async () => {
    await open();
    startTalk();
    proposal();
    await until(() => $("textarea"));
    expect(byText("What may leave the table?")).toBeUndefined();
    expect(notice()).toBe("");
  });

  it("asks politely to look at a proposal, until it is approved", async () => {
    await open(sharing);
    startTalk();
    proposal();
    await until(() => notice().includes(asked));
    proposal("approved");
    await until(() => notice() === "");
    await until(() => $(".room-notices")?.textContent?.includes("The table has approved"));
  });

  it("asks no longer once it was looked at, and asks again for a newer proposal", async () => {
    await open(sharing);
    proposal();
    await until(() => notice().includes(asked));
    $<HTMLAnchorElement>(".room-states a")?.click();
    room.changed();
    await until(() => notice() === "");
    proposal("open", 4);
    await until(() => notice().includes(asked));
  });

  it("tells who comes later of a proposal that lies there already", async () => {
    await open({ ...sharing, harvest: { state: "open", number: 3 } });
    await until(() => notice().includes(asked));
  });

  const goOffline = async (): Promise<void> => {
    server.isDown = true;
    for (const socket of server.sockets) socket.close(1006);
    await until(() => room.provider.status !== "synced");
  };
  const comeBack = async (harvest: object | null): Promise<void> => {
    answer(async (url) => ({ ok: true, status: 200, body: asks(url) ? { harvest } : {} }));
    server.isDown = false;
    await until(() => room.provider.status === "synced");
  };
  const asks = (url: string): boolean => url === "#delen?deel=nieuws";

  it("asks after a time without a line what was proposed meanwhile", async () => {
    await open(sharing);
    await goOffline();
    await comeBack({ state: "open", number: 3 });
    await until(() => notice().includes(asked));
  });

  it("says after a time without a line that the table approved meanwhile", async () => {
    await open({ ...sharing, harvest: { state: "open", number: 3 } });
    await until(() => notice().includes(asked));
    await goOffline();
    await comeBack({ state: "approved", number: 3 });
    await until(() => !notice().includes(asked));
    await until(() => $(".room-notices")?.textContent?.includes("The table has approved"));
  });

  it("does not ask when the page has only just come", async () => {
    const urls: string[] = [];
    answer(async (url) => {
      urls.push(url);
      return { ok: true, status: 200, body: {} };
    });
    await open(sharing);
    expect(urls.some(asks)).toBe(false);
  });

  it("says nothing of marks and of what it does not know", async () => {
    await open(sharing);
    proposal("marks", 0);
    server.event({ type: "never-heard-of" } as unknown as RoomEvent);
    startTalk();
    await until(() => $("textarea"));
    expect(notice()).toBe("");
  });
});

describe("the end of the talk", () => {
  const labels = (): (string | undefined)[] =>
    Array.from(document.querySelectorAll(".finish .buttons a"), (one) => one.textContent?.trim());

  it("leads first to sharing, and beside it to an address and a date", async () => {
    await open({ urls: { ...sharing.urls, morning: "/m", calendar: "/c" } });
    server.move({ state: "finished" });
    await until(() => $(".finish"));
    expect(labels()).toEqual([
      "What may leave the table?",
      "Read what you wrote",
      "Leave your address",
      "Put my step in my calendar",
      "Begin a table of your own",
    ]);
    expect(document.querySelectorAll(".finish .button:not(.secondary, .quiet)").length).toBe(1);
  });

  it("leads to what was written where there is nothing to share with", async () => {
    await open({ urls });
    server.move({ state: "finished" });
    await until(() => $(".finish"));
    expect(labels()).toEqual(["Read what you wrote", "Begin a table of your own"]);
    expect($(".finish a")?.className).toBe("button");
  });
});
