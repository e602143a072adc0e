import { expect, test } from "vitest";
import { attachCodeField, shownCode } from "../../src/controllers/code-field";

test.each([
  ["7kmp3xqa", "7KMP-3XQA"],
  ["7KMP-3XQA", "7KMP-3XQA"],
  [" 7kmp 3xqa ", "7KMP-3XQA"],
  ["okmpil23", "0KMP-1123"],
  ["7kmp 3xqa 2", "7KMP-3XQA-2"],
])("%s is shown as %s", (typed, shown) => {
  expect(shownCode(typed)).toBe(shown);
});

test.each(["7kmp", "7kmp3xqab", "7kmp3xq!", ""])("%s is left as it was typed", (typed) => {
  expect(shownCode(typed)).toBe(typed);
});

test("the field changes when it is left, not while typing", () => {
  document.body.innerHTML = `<input data-code value="7kmp3xqa">`;
  attachCodeField(document);
  const input = document.querySelector("input") as HTMLInputElement;
  input.dispatchEvent(new Event("input"));
  expect(input.value).toBe("7kmp3xqa");
  input.dispatchEvent(new Event("change"));
  expect(input.value).toBe("7KMP-3XQA");
});
