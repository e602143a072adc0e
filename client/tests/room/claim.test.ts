/** The screen says "on this device" once the words are there, and not when they set out. */

import "fake-indexeddb/auto";
import { expect, it, vi } from "vitest";
import * as Y from "yjs";
import { DeviceCopy } from "../../src/room/device";
import { SaveLedger } from "../../src/room/ledger";

async function opened(doc: Y.Doc, changed = () => {}): Promise<DeviceCopy> {
  const copy = new DeviceCopy("claims", doc, new SaveLedger(), null, changed);
  await copy.open();
  return copy;
}

it("claims nothing while it writes, tells the end of it, and then really has it", async () => {
  const doc = new Y.Doc();
  const changed = vi.fn();
  const copy = await opened(doc, changed);
  changed.mockClear();
  doc.getText("a").insert(0, "half a sentence");
  copy.note();
  doc.getText("a").insert(0, "more than ");
  copy.note();
  expect(copy.claim("offline")).toBe("saving");
  expect([copy.claim("saved"), copy.claim("unsafe")]).toEqual(["saved", "unsafe"]);
  await vi.waitFor(() => expect(changed).toHaveBeenCalledOnce());
  expect(copy.claim("offline")).toBe("offline");
  const again = new Y.Doc();
  await opened(again);
  expect(again.getText("a").toString()).toBe("more than half a sentence");
});

it("says that it is not safe when the disk refuses", async () => {
  const copy = await opened(new Y.Doc());
  vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  copy.note();
  await vi.waitFor(() => expect(copy.safe).toBe(false));
  vi.restoreAllMocks();
});
