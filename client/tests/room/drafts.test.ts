import { beforeEach, describe, expect, it, vi } from "vitest";
import { Commands, ValueQueue } from "../../src/room/commands";
import { type Answer, DraftStore, UnnamedLines } from "../../src/room/drafts";
import { PrivateAnswers } from "../../src/room/privates";
import type { Command } from "../../src/room/wire";
import { memoryStorage } from "./fake-room";

const ok: Answer = { ok: true, status: 200, body: { ok: true } };
const ask = vi.fn<(url: string, body?: unknown) => Promise<Answer>>();
let storage: Storage;
let store: DraftStore;
const nothing = (): void => {};

beforeEach(() => {
  vi.useFakeTimers();
  ask.mockReset().mockResolvedValue(ok);
  storage = memoryStorage();
  store = new DraftStore("t:", storage);
});

describe("a private answer", () => {
  const make = (): PrivateAnswers => new PrivateAnswers("/p", ask, store, nothing);

  it("is sent whole after a pause, and leaves no draft behind", async () => {
    const answers = make();
    answers.write("a", "x/y", "alleen voor mij");
    expect(answers.state("a", "x/y")).toBe("saving");
    await vi.advanceTimersByTimeAsync(1000);
    expect(ask).toHaveBeenCalledWith("/p", { seat: "a", field: "x/y", text: "alleen voor mij" });
    expect(answers.state("a", "x/y")).toBe("saved");
    expect(storage.length).toBe(0);
  });

  it("survives a reload without network, and wins from what the server has", async () => {
    ask.mockRejectedValue(new TypeError("offline"));
    const before = make();
    before.write("a", "x/y", "nieuw");
    await vi.advanceTimersByTimeAsync(1000);
    expect(before.state("a", "x/y")).toBe("offline");
    const after = make();
    expect(after.text("a", "x/y")).toBe("nieuw");
    ask.mockResolvedValue({ ok: true, status: 200, body: { answers: { "x/y": "oud" } } });
    await after.load("a");
    expect(after.text("a", "x/y")).toBe("nieuw");
    after.retry();
    await vi.advanceTimersByTimeAsync(10);
    expect(after.isClean).toBe(true);
  });

  it("shows what the server says against it", async () => {
    ask.mockResolvedValue({ ok: false, status: 400, body: { error: { message: "Te lang." } } });
    const answers = make();
    answers.write("a", "x/y", "z");
    await vi.advanceTimersByTimeAsync(1000);
    expect(answers.error("a", "x/y")).toBe("Te lang.");
    expect(answers.isClean).toBe(false);
    answers.retry();
    await vi.advanceTimersByTimeAsync(6000);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});

describe("private answers that an earlier page could not send", () => {
  const make = (): PrivateAnswers => new PrivateAnswers("/p", ask, store, nothing);

  beforeEach(async () => {
    ask.mockRejectedValue(new TypeError("offline"));
    const before = make();
    before.write("a", "x/y", "P3");
    await vi.advanceTimersByTimeAsync(1000);
    before.close();
    store = new DraftStore("t:", storage);
    ask.mockReset().mockResolvedValue({ ...ok, body: { answers: { "x/y": "P2" } } });
  });

  it("count as unsaved and are sent, though nobody looks at their step", async () => {
    const answers = make();
    expect(answers.isClean).toBe(false);
    answers.retry(["a"]);
    await vi.advanceTimersByTimeAsync(10);
    expect(ask).toHaveBeenCalledWith("/p", { seat: "a", field: "x/y", text: "P3" });
    expect(answers.isClean).toBe(true);
    expect(answers.state("a", "x/y")).toBe("saved");
    expect(answers.text("a", "x/y")).toBe("P3");
  });

  it("go by themselves when the first try fails", async () => {
    ask.mockRejectedValueOnce(new TypeError("offline"));
    const answers = make();
    answers.retry();
    await vi.advanceTimersByTimeAsync(6000);
    expect(answers.isClean).toBe(true);
  });

  it("do not come back over what another tab has sent since", async () => {
    const here = make();
    const there = new PrivateAnswers("/p", ask, new DraftStore("t:", storage), nothing);
    there.write("a", "x/y", "P4");
    await vi.advanceTimersByTimeAsync(1000);
    ask.mockClear();
    here.retry();
    await vi.advanceTimersByTimeAsync(10);
    expect(ask.mock.calls.filter(([, body]) => body !== undefined)).toEqual([]);
    expect(here.isClean).toBe(true);
  });
});

describe("a line without a name", () => {
  const make = (): UnnamedLines => new UnnamedLines("/u", ask, store, nothing);

  it("goes with an id of 32 hex figures and nothing about its writer", async () => {
    make().add("x/y", "een zorg");
    await vi.advanceTimersByTimeAsync(10);
    const body = ask.mock.calls[0]?.[1] as Record<string, string>;
    expect(Object.keys(body).sort()).toEqual(["field", "id", "text"]);
    expect(body.id).toMatch(/^[0-9a-f]{32}$/);
    expect(storage.length).toBe(0);
  });

  it("waits on the device and goes again with the same id", async () => {
    ask.mockRejectedValueOnce(new TypeError("offline"));
    make().add("x/y", "een zorg");
    await vi.advanceTimersByTimeAsync(10);
    const again = make();
    expect(again.waiting("x/y")).toHaveLength(1);
    await again.retry();
    const ids = ask.mock.calls.map(([, body]) => (body as { id: string } | undefined)?.id);
    expect(ids[0]).toBe(ids[1]);
    expect(again.isClean).toBe(true);
  });

  it("that is added while another is on its way goes along", async () => {
    const lines = make();
    lines.add("x/y", "een");
    lines.add("x/y", "twee");
    await vi.advanceTimersByTimeAsync(10);
    expect(lines.isClean).toBe(true);
  });

  it("that is refused can be taken back and changed", async () => {
    ask.mockResolvedValue({ ok: false, status: 400, body: { error: { message: "Te lang." } } });
    const lines = make();
    lines.add("x/y", "een zorg");
    await vi.advanceTimersByTimeAsync(10);
    const [line] = lines.waiting("x/y");
    expect(line?.error).toBe("Te lang.");
    expect(lines.takeBack(line?.id ?? "")).toBe("een zorg");
  });
});

describe("a store that refuses", () => {
  it("keeps the words in memory and says that it is not durable", () => {
    storage.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    store.set("k", "tekst");
    expect(store.get("k", "")).toBe("tekst");
    expect(store.durable).toBe(false);
  });
});

describe("values", () => {
  let sent: Command[];
  let isOnline: boolean;
  const send = (command: Command): boolean => {
    if (isOnline) sent.push(command);
    return isOnline;
  };

  beforeEach(() => {
    sent = [];
    isOnline = true;
  });

  it("are sent again after a reconnect until done; the latest wins", () => {
    isOnline = false;
    const values = new ValueQueue(send, store, nothing);
    values.set("a", "x/y/a", ["one"]);
    values.set("a", "x/y/a", ["two"]);
    isOnline = true;
    new ValueQueue(send, store, nothing).resend();
    expect(sent.map(({ value }) => value)).toEqual([["two"]]);
    values.answer({ type: "done", id: sent[0]?.id ?? "" });
    expect(values.isClean).toBe(true);
  });

  it("that are refused go back to what the table has, and it is said", () => {
    const refused = vi.fn();
    const values = new ValueQueue(send, store, refused);
    values.set("a", "x/y/a", 99);
    values.answer({ type: "refused", id: sent[0]?.id ?? "", why: "bad_value" });
    expect(values.has("x/y/a")).toBe(false);
    expect(refused).toHaveBeenCalledWith("x/y/a", "bad_value");
  });
});

describe("commands", () => {
  it("are not kept for later without a line", async () => {
    const commands = new Commands(() => false);
    expect(await commands.run("a", "next")).toEqual({ ok: false, why: "offline" });
  });

  it("end when the line breaks before the answer", async () => {
    const commands = new Commands(() => true);
    const outcome = commands.run("a", "next");
    commands.disconnected();
    expect(await outcome).toEqual({ ok: false, why: "lost" });
  });

  it("carry an id that the answer names", async () => {
    const sent: Command[] = [];
    const commands = new Commands((command) => sent.push(command) > 0);
    const outcome = commands.run("a", "add", { seconds: 60 });
    expect(sent[0]).toMatchObject({ seat: "a", do: "add", seconds: 60 });
    commands.answer({ type: "done", id: sent[0]?.id ?? "" });
    expect(await outcome).toEqual({ ok: true });
  });
});
