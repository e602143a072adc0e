import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { attachCopy } from "../../src/controllers/copy";

const button = () => document.querySelector("button") as HTMLButtonElement;
const status = () => document.querySelector("[data-copy-status]")?.textContent;

beforeEach(() => {
  document.body.innerHTML = `
    <input id="link" readonly value="http://tafel.test/aan/7KMP-3XQA/">
    <button type="button" data-copy="link" data-copied="Copied" data-selected="Selected" hidden></button>
    <span role="status" data-copy-status="link"></span>`;
});
afterEach(() => vi.unstubAllGlobals());

test("the text is copied and the page says so", async () => {
  const writeText = vi.fn().mockResolvedValue(undefined);
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  attachCopy(document);
  expect(button().hidden).toBe(false);
  button().click();
  await vi.waitFor(() => expect(status()).toBe("Copied"));
  expect(writeText).toHaveBeenCalledWith("http://tafel.test/aan/7KMP-3XQA/");
});

test("without a clipboard (plain http) the text is selected", async () => {
  vi.stubGlobal("navigator", {});
  attachCopy(document);
  button().click();
  await vi.waitFor(() => expect(status()).toBe("Selected"));
  const input = document.querySelector("input") as HTMLInputElement;
  expect(input.selectionEnd).toBe(input.value.length);
});
