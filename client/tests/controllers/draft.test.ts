import { beforeEach, expect, test, vi } from "vitest";
import { attachDraft } from "../../src/controllers/draft";

function open(options: { fresh?: boolean; stake?: string; revision?: string } = {}): void {
  const { fresh = true, stake = "cheap rooms", revision = "3" } = options;
  document.body.innerHTML = `
    <div data-draft-back hidden><button type="button" data-draft-clear>Begin again</button></div>
    <form data-draft="abc"${fresh ? " data-draft-fresh" : ""}>
      <input type="hidden" name="csrfmiddlewaretoken" value="secret">
      <input type="hidden" name="revision" value="${revision}">
      <textarea name="stake">${stake}</textarea><textarea name="own_goal"></textarea>
      <input type="checkbox" name="declines">
    </form>`;
  attachDraft(document);
}

const find = <E extends HTMLElement>(selector: string): E => document.querySelector(selector) as E;
const box = (name: string): HTMLTextAreaElement => find(`[name=${name}]`);
const isBack = (): boolean => !find("[data-draft-back]").hidden;

function type(name: string, text: string): void {
  box(name).value = text;
  box(name).dispatchEvent(new Event("input", { bubbles: true }));
}

beforeEach(() => sessionStorage.clear());

test("what was typed is there again after a reload, and it says so", () => {
  open();
  type("stake", "quiet rooms");
  find<HTMLInputElement>("[name=declines]").click();
  open();
  expect(box("stake").value).toBe("quiet rooms");
  expect(find<HTMLInputElement>("[name=declines]").checked).toBe(true);
  expect(isBack()).toBe(true);
});

test("nothing is kept of what nobody touched, and no secret of the page", () => {
  open();
  type("own_goal", "a house");
  const kept = sessionStorage.getItem("overbrug-draft-abc") ?? "";
  expect(JSON.parse(kept).fields).toEqual({ own_goal: "a house" });
  expect(kept).not.toContain("secret");
});

test("a text that another changed meanwhile shows in the box that was not touched", () => {
  open();
  type("own_goal", "a house");
  open({ stake: "big rooms", revision: "4" });
  expect(box("stake").value).toBe("big rooms");
  expect(box("own_goal").value).toBe("a house");
  // The server hears what the writer had read, and so asks instead of overwriting.
  expect(find<HTMLInputElement>("[name=revision]").value).toBe("3");
});

test("after a refusal the boxes stay as the server gave them, and both texts are kept", () => {
  open();
  type("stake", "too long");
  open({ fresh: false, stake: "too long" });
  expect(isBack()).toBe(false);
  type("own_goal", "a house");
  open();
  expect([box("stake").value, box("own_goal").value]).toEqual(["too long", "a house"]);
});

test("begin again empties the store and shows what the server has", () => {
  open();
  type("stake", "quiet rooms");
  open();
  find("[data-draft-clear]").click();
  expect(box("stake").value).toBe("cheap rooms");
  expect(isBack()).toBe(false);
  expect(sessionStorage.length).toBe(0);
});

test("the page after sending wipes it", () => {
  open();
  type("stake", "quiet rooms");
  document.body.innerHTML = `<p data-draft-done="abc"></p>`;
  attachDraft(document);
  expect(sessionStorage.length).toBe(0);
});

test("after half a day it is gone", () => {
  open();
  type("stake", "quiet rooms");
  vi.useFakeTimers({ now: Date.now() + 13 * 3600 * 1000 });
  open();
  vi.useRealTimers();
  expect(box("stake").value).toBe("cheap rooms");
});

test("a broken store breaks nothing", () => {
  sessionStorage.setItem("overbrug-draft-abc", "{");
  expect(() => open()).not.toThrow();
});
