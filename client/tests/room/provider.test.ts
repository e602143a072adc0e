import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { SaveLedger } from "../../src/room/ledger";
import type { Status } from "../../src/room/line";
import { DEBOUNCE_MS, Provider } from "../../src/room/provider";
import { Backoff, ending } from "../../src/room/reconnect";
import { FakeRoom } from "./fake-room";

const FIELD = "one/moment/seat-a";
let room: FakeRoom;
let devices: Device[];

class Device {
  doc = new Y.Doc();
  awareness = new Awareness(this.doc);
  ledger = new SaveLedger();
  statuses: Status[] = [];
  provider: Provider;

  constructor(readOnly = false) {
    this.doc.on("afterTransaction", (tr: Y.Transaction) => {
      if (!tr.local) return;
      for (const type of tr.changed.keys()) {
        const field = Y.findRootTypeKey(type as Y.AbstractType<unknown>);
        this.ledger.touch(field, this.doc.clientID, tr.beforeState.get(this.doc.clientID) ?? 0);
      }
    });
    this.provider = new Provider({
      doc: this.doc,
      awareness: this.awareness,
      ledger: this.ledger,
      readOnly,
      open: room.connect,
      random: () => 0.5,
      handlers: {
        status: (status) => this.statuses.push(status),
        event: () => {},
        error: () => {},
        saved: () => {},
      },
    });
    devices.push(this);
  }

  type(text: string, at = 0): void {
    this.doc.getText(FIELD).insert(at, text);
  }

  get words(): string {
    return this.doc.getText(FIELD).toString();
  }

  get saved(): string {
    return this.ledger.state(FIELD, this.provider.status === "synced", true);
  }
}

const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

async function seated(): Promise<Device> {
  const device = new Device();
  device.provider.connect();
  await settle();
  return device;
}

beforeEach(() => {
  vi.useFakeTimers();
  room = new FakeRoom();
  devices = [];
});

afterEach(() => {
  for (const { provider, awareness } of devices) {
    provider.destroy();
    awareness.destroy();
  }
  vi.useRealTimers();
});

describe("typing", () => {
  it("travels as one update per 150 ms and is saved on the ack", async () => {
    const device = await seated();
    for (const letter of "brug") device.type(letter, device.words.length);
    expect(device.saved).toBe("saving");
    await settle(DEBOUNCE_MS);
    expect(room.text(FIELD)).toBe("brug");
    expect(room.all[0]?.updates).toBe(1);
    expect(device.saved).toBe("saved");
  });

  it("is not called saved while the server's disk is full", async () => {
    room.isDiskFull = true;
    const device = await seated();
    device.type("brug");
    await settle(500);
    expect(room.text(FIELD)).toBe("brug");
    expect(device.saved).toBe("saving");
    await settle(9000);
    expect(device.saved).toBe("late");
  });

  it("is not called saved after a reconnect to a server that only remembers it", async () => {
    room.isDiskFull = true;
    const device = await seated();
    device.type("brug");
    await settle(500);
    room.cut();
    await settle(1000);
    expect(device.provider.status).toBe("synced");
    expect(device.saved).toBe("saving");
    room.isDiskFull = false;
    for (const socket of room.sockets) room.ack(socket);
    expect(device.saved).toBe("saved");
  });

  it("reaches the others at the table", async () => {
    const [one, two] = [await seated(), await seated()];
    one.type("wij");
    await settle(DEBOUNCE_MS);
    expect(two.words).toBe("wij");
  });
});

describe("without a line", () => {
  it("words stay here, then go as ordinary updates and are saved", async () => {
    const device = await seated();
    room.isDown = true;
    room.cut();
    device.type("offline geschreven");
    expect(device.saved).toBe("offline");
    room.isDown = false;
    await settle(10_000);
    expect(room.text(FIELD)).toBe("offline geschreven");
    expect(device.saved).toBe("saved");
    expect(room.sawStep2).toBe(0);
  });

  it("what others wrote meanwhile is merged", async () => {
    const device = await seated();
    device.type("midden");
    await settle(DEBOUNCE_MS);
    room.isDown = true;
    room.cut();
    device.type(" en verder", 6);
    room.write(FIELD, "eerst ");
    room.isDown = false;
    await settle(10_000);
    expect(device.words).toBe("eerst midden en verder");
    expect(room.text(FIELD)).toBe(device.words);
  });

  it("a deletion made offline arrives too", async () => {
    const device = await seated();
    device.type("te lang");
    await settle(DEBOUNCE_MS);
    room.cut();
    device.doc.getText(FIELD).delete(0, 3);
    await settle(5000);
    expect(room.text(FIELD)).toBe("lang");
    expect(device.saved).toBe("saved");
  });

  it("much work goes in parts of at most 48 kB", async () => {
    const device = await seated();
    room.isDown = true;
    room.cut();
    for (let part = 0; part < 10; part++) device.type("een lange zin over wonen ".repeat(800));
    room.isDown = false;
    await settle(20_000);
    expect(room.text(FIELD)).toBe(device.words);
    expect(room.largest).toBeLessThanOrEqual(48 * 1024 + 200);
    expect(device.saved).toBe("saved");
  });

  it("text of others that the server lost goes back, but not as ours", async () => {
    const [one, two] = [await seated(), await seated()];
    one.type("van een ander");
    await settle(DEBOUNCE_MS);
    one.provider.destroy();
    room.doc = new Y.Doc();
    room.cut();
    await settle(5000);
    expect(room.text(FIELD)).toBe("van een ander");
    expect(room.sawStep2).toBeGreaterThan(0);
    expect(two.ledger.isClean).toBe(true);
  });
});

describe("the line", () => {
  it("comes back at once when the network or the page returns", async () => {
    const device = await seated();
    room.isDown = true;
    room.cut();
    await settle(60_000);
    room.isDown = false;
    window.dispatchEvent(new Event("online"));
    await settle(10);
    expect(device.provider.status).toBe("synced");
  });

  it("that died in its sleep is replaced within three seconds of waking", async () => {
    const device = await seated();
    const dead = room.all[0];
    if (dead) dead.deliver = () => {};
    room.receive = (from, data) =>
      from !== dead && FakeRoom.prototype.receive.call(room, from, data);
    window.dispatchEvent(new Event("pageshow"));
    await settle(3000);
    expect(room.all.length).toBe(2);
    expect(device.provider.status).toBe("synced");
  });

  it("that stays silent is asked, and replaced when nothing answers", async () => {
    const device = await seated();
    const dead = room.all[0];
    room.receive = (from, data) =>
      from !== dead && FakeRoom.prototype.receive.call(room, from, data);
    await settle(30_000);
    expect(room.all.length).toBeGreaterThan(1);
    expect(device.provider.status).toBe("synced");
  });

  it("that swallows what is sent is found out within six seconds", async () => {
    const device = await seated();
    room.receive = () => {};
    room.isDown = true;
    device.type("wordt dit bewaard?");
    await settle(DEBOUNCE_MS + 6100);
    expect(device.saved).toBe("offline");
  });

  it("is given up at once when the device says that it is offline", async () => {
    const device = await seated();
    room.isDown = true;
    window.dispatchEvent(new Event("offline"));
    expect(device.provider.status).toBe("offline");
  });

  it.each([
    [4401, "no_seat"],
    [4403, "revoked"],
    [4404, "no_table"],
  ])("stops for good at %s", async (code) => {
    const device = await seated();
    room.cut(code);
    await settle(60_000);
    expect(device.provider.status).toBe("stopped");
    expect(room.all.length).toBe(1);
  });

  it("survives a frame that nobody can read", async () => {
    const device = await seated();
    vi.spyOn(console, "error").mockImplementation(() => {});
    for (const socket of room.sockets) socket.deliver(new Uint8Array([0, 2, 3, 1, 2, 3]));
    for (const socket of room.sockets) socket.deliver(new Uint8Array([9, 2, 123, 33]));
    device.type("toch door");
    await settle(DEBOUNCE_MS);
    expect(room.text(FIELD)).toBe("toch door");
  });

  it("of a big screen sends nothing", async () => {
    const screen = new Device(true);
    screen.provider.connect();
    await settle();
    screen.type("kan niet");
    await settle(1000);
    expect(room.text(FIELD)).toBe("");
  });
});

describe("trying again", () => {
  it("waits longer each time, with chance in it", () => {
    const backoff = new Backoff(() => 0);
    const waits = Array.from({ length: 7 }, () => backoff.next());
    expect(waits).toEqual([150, 300, 600, 1200, 2400, 2500, 2500]);
  });

  it("waits at least as long as the server asks", () => {
    expect(ending(4429)).toEqual({ retry: true, atLeast: 3000 });
    expect(new Backoff(() => 0).next(3000)).toBe(3000);
  });

  it("comes back within a second where the table will be, however long no server was there", async () => {
    const device = await seated();
    room.isDown = true;
    room.cut();
    await settle(60_000);
    room.isDown = false;
    room.greet = (socket) => {
      room.refuse(1012, "elsewhere", { retry_ms: 500 });
      socket.close(1012);
    };
    await settle(5000); // the longest pause of before
    const { greet } = FakeRoom.prototype;
    room.greet = (socket) => greet.call(room, socket);
    await settle(1000);
    expect(device.provider.status).toBe("synced");
  });
});
