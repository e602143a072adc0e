import * as encoding from "lib0/encoding";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Listener } from "../../src/harvest/listener";
import type { Socket } from "../../src/room/line";

class FakeSocket implements Socket {
  binaryType = "";
  readyState = 0;
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  sent: Uint8Array[] = [];

  open(): void {
    this.readyState = 1;
    this.onopen?.(new Event("open"));
  }

  send(data: Uint8Array): void {
    this.sent.push(data);
  }

  close(code = 1000): void {
    this.readyState = 3;
    this.onclose?.({ code } as CloseEvent);
  }

  deliver(frame: Uint8Array): void {
    this.onmessage?.({ data: frame.slice().buffer } as MessageEvent);
  }
}

function event(body: object): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 9);
  encoding.writeVarString(encoder, JSON.stringify(body));
  return encoding.toUint8Array(encoder);
}

const STATE = Uint8Array.of(0, 0, 3, 1, 7, 9);
const HARVEST = event({ type: "harvest", state: "open", number: 1 });
let sockets: FakeSocket[];
let news: ReturnType<typeof vi.fn<() => void>>;
let written: ReturnType<typeof vi.fn<() => void>>;
let listener: Listener;
const last = (): FakeSocket => sockets[sockets.length - 1] as FakeSocket;

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  news = vi.fn<() => void>();
  const open = () => {
    sockets.push(new FakeSocket());
    return last();
  };
  written = vi.fn<() => void>();
  listener = new Listener({ open, news, written, random: () => 0.5 });
  listener.connect();
  last().open();
});

afterEach(() => {
  listener.stop();
  vi.useRealTimers();
});

describe("a line that only listens", () => {
  it("hears that the harvest changed, and nothing else", () => {
    last().deliver(event({ type: "seats", seats: [] }));
    expect(news).not.toHaveBeenCalled();
    last().deliver(HARVEST);
    expect(news).toHaveBeenCalledTimes(1);
  });

  it("tells that somebody types", () => {
    last().deliver(Uint8Array.of(0, 2, 2, 0, 0));
    expect(written).toHaveBeenCalledTimes(1);
    expect(news).not.toHaveBeenCalled();
  });

  it("sends nothing of its own", () => {
    last().deliver(STATE);
    last().deliver(HARVEST);
    expect(last().sent).toEqual([]);
  });

  it("survives a frame that cannot be read", () => {
    last().deliver(Uint8Array.of(9, 200));
    last().deliver(HARVEST);
    expect(news).toHaveBeenCalledTimes(1);
  });

  it("asks after a silence with the server's own state, so that the answer is small", () => {
    last().deliver(STATE);
    vi.advanceTimersByTime(20_000);
    expect(Array.from(last().sent[0] ?? [])).toEqual([0, 0, 3, 1, 7, 9]);
  });

  it("opens a new line when nothing answers, and looks what it missed", () => {
    vi.advanceTimersByTime(23_000);
    expect(sockets).toHaveLength(2);
    last().open();
    expect(news).toHaveBeenCalledTimes(1);
  });

  it("comes back after the server went away", () => {
    last().close(1012);
    vi.advanceTimersByTime(5000);
    expect(sockets).toHaveLength(2);
  });

  it("comes back at once when the phone wakes", () => {
    last().close(1006);
    window.dispatchEvent(new Event("online"));
    expect(sockets).toHaveLength(2);
  });

  it.each([4401, 4403, 4404])("does not come back after %i", (code) => {
    last().close(code);
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
  });
});
