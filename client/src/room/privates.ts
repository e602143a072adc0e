/** Answers only their writer sees (P4): composed here, kept until the server has them. */

import { AGAIN_MS, type Ask, type DraftStore, errorMessage, mayTryAgain } from "./drafts";
import type { SaveState } from "./ledger";

interface Entry {
  text: string;
  dirty: boolean;
  sending: boolean;
  failed: boolean;
  error: string;
}

interface Loaded {
  answers?: Record<string, string>;
  elsewhere?: string[];
}

const SEND_AFTER_MS = 800;
const START = "private:";

const key = (seat: string, field: string): string => `${START}${seat}|${field}`;

export class PrivateAnswers {
  private entries = new Map<string, Entry>();
  private timers = new Map<string, number>();
  private loaded = new Set<string>();
  private elsewhere = new Set<string>();

  constructor(
    private readonly url: string,
    private readonly ask: Ask,
    private readonly store: DraftStore,
    private readonly changed: () => void,
  ) {
    // Whatever step is shown: what an earlier page could not send is unsaved until it is sent.
    for (const name of store.names(START)) {
      const { seat, field } = parts(name);
      this.entry(seat, field);
    }
  }

  text(seat: string, field: string): string {
    return this.entry(seat, field).text;
  }

  error(seat: string, field: string): string {
    return this.entry(seat, field).error;
  }

  /** Whether this seat wrote here on a device it sat at before; that text stays there. */
  isElsewhere(seat: string, field: string): boolean {
    return this.elsewhere.has(key(seat, field));
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

  /** Something that only its writer can mend, however long we wait. */
  get isRefused(): boolean {
    return Array.from(this.entries.values()).some((entry) => entry.dirty && entry.error !== "");
  }

  write(seat: string, field: string, text: string): void {
    const entry = this.entry(seat, field);
    Object.assign(entry, { text, dirty: true, error: "" });
    this.store.set(key(seat, field), text);
    this.sendIn(SEND_AFTER_MS, seat, field);
    this.changed();
  }

  /** Fetches what the server has; a draft that was never sent stays the newer one. */
  async load(seat: string): Promise<void> {
    const answer = await this.ask(`${this.url}?seat=${encodeURIComponent(seat)}`).catch(() => null);
    if (answer?.ok) this.loaded.add(seat);
    const { answers = {}, elsewhere = [] } = (answer?.body as Loaded | null) ?? {};
    for (const [field, text] of Object.entries(answers)) {
      const entry = this.entry(seat, field);
      if (!entry.dirty) entry.text = text;
    }
    for (const field of elsewhere) this.elsewhere.add(key(seat, field));
    this.changed();
  }

  /** A line again: send what waits, and fetch what could not be fetched. */
  retry(seats: string[] = []): void {
    for (const seat of seats) if (!this.loaded.has(seat)) void this.load(seat);
    for (const [name, entry] of this.entries) {
      const { seat, field } = parts(name);
      if (entry.dirty) void this.send(seat, field);
    }
  }

  close(): void {
    for (const timer of this.timers.values()) window.clearTimeout(timer);
  }

  private sendIn(wait: number, seat: string, field: string): void {
    const name = key(seat, field);
    window.clearTimeout(this.timers.get(name));
    this.timers.set(
      name,
      window.setTimeout(() => void this.send(seat, field), wait),
    );
  }

  private async send(seat: string, field: string): Promise<void> {
    const entry = this.entry(seat, field);
    // What was refused is only sent again once it is changed.
    if (entry.sending || !entry.dirty || entry.error !== "") return;
    // Another tab may have sent it, or something newer, since this page found the draft.
    const text = this.store.get<string | null>(key(seat, field), null);
    if (text === null) return this.settle(seat, entry);
    entry.text = text;
    entry.sending = true;
    const answer = await this.ask(this.url, { seat, field, text }).catch(() => null);
    entry.sending = false;
    entry.failed = answer === null || !answer.ok;
    const isLater = mayTryAgain(answer);
    entry.error = entry.failed && answer !== null && !isLater ? errorMessage(answer) : "";
    if (entry.failed && isLater) this.sendIn(AGAIN_MS, seat, field);
    if (!entry.failed && entry.text === text) {
      entry.dirty = false;
      this.store.remove(key(seat, field));
    } else if (!entry.failed) void this.send(seat, field);
    this.changed();
  }

  private async settle(seat: string, entry: Entry): Promise<void> {
    entry.dirty = false;
    await this.load(seat);
  }

  private entry(seat: string, field: string): Entry {
    const name = key(seat, field);
    let entry = this.entries.get(name);
    if (entry === undefined) {
      const draft = this.store.get<string | null>(name, null);
      const isDraft = draft !== null;
      entry = { text: draft ?? "", dirty: isDraft, sending: false, failed: isDraft, error: "" };
      this.entries.set(name, entry);
    }
    return entry;
  }
}

function parts(name: string): { seat: string; field: string } {
  const [seat = "", field = ""] = name.slice(START.length).split("|");
  return { seat, field };
}
