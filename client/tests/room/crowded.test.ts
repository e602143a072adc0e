import { expect, test } from "vitest";
import { watchCrowding } from "../../src/room/view/crowded";

const part = (height: number): HTMLElement => {
  const element = document.createElement("div");
  Object.defineProperty(element, "offsetHeight", { value: height });
  return element;
};

const isCrowded = (): boolean => document.documentElement.classList.contains("is-crowded");

test("bar and buttons scroll along once they take more than half of the window", () => {
  watchCrowding([part(155), part(70)]);
  window.innerHeight = 740;
  window.dispatchEvent(new Event("resize"));
  expect(isCrowded()).toBe(false);
  window.innerHeight = 400;
  window.dispatchEvent(new Event("resize"));
  expect(isCrowded()).toBe(true);
});
