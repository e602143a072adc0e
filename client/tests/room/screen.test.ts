import { describe, expect, it } from "vitest";
import { $, open, server, startTalk, until } from "./table";

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
