import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { draftPrefix, forget, remember, sweepDevice } from "../../src/room/erase";
import { memoryStorage } from "./fake-room";

const HOUR = 3600 * 1000;
let storage: Storage;

beforeEach(() => {
  storage = memoryStorage();
  storage.setItem(`${draftPrefix("t1")}private:a|x/y`, "1");
  storage.setItem(`${draftPrefix("t2")}private:a|x/y`, "2");
});

describe("the copy of a finished table", () => {
  it("never goes while words of it were not sent", async () => {
    remember("t1", storage, 0);
    expect(await sweepDevice(storage, 48 * HOUR)).toEqual([]);
    expect(storage.getItem(`${draftPrefix("t1")}private:a|x/y`)).toBe("1");
  });

  it("goes a day after everything was safe, and no other table's", async () => {
    storage.removeItem(`${draftPrefix("t1")}private:a|x/y`);
    remember("t1", storage, 0);
    remember("t1", storage, 5 * HOUR);
    expect(await sweepDevice(storage, 23 * HOUR)).toEqual([]);
    expect(await sweepDevice(storage, 24 * HOUR)).toEqual(["t1"]);
    expect(storage.length).toBe(1);
    expect(storage.getItem(`${draftPrefix("t2")}private:a|x/y`)).toBe("2");
  });

  it("stays when the table was opened again", async () => {
    remember("t1", storage, 0);
    forget("t1", storage);
    expect(await sweepDevice(storage, 48 * HOUR)).toEqual([]);
  });

  it("is nobody's business without storage", async () => {
    remember("t1", null, 0);
    expect(await sweepDevice(null, 48 * HOUR)).toEqual([]);
  });
});
