import { beforeAll, beforeEach, expect, test } from "vitest";
import { attachOnce } from "../../src/controllers/once";

function submit(): boolean {
  const form = document.querySelector("form") as HTMLFormElement;
  return form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
}

beforeAll(() => attachOnce(document));
beforeEach(() => {
  document.body.innerHTML = `<form method="post"></form>`;
});

test("the second press sends nothing", () => {
  expect([submit(), submit()]).toEqual([true, false]);
});

test("a search may be sent again", () => {
  document.body.innerHTML = `<form method="get"></form>`;
  expect([submit(), submit()]).toEqual([true, true]);
});

test("after the back button the form works again", () => {
  submit();
  window.dispatchEvent(new Event("pageshow"));
  expect(submit()).toBe(true);
});

test("a button that brings a file leaves the form to be sent", () => {
  document.body.innerHTML = `<form method="post"><button data-brings-file></button></form>`;
  const form = document.querySelector("form") as HTMLFormElement;
  const submitter = document.querySelector("button");
  form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter }));
  expect([submit(), submit()]).toEqual([true, false]);
});
