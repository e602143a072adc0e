import { describe, expect, it } from "vitest";
import { loadTexts, t } from "../../src/room/texts";
import { sentences } from "./sentences";

const KEY = /"([a-z]+\.[a-z_]+)"/g;
const sources = import.meta.glob<string>("../../src/room/**/*.ts", {
  query: "?raw",
  import: "default",
  eager: true,
});

const keysIn = (text: string): Set<string> =>
  new Set(Array.from(text.matchAll(KEY), (match) => match[1] ?? ""));

describe("the sentences of the room", () => {
  it("are the same on both sides: each key used is given, each key given is used", () => {
    const used = keysIn(Object.values(sources).join("\n"));
    const given = keysIn(sentences);
    expect(Array.from(used).filter((key) => !given.has(key))).toEqual([]);
    expect(Array.from(given).filter((key) => !used.has(key))).toEqual([]);
  });

  it("fill in names, and leave unknown ones to be seen", () => {
    loadTexts({ hello: "Dag %(name)s, %(other)s" });
    expect(t("hello", { name: "AB" })).toBe("Dag AB, %(other)s");
  });
});
