/**
 * Words that never enter the live document: private answers and lines without a name.
 * They are composed here, kept on the device until the server has them, and sent whole.
 */

import { randomHex } from "./ids";
import type { SaveState } from "./ledger";

export interface Answer {
  ok: boolean;
  status: number;
  body: unknown;
}

/** GET without a body, POST with one. Rejects when there is no network. */
export type Ask = (url: string, body?: unknown) => Promise<Answer>;

export function asker(csrf: string): Ask {
  return async (url, body) => {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
      headers["X-CSRFToken"] = csrf;
    }
    const method = body === undefined ? "GET" : "POST";
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const response = await fetch(url, {
      method,
      headers,
      body: payload,
      credentials: "same-origin",
    });
    const text = await response.text();
    return { ok: response.ok, status: response.status, body: parse(text) };
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function errorMessage(answer: Answer): string {
  const body = answer.body as { error?: { message?: string } } | null;
  return body?.error?.message ?? "";
}

/** A corner of the device's storage for one table; falls back to memory, and says so. */
export class DraftStore {
  private memory = new Map<string, string>();
  durable = true;

  constructor(
    private readonly prefix: string,
    private readonly storage: Storage | null,
  ) {
    this.durable = storage !== null;
  }

  get<T>(key: string, otherwise: T): T {
    const raw = this.read(this.prefix + key);
    return raw === null ? otherwise : ((parse(raw) as T | null) ?? otherwise);
  }

  set(key: string, value: unknown): void {
    const raw = JSON.stringify(value);
    this.memory.set(this.prefix + key, raw);
    try {
      this.storage?.setItem(this.prefix + key, raw);
    } catch {
      this.durable = false;
    }
  }

  remove(key: string): void {
    this.memory.delete(this.prefix + key);
    this.storage?.removeItem(this.prefix + key);
  }

  private read(key: string): string | null {
    return this.memory.get(key) ?? this.storage?.getItem(key) ?? null;
  }
}

interface PrivateEntry {
  text: string;
  dirty: boolean;
  sending: boolean;
  failed: boolean;
  error: string;
}

const SEND_AFTER_MS = 800;

/** Answers only their writer sees (P4). */
export class PrivateAnswers {
  private entries = new Map<string, PrivateEntry>();
  private timers = new Map<string, number>();

  constructor(
    private readonly url: string,
    private readonly ask: Ask,
    private readonly store: DraftStore,
    private readonly changed: () => void,
  ) {}

  text(seat: string, field: string): string {
    return this.entry(seat, field).text;
  }

  error(seat: string, field: string): string {
    return this.entry(seat, field).error;
  }

  state(seat: string, field: string): SaveState {
    const entry = this.entry(seat, field);
    if (!entry.dirty) return entry.text === "" ? "empty" : "saved";
    if (!entry.failed) return "saving";
    return this.store.durable ? "offline" : "unsafe";
  }

  get isClean(): boolean {
    return Array.from(this.entries.values()).every((entry) => !entry.dirty);
  }

  write(seat: string, field: string, text: string): void {
    const entry = this.entry(seat, field);
    Object.assign(entry, { text, dirty: true, error: "" });
    this.store.set(key(seat, field), text);
    window.clearTimeout(this.timers.get(key(seat, field)));
    const timer = window.setTimeout(() => void this.send(seat, field), SEND_AFTER_MS);
    this.timers.set(key(seat, field), timer);
    this.changed();
  }

  /** Fetches what the server has; a draft that was never sent stays the newer one. */
  async load(seat: string): Promise<void> {
    const answer = await this.ask(`${this.url}?seat=${encodeURIComponent(seat)}`).catch(() => null);
    const answers = (answer?.body as { answers?: Record<string, string> } | null)?.answers ?? {};
    for (const [field, text] of Object.entries(answers)) {
      const entry = this.entry(seat, field);
      if (!entry.dirty) entry.text = text;
    }
    this.changed();
  }

  retry(): void {
    for (const [name, entry] of this.entries) {
      const [seat, field] = name.slice("private:".length).split("|");
      if (entry.dirty && seat && field) void this.send(seat, field);
    }
  }

  private async send(seat: string, field: string): Promise<void> {
    const entry = this.entry(seat, field);
    if (entry.sending || !entry.dirty) return;
    const { text } = entry;
    entry.sending = true;
    const answer = await this.ask(this.url, { seat, field, text }).catch(() => null);
    entry.sending = false;
    entry.failed = answer === null || !answer.ok;
    entry.error = answer !== null && !answer.ok ? errorMessage(answer) : "";
    if (!entry.failed && entry.text === text) {
      entry.dirty = false;
      this.store.remove(key(seat, field));
    } else if (!entry.failed) void this.send(seat, field);
    this.changed();
  }

  private entry(seat: string, field: string): PrivateEntry {
    const name = key(seat, field);
    let entry = this.entries.get(name);
    if (entry === undefined) {
      const draft = this.store.get<string | null>(name, null);
      entry = {
        text: draft ?? "",
        dirty: draft !== null,
        sending: false,
        failed: draft !== null,
        error: "",
      };
      this.entries.set(name, entry);
    }
    return entry;
  }
}

const key = (seat: string, field: string): string => `private:${seat}|${field}`;

export interface UnnamedLine {
  id: string;
  field: string;
  text: string;
  error?: string;
}

/** Lines without a name: sent whole with an id made here, so that a repeat is no double. */
export class UnnamedLines {
  lines: Record<string, string[]> = {};
  private queue: UnnamedLine[];
  private busy = false;

  constructor(
    private readonly url: string,
    private readonly ask: Ask,
    private readonly store: DraftStore,
    private readonly changed: () => void,
  ) {
    this.queue = store.get<UnnamedLine[]>("unnamed", []);
  }

  waiting(field: string): UnnamedLine[] {
    return this.queue.filter((line) => line.field === field);
  }

  get isClean(): boolean {
    return this.queue.length === 0;
  }

  add(field: string, text: string): void {
    this.queue.push({ id: randomHex(16), field, text });
    this.keep();
    void this.retry();
  }

  /** Takes a line back that the server refused, so that it can be changed. */
  takeBack(id: string): string {
    const line = this.queue.find((one) => one.id === id);
    this.queue = this.queue.filter((one) => one.id !== id);
    this.keep();
    return line?.text ?? "";
  }

  async retry(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    let sent = false;
    for (const line of this.queue.filter((one) => one.error === undefined)) {
      const { id, field, text } = line;
      const answer = await this.ask(this.url, { id, field, text }).catch(() => null);
      if (answer === null || answer.status >= 500 || answer.status === 429) break;
      if (answer.ok) this.queue = this.queue.filter((one) => one.id !== id);
      else line.error = errorMessage(answer);
      sent = true;
      this.keep();
    }
    this.busy = false;
    if (sent) await this.load();
  }

  async load(): Promise<void> {
    const answer = await this.ask(this.url).catch(() => null);
    const fields = (answer?.body as { fields?: Record<string, string[]> } | null)?.fields;
    if (fields) this.lines = fields;
    this.changed();
  }

  private keep(): void {
    if (this.queue.length === 0) this.store.remove("unnamed");
    else this.store.set("unnamed", this.queue);
    this.changed();
  }
}
