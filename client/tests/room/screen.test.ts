import { describe, expect, it } from "vitest";
import { $, open, server, startTalk, until, withPrompts } from "./table";

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

  it("asks nobody in any more once the conversation is finished", async () => {
    await open({ mode: "screen" });
    startTalk();
    expect($(".join-in")?.hidden).toBe(false);
    server.move({ state: "finished" });
    await until(() => $(".join-in")?.hidden === true);
    expect($(".screen-page .lead")?.hidden).toBe(false);
  });

  it("shows the ideas of an earlier step before anybody gave a dot, and then how it stands", async () => {
    const dots = { id: "believe", kind: "dots", label: "Hier geloof ik in", on: "zero/idea" };
    await open({ ...withPrompts(dots), mode: "screen" });
    startTalk();
    await until(() => $(".screen-page .lead")?.hidden === false);
    server.write("zero/idea/seat-a", "buren bellen");
    await until(() => $(".words")?.textContent === "buren bellen");
    expect($(".screen-page .lead")?.hidden).toBe(true);
  });

  it("shows a promise as one strip: who promises what, and when", async () => {
    const promise = { id: "step", kind: "commitment", label: "Toezegging" };
    await open({ ...withPrompts(promise), mode: "screen" });
    startTalk();
    server.write("one/step/seat-b/what", "sluit aan");
    server.write("one/step/seat-b/who", "Netbeheer");
    server.write("one/step/seat-b/when", "in mei");
    await until(() => $(".words")?.textContent === "Netbeheer: sluit aan\nin mei");
    expect(document.querySelectorAll(".words").length).toBe(1);
  });
});
