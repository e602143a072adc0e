import { beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { MAX_CHARACTERS, TextBinding } from "../../src/room/binding";

let text: Y.Text;
let other: Y.Doc;
let area: HTMLTextAreaElement;
const typed = vi.fn();
const refused = vi.fn();

function type(value: string, caret = value.length): void {
  area.value = value;
  area.setSelectionRange(caret, caret);
  area.dispatchEvent(new Event("input"));
}

/** Somebody else writes in the same text. */
function elsewhere(index: number, insert: string): void {
  Y.applyUpdate(other, Y.encodeStateAsUpdate(text.doc as Y.Doc));
  other.getText("t").insert(index, insert);
  Y.applyUpdate(text.doc as Y.Doc, Y.encodeStateAsUpdate(other), "remote");
}

beforeEach(() => {
  document.body.replaceChildren();
  typed.mockClear();
  refused.mockClear();
  const doc = new Y.Doc();
  other = new Y.Doc();
  text = doc.getText("t");
  area = document.createElement("textarea");
  document.body.append(area);
  new TextBinding(text, area, { typed, refused });
});

describe("a text area and a live text", () => {
  it("follow what is typed", () => {
    type("hallo");
    expect(text.toString()).toBe("hallo");
    expect(typed).toHaveBeenCalledOnce();
  });

  it("keep the caret at its word when others write before it", () => {
    type("een huis");
    area.focus();
    area.setSelectionRange(4, 8);
    elsewhere(0, "nog ");
    expect(area.value).toBe("nog een huis");
    expect([area.selectionStart, area.selectionEnd]).toEqual([8, 12]);
  });

  it("leave an open input method alone until it is done", () => {
    type("begin ");
    area.dispatchEvent(new Event("compositionstart"));
    type("begin に");
    elsewhere(0, "X ");
    expect(area.value).toBe("begin に");
    area.value = "begin 日本";
    area.dispatchEvent(new Event("compositionend"));
    expect(text.toString()).toBe("X begin 日本");
    expect(area.value).toBe("X begin 日本");
  });

  it("refuse a paste that is far too long and keep the old text", () => {
    type("oude tekst");
    type(`oude tekst${"x".repeat(256 * 1024)}`);
    expect(refused).toHaveBeenCalledOnce();
    expect(area.value).toBe("oude tekst");
    expect(text.toString()).toBe("oude tekst");
  });

  it("accept exactly the longest text", () => {
    type("x".repeat(MAX_CHARACTERS));
    expect(text.length).toBe(MAX_CHARACTERS);
  });

  it("undo only what was typed here", () => {
    type("van mij");
    elsewhere(0, "van jou ");
    area.dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true }));
    expect(text.toString()).toBe("van jou ");
    expect(area.value).toBe("van jou ");
  });
});
