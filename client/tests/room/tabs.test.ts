import "fake-indexeddb/auto";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { DeviceCopy } from "../../src/room/device";
import { eraseTable } from "../../src/room/erase";
import { SaveLedger } from "../../src/room/ledger";
import { Tabs } from "../../src/room/tabs";

const open: { close(): void }[] = [];
const tab = (letGo: () => boolean): Tabs => {
  const made = new Tabs("t1", letGo);
  open.push(made);
  return made;
};

afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

describe("wiping a device with two tabs", () => {
  it("asks the other tab to let go", async () => {
    const letGo = vi.fn(() => true);
    tab(letGo);
    expect(await tab(() => true).ask()).toBe(true);
    expect(letGo).toHaveBeenCalledOnce();
  });

  it("is refused while another tab has words that are only there", async () => {
    tab(() => false);
    expect(await tab(() => true).ask()).toBe(false);
  });

  it("says so when a tab holds on, and when it lets go after all", async () => {
    const request = indexedDB.open("overbrug-held");
    const holder = await new Promise<IDBDatabase>((resolve) => {
      request.onsuccess = () => resolve(request.result);
    });
    const later = vi.fn();
    expect(await eraseTable("held", null, later)).toBe(false);
    holder.close();
    await vi.waitFor(() => expect(later).toHaveBeenCalled());
  });

  it("takes the copy of a tab that has nothing to lose, and says so there", async () => {
    const copy = new DeviceCopy("t2", new Y.Doc(), new SaveLedger(), null, () => {});
    await copy.open();
    expect(copy.safe).toBe(true);
    await eraseTable("t2", null);
    await vi.waitFor(() => expect(copy.isErased).toBe(true));
    expect(copy.safe).toBe(false);
  });

  it("puts words back that are nowhere else", async () => {
    const doc = new Y.Doc();
    const ledger = new SaveLedger();
    const copy = new DeviceCopy("t3", doc, ledger, null, () => {});
    await copy.open();
    doc.getText("a/b/c").insert(0, "nergens anders");
    ledger.touch("a/b/c", doc.clientID, 0);
    await eraseTable("t3", null);
    await vi.waitFor(() => expect(copy.safe).toBe(true));
    copy.close();
    const again = new Y.Doc();
    await new DeviceCopy("t3", again, new SaveLedger(), null, () => {}).open();
    expect(again.getText("a/b/c").toString()).toBe("nergens anders");
  });
});
