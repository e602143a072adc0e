/** A room in memory that speaks the wire, for tests without a server. */

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { Clock } from "../../src/room/clock";
import { WAITING } from "../../src/room/clock";
import type { Config } from "../../src/room/config";
import type { Socket } from "../../src/room/line";
import type { RoomEvent, SeatInfo } from "../../src/room/state";
import type { Command } from "../../src/room/wire";

export const person = (id: string, initials: string, name = initials): SeatInfo => ({
  id,
  name,
  initials,
  note: "",
  kind: "person",
});

export class FakeSocket implements Socket {
  binaryType = "";
  readyState = 0;
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  updates = 0;
  acked = 0;
  sent: Uint8Array[] = [];

  constructor(private readonly room: FakeRoom) {}

  open(): void {
    this.readyState = 1;
    this.onopen?.(new Event("open"));
    this.room.greet(this);
  }

  send(data: Uint8Array): void {
    this.sent.push(data);
    this.room.receive(this, data);
  }

  close(code = 1000): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.room.sockets.delete(this);
    this.onclose?.({ code } as CloseEvent);
  }

  deliver(frame: Uint8Array): void {
    if (this.readyState !== 1) return;
    const data = frame.slice().buffer;
    this.onmessage?.({ data } as MessageEvent);
  }
}

const frame = (write: (encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
};

const sync = (type: number, body: Uint8Array): Uint8Array =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, type);
    encoding.writeVarUint8Array(encoder, body);
  });

export class FakeRoom {
  doc = new Y.Doc();
  sockets = new Set<FakeSocket>();
  all: FakeSocket[] = [];
  commands: Command[] = [];
  clock: Clock = { ...WAITING };
  seats: SeatInfo[] = [person("seat-a", "AB"), person("seat-b", "MK")];
  roles: Record<string, string | null> = { timekeeper: null, prober: null };
  seq = 1;
  now = 1_000_000;
  /** A full or slow disk: updates are merged and relayed, but nothing is acknowledged. */
  isDiskFull = false;
  isDown = false;
  sawStep2 = 0;
  largest = 0;

  connect = (): FakeSocket => {
    const socket = new FakeSocket(this);
    this.all.push(socket);
    queueMicrotask(() => {
      if (this.isDown) socket.close(1006);
      else {
        this.sockets.add(socket);
        socket.open();
      }
    });
    return socket;
  };

  text(field: string): string {
    return this.doc.getText(field).toString();
  }

  greet(socket: FakeSocket): void {
    this.event(this.state(), socket);
    socket.deliver(sync(0, Y.encodeStateVector(this.doc)));
  }

  state(): RoomEvent {
    const { clock, roles, seats, seq, now } = this;
    const here = seats.map(({ id }) => id);
    const state = { clock, roles, values: {}, seats, here, away_since: {} };
    return { type: "state", seq, now, state };
  }

  event(event: RoomEvent, only: FakeSocket | null = null): void {
    const data = frame((encoder) => {
      encoding.writeVarUint(encoder, 9);
      encoding.writeVarString(encoder, JSON.stringify(event));
    });
    for (const socket of only ? [only] : this.sockets) socket.deliver(data);
  }

  refuse(code: number, why: string, more = {}): void {
    const data = frame((encoder) => {
      encoding.writeVarUint(encoder, 10);
      encoding.writeVarString(encoder, JSON.stringify({ code, why, ...more }));
    });
    for (const socket of this.sockets) socket.deliver(data);
  }

  move(clock: Partial<Clock>): void {
    this.clock = { ...this.clock, ...clock };
    this.event({ type: "clock", seq: ++this.seq, now: this.now, clock: this.clock });
  }

  ack(socket: FakeSocket, count = socket.updates): void {
    socket.acked = count;
    socket.deliver(
      frame((encoder) => {
        encoding.writeVarUint(encoder, 8);
        encoding.writeVarUint(encoder, count);
      }),
    );
  }

  write(field: string, text: string, index = 0): void {
    const before = Y.encodeStateVector(this.doc);
    this.doc.getText(field).insert(index, text);
    const update = Y.encodeStateAsUpdate(this.doc, before);
    for (const socket of this.sockets) socket.deliver(sync(2, update));
  }

  receive(from: FakeSocket, data: Uint8Array): void {
    const decoder = decoding.createDecoder(data);
    const kind = decoding.readVarUint(decoder);
    if (kind === 9) this.commands.push(JSON.parse(decoding.readVarString(decoder)) as Command);
    if (kind !== 0) return;
    const type = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (type === 0) return from.deliver(sync(1, Y.encodeStateAsUpdate(this.doc, body)));
    if (type === 1) this.sawStep2++;
    this.largest = Math.max(this.largest, body.length);
    Y.applyUpdate(this.doc, body);
    if (type !== 2) return;
    from.updates++;
    for (const socket of this.sockets) if (socket !== from) socket.deliver(sync(2, body));
    if (!this.isDiskFull) this.ack(from);
  }

  /** Every line breaks, as when the server is killed or the network goes. */
  cut(code = 1006): void {
    for (const socket of Array.from(this.sockets)) socket.close(code);
  }
}

export function config(extra: Partial<Config> = {}): Config {
  const prompts = [
    { id: "moment", kind: "person_text", label: "Mijn moment" },
    { id: "together", kind: "table_text", label: "Samen" },
  ];
  const block = { kind: "write", title: "verkennen", follow_ups: ["Wanneer was dat?"], prompts };
  return {
    mode: "seat",
    language: "nl",
    table: { id: "t1", number: 7, dialogue: "Wonen", opgave: "", code: "", joinUrl: "" },
    seats: ["seat-a"],
    socket: "/rt/t1",
    card: {
      id: "card",
      title: "Brugtafel",
      minutes: 30,
      roles: [
        { id: "timekeeper", name: "tijdbewaker", task: "Bewaakt de tijd." },
        { id: "prober", name: "doorvrager", task: "Vraagt door." },
      ],
      blocks: [
        { ...block, id: "one", minutes: 10, question: "Waar loop je vast?" },
        { ...block, id: "two", minutes: 20, question: "Wat is er nodig?" },
      ],
    },
    urls: { unnamed: "/u", private: "/p", result: "/r" },
    csrf: "x",
    texts: {},
    ...extra,
  };
}

export const memoryStorage = (): Storage => {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    key: (index: number) => Array.from(map.keys())[index] ?? null,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
    clear: () => map.clear(),
  };
};
