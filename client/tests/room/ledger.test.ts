import { beforeEach, describe, expect, it } from "vitest";
import { LATE_MS, SaveLedger } from "../../src/room/ledger";

let now = 0;
let ledger: SaveLedger;
const FIELD = "a/b/seat";
const state = (connected = true, safe = true): string => ledger.state(FIELD, connected, safe);

beforeEach(() => {
  now = 0;
  ledger = new SaveLedger(() => now);
});

describe("a field is saved", () => {
  it("only when the message with its last edit is acknowledged", () => {
    ledger.touch(FIELD, 1, 0);
    expect(state()).toBe("saving");
    ledger.flushed(1, 1, 5);
    expect(state()).toBe("saving");
    ledger.acked(1);
    expect(state()).toBe("saved");
  });

  it("not while a later edit is still under way", () => {
    ledger.touch(FIELD, 1, 0);
    ledger.flushed(1, 1, 5);
    ledger.touch(FIELD, 1, 5);
    ledger.acked(1);
    expect(state()).toBe("saving");
  });

  it("not when the line broke before the acknowledgement", () => {
    ledger.touch(FIELD, 1, 0);
    ledger.flushed(3, 1, 5);
    ledger.disconnected();
    expect(state(false)).toBe("offline");
    ledger.acked(3);
    expect(ledger.isClean).toBe(false);
  });
});

describe("the words", () => {
  it("say offline only when the device really holds the text", () => {
    ledger.touch(FIELD, 1, 0);
    expect(state(false, true)).toBe("offline");
    expect(state(false, false)).toBe("unsafe");
  });

  it("say late when a connected server does not confirm", () => {
    ledger.touch(FIELD, 1, 0);
    ledger.flushed(1, 1, 5);
    now = LATE_MS;
    expect(state()).toBe("late");
    expect(ledger.overall(true, true)).toBe("late");
  });

  it("stay saving for somebody who types on and on", () => {
    for (let count = 1; count < 40; count++) {
      ledger.touch(FIELD, 1, count);
      ledger.flushed(count, 1, count);
      ledger.acked(count - 1);
      now += 500;
    }
    expect(state()).toBe("saving");
  });
});

describe("after a reload", () => {
  it("what was never acknowledged is still not saved, and goes again", () => {
    ledger.touch(FIELD, 7, 2);
    const fresh = new SaveLedger(() => now);
    fresh.restore(ledger.record());
    expect(fresh.dirtyFields).toEqual([FIELD]);
    expect(fresh.baseline(new Map([[7, 9]])).get(7)).toBe(2);
  });

  it("a clean book asks for nothing", () => {
    ledger.touch(FIELD, 7, 2);
    ledger.flushed(1, 7, 9);
    ledger.acked(1);
    expect(ledger.record()).toEqual({ fields: [], durable: [] });
    expect(ledger.baseline(new Map([[7, 9]])).get(7)).toBe(9);
  });
});
