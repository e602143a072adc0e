import { describe, expect, it } from "vitest";
import { diff, mapIndex } from "../../src/room/textdiff";

const apply = (text: string, edit: ReturnType<typeof diff>): string =>
  edit === null
    ? text
    : text.slice(0, edit.index) + edit.insert + text.slice(edit.index + edit.remove);

describe("the smallest edit", () => {
  it("is nothing for equal texts", () => {
    expect(diff("huis", "huis")).toBeNull();
  });

  it("is one letter where the caret stands, also between equal letters", () => {
    expect(diff("aa", "aaa", 1)).toEqual({ index: 0, remove: 0, insert: "a" });
    expect(diff("aa", "aaa", 3)).toEqual({ index: 2, remove: 0, insert: "a" });
  });

  it("replaces only the middle", () => {
    expect(diff("een groot huis", "een klein huis")).toEqual({
      index: 4,
      remove: 5,
      insert: "klein",
    });
  });

  it("never cuts an emoji in half", () => {
    const edit = diff("a\u{1F600}b", "a\u{1F601}b");
    expect(edit).toEqual({ index: 1, remove: 2, insert: "\u{1F601}" });
  });

  it.each([
    ["", "nieuw"],
    ["oud", ""],
    ["abcabc", "abcxabc"],
    ["\u{1F600}\u{1F600}", "\u{1F600}"],
    ["regel\nregel", "regel\n\nregel"],
  ])("turns %j into %j wherever the caret is", (before, after) => {
    for (let caret = 0; caret <= after.length; caret++) {
      expect(apply(before, diff(before, after, caret))).toBe(after);
    }
  });
});

describe("a position", () => {
  it("moves with what others write before it, not after it", () => {
    expect(mapIndex(5, [{ retain: 2 }, { insert: "abc" }])).toBe(8);
    expect(mapIndex(5, [{ retain: 7 }, { insert: "abc" }])).toBe(5);
  });

  it("stays before what is written exactly there", () => {
    expect(mapIndex(5, [{ retain: 5 }, { insert: "abc" }])).toBe(5);
  });

  it("falls to the edge of what is taken away around it", () => {
    expect(mapIndex(5, [{ retain: 3 }, { delete: 10 }])).toBe(3);
    expect(mapIndex(5, [{ delete: 2 }])).toBe(3);
  });
});
