import { expect, test, vi } from "vitest";
import { attachPrint } from "../../src/controllers/print";

test("the button appears and opens the print window", () => {
  const print = vi.spyOn(window, "print").mockImplementation(() => {});
  document.body.innerHTML = `<button type="button" data-print hidden>Print</button>`;
  attachPrint(document);
  const button = document.querySelector("button") as HTMLButtonElement;
  expect(button.hidden).toBe(false);
  button.click();
  expect(print).toHaveBeenCalledOnce();
});
