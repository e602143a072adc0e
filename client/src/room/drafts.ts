/**
 * Words that never enter the live document: lines without a name here, private answers in
 * privates.ts. They are kept on the device until the server has them, and sent whole.
 */

import { randomHex } from "./ids";

export interface Answer {
  ok: boolean;
  status: number;
  body: unknown;
}

/** GET without a body, POST with one. Rejects when there is no network. */
export type Ask = (url: string, body?: unknown) => Promise<Answer>;

/** On a line that died without a word a request would hang for minutes. */
const PATIENCE_MS = 15_000;

/** How long words wait for the next try when the server did not take them. */
export const AGAIN_MS = 5000;

export function asker(csrf: string): Ask {
  return async (url, body) => {
    const patience = new AbortController();
    const timer = window.setTimeout(() => patience.abort(), PATIENCE_MS);
    const headers: Record<string, string> = { Accept: "application/json" };
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
      headers["X-CSRFToken"] = csrf;
    }
    const method = body === undefined ? "GET" : "POST";
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const { signal } = patience;
    const credentials = "same-origin";
    try {
      const response = await fetch(url, { method, headers, body: payload, credentials, signal });
      const text = await response.text();
      return { ok: response.ok, status: response.status, body: parse(text) };
    } finally {
      window.clearTimeout(timer);
    }
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** No answer, or one that may be another one soon. */
export function mayTryAgain(answer: Answer | null): boolean {
  return answer === null || answer.status >= 500 || answer.status === 429;
}

export function errorMessage(answer: Answer): string {
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

  /** Everything kept under names that begin like this, by this page or an earlier one. */
  names(start: string): string[] {
    const { memory, storage, prefix } = this;
    const stored = Array.from({ length: storage?.length ?? 0 }, (_, at) => storage?.key(at) ?? "");
    const all = new Set([...memory.keys(), ...stored]);
    return Array.from(all)
      .filter((key) => key.startsWith(prefix + start))
      .map((key) => key.slice(prefix.length));
  }

  remove(key: string): void {
    this.memory.delete(this.prefix + key);
    this.storage?.removeItem(this.prefix + key);
  }

  private read(key: string): string | null {
    return this.memory.get(key) ?? this.storage?.getItem(key) ?? null;
  }
}

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
  private timer: number | undefined;

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

  get isRefused(): boolean {
    return this.queue.some((line) => line.error !== undefined);
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
    window.clearTimeout(this.timer);
    let sent = false;
    let line = this.next();
    // One by one: a line that is added meanwhile goes along.
    for (; line !== undefined; line = this.next()) {
      const { id, field, text } = line;
      const answer = await this.ask(this.url, { id, field, text }).catch(() => null);
      if (answer === null || mayTryAgain(answer)) break;
      if (answer.ok) this.queue = this.queue.filter((one) => one.id !== id);
      else line.error = errorMessage(answer);
      sent = true;
      this.keep();
    }
    this.busy = false;
    if (line !== undefined) this.timer = window.setTimeout(() => void this.retry(), AGAIN_MS);
    if (sent) await this.load();
  }

  private next(): UnnamedLine | undefined {
    return this.queue.find((line) => line.error === undefined);
  }

  async load(): Promise<void> {
    const answer = await this.ask(this.url).catch(() => null);
    const fields = (answer?.body as { fields?: Record<string, string[]> } | null)?.fields;
    if (fields) this.lines = fields;
    this.changed();
  }

  close(): void {
    window.clearTimeout(this.timer);
  }

  private keep(): void {
    if (this.queue.length === 0) this.store.remove("unnamed");
    else this.store.set("unnamed", this.queue);
    this.changed();
  }
}
