import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { hasMore, missing, ownWork, parts, split } from "../../src/room/split";

const LIMIT = 4000;

function rebuild(updates: Uint8Array[], base = new Y.Doc()): Y.Doc {
  for (const update of updates) Y.applyUpdate(base, update);
  return base;
}

describe("a large update", () => {
  it("is cut into small parts that give the same text", () => {
    const doc = new Y.Doc();
    const long = "brug \u{1F309} ".repeat(3000);
    doc.getText("a").insert(0, long);
    doc.getText("b").insert(0, "kort");
    doc.getText("a").delete(10, 50);
    const cut = split(Y.encodeStateAsUpdate(doc), LIMIT);
    expect(cut.length).toBeGreaterThan(5);
    expect(Math.max(...cut.map((part) => part.length))).toBeLessThan(LIMIT + 200);
    const copy = rebuild(cut);
    expect(copy.getText("a").toString()).toBe(doc.getText("a").toString());
    expect(copy.getText("b").toString()).toBe("kort");
  });

  it("has no part that has to wait for a later one", () => {
    const doc = new Y.Doc();
    for (let line = 0; line < 200; line++) {
      const other = new Y.Doc();
      Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
      other.getText("a").insert(Math.floor(other.getText("a").length / 2), `regel ${line} `);
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    }
    const copy = new Y.Doc();
    for (const part of split(Y.encodeStateAsUpdate(doc), 500)) {
      Y.applyUpdate(copy, part);
      expect(copy.store.pendingStructs).toBeNull();
    }
    expect(copy.getText("a").toString()).toBe(doc.getText("a").toString());
  });

  it("continues in the middle of a struct that the server half knows", () => {
    const doc = new Y.Doc();
    const server = new Y.Doc();
    doc.getText("a").insert(0, "eerste ");
    Y.applyUpdate(server, Y.encodeStateAsUpdate(doc));
    doc.getText("a").insert(7, "tweede ".repeat(2000));
    const known = Y.decodeStateVector(Y.encodeStateVector(server));
    rebuild(parts(ownWork(doc, known), known, LIMIT), server);
    expect(server.getText("a").toString()).toBe(doc.getText("a").toString());
  });

  it("stays whole when it is small", () => {
    const doc = new Y.Doc();
    doc.getText("a").insert(0, "kort");
    expect(split(Y.encodeStateAsUpdate(doc))).toHaveLength(1);
  });
});

describe("deletions", () => {
  it("are seen as missing until the other side has them", () => {
    const doc = new Y.Doc();
    doc.getText("a").insert(0, "weg ermee");
    const before = missing(Y.encodeStateAsUpdate(doc)).deletes;
    doc.getText("a").delete(0, 4);
    const after = missing(Y.encodeStateAsUpdate(doc)).deletes;
    expect(hasMore(after, before)).toBe(true);
    expect(hasMore(after, after)).toBe(false);
  });
});
