import { beforeEach, expect, test } from "vitest";
import { attachSuggestTitle, suggestedTitle } from "../../src/controllers/suggest-title";

const titles = JSON.stringify({ "1": "Brugtafel", "2": "Korte brug" });

function box(): HTMLInputElement {
  return document.querySelector("input[name=title]") as HTMLInputElement;
}

function choose(name: string, value: string): void {
  const all = Array.from(document.querySelectorAll<HTMLInputElement>(`input[name=${name}]`));
  const found = all.find((one) => one.type !== "radio" || one.value === value) ?? all[0];
  if (found === undefined) throw new Error(name);
  if (found.type === "radio") found.checked = true;
  else found.value = value;
  found.dispatchEvent(new Event("change", { bubbles: true }));
}

beforeEach(() => {
  document.documentElement.lang = "nl";
  document.body.innerHTML = `<form>
    <input type="radio" name="card" value="1" checked><input type="radio" name="card" value="2">
    <input type="datetime-local" name="starts_at" value="2026-11-22T14:00"><input name="title">
  </form>`;
  box().dataset.suggestTitle = titles;
});

test("the box begins with the card and the day", () => {
  attachSuggestTitle(document);
  expect(box().value).toBe("Brugtafel · 22 november 2026");
});

test("it follows another card and another day", () => {
  attachSuggestTitle(document);
  choose("card", "2");
  choose("starts_at", "2026-12-01T09:30");
  expect(box().value).toBe("Korte brug · 1 december 2026");
});

test("a title of one's own stays", () => {
  attachSuggestTitle(document);
  choose("title", "Wonen in de wijk");
  choose("card", "2");
  expect(box().value).toBe("Wonen in de wijk");
});

test("a box that was emptied stays empty", () => {
  attachSuggestTitle(document);
  choose("title", "");
  choose("card", "2");
  expect(box().value).toBe("");
});

test("English writes the day first as well", () => {
  expect(suggestedTitle("Bridge table", "2026-11-22T14:00", "en")).toBe(
    "Bridge table · 22 November 2026",
  );
});
