import { describe, expect, it } from "vitest";
import { config } from "./fake-room";
import { $, byText, open, room, server, startTalk, until } from "./table";

const states = (): string => $(".room-states")?.textContent ?? "";
const { urls } = config();
const withJoin = { urls: { ...urls, join: "/aan/AAAA-BBBB/1/" } };

describe("what the server refuses, in words of its own", () => {
  it("closes a device that holds words of another, and says how to go on", async () => {
    await open(withJoin);
    startTalk();
    server.refuse(4403, "foreign_client");
    server.cut(4403);
    await until(() => states().includes("This device holds words of another person"));
    expect(states()).not.toContain("taken back");
    expect(byText("Sit down again")?.getAttribute("href")).toBe("/aan/AAAA-BBBB/1/");
    expect($(".room-notices")?.textContent).toBe("");
  });

  it("says once that last words do not fit, and is silent after a new line", async () => {
    await open();
    startTalk();
    server.refuse(4400, "other_text");
    server.refuse(4400, "other_text");
    await until(() => states().includes("do not fit what the table has"));
    expect(document.querySelectorAll(".room-states .notice").length).toBe(1);
    server.cut();
    await until(() => room.connected && states() === "");
  });

  it("says that a table that cannot be read is kept, while it tries again", async () => {
    await open();
    server.refuse(1013, "cannot_be_read_kept");
    server.isDown = true;
    server.cut(1013);
    await until(() => states().includes("Nothing is lost"));
    expect($(".room-notices")?.textContent).toBe("");
  });

  it("names the seat of this device that went to another one", async () => {
    await open({ seats: ["seat-a", "seat-b"] });
    startTalk();
    server.event({ type: "seats", seats: server.seats, taken_back: "seat-b" });
    const words = "The seat of MK is on another device now.";
    await until(() => $(".room-notices")?.textContent?.includes(words));
  });

  it("says nothing of a seat of others, nor twice of the only one here", async () => {
    await open();
    startTalk();
    server.event({ type: "seats", seats: server.seats, taken_back: "seat-b" });
    server.event({ type: "seats", seats: server.seats, taken_back: "seat-a" });
    await until(() => $("textarea"));
    expect($(".room-notices")?.textContent).toBe("");
  });
});

describe("before the server has said anything", () => {
  it("no button is there without a name", async () => {
    const greet = server.greet.bind(server);
    server.greet = (socket) => {
      server.event = () => {};
      greet(socket);
    };
    await open();
    expect(room.ready).toBe(false);
    const nameless = Array.from(document.querySelectorAll<HTMLElement>("button")).filter(
      (one) =>
        !one.closest("[hidden]") && !one.textContent?.trim() && !one.getAttribute("aria-label"),
    );
    expect(nameless.map((one) => one.outerHTML)).toEqual([]);
  });
});
