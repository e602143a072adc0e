import { expect, test } from "vitest";
import { attachErrorFocus } from "../../src/controllers/error-focus";

test("focus goes to the summary of errors", () => {
  document.body.innerHTML = `<div id="summary" tabindex="-1" data-error-summary>Two things</div>`;
  attachErrorFocus(document);
  expect(document.activeElement?.id).toBe("summary");
});

test("a page without errors keeps its focus", () => {
  document.body.innerHTML = `<input id="name">`;
  attachErrorFocus(document);
  expect(document.activeElement).toBe(document.body);
});
