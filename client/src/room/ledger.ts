/**
 * Keeps the books on what is safe. A field is saved when the server has acknowledged every
 * message that carried a local edit of it, and never earlier.
 */

export type SaveState =
  | "empty" // nothing written here by this device
  | "saved" // on the server's disk
  | "saving" // on its way
  | "late" // connected, but the server does not confirm; it is on this device
  | "storage" // the server says that its disk refuses; it is on this device
  | "offline" // no connection; it is on this device
  | "unsafe"; // not on the server and not on this device either

interface Entry {
  /** Edited since the last message was made. */
  unsent: boolean;
  /** Number of the last message with an edit of this field. */
  sentIn: number;
  dirty: boolean;
}

/** What is written on the device, to know after a reload what was never acknowledged. */
export interface LedgerRecord {
  fields: string[];
  durable: [number, number][];
}

export const LATE_MS = 8000;

export class SaveLedger {
  private entries = new Map<string, Entry>();
  private ackedCount = 0;
  /** Per own Yjs client: how far its writing is known to be on the server's disk. */
  private durable = new Map<number, number>();
  /** The server said that it cannot write: waiting longer is no answer. */
  isRefused = false;
  private sent: { count: number; client: number; clock: number; at: number }[] = [];

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** A local edit. `client` wrote it and stood at `clock` before. */
  touch(field: string, client: number, clock: number): void {
    const entry = this.entries.get(field);
    if (entry?.dirty) entry.unsent = true;
    else this.entries.set(field, { unsent: true, sentIn: 0, dirty: true });
    if (!this.durable.has(client)) this.durable.set(client, clock);
  }

  /** All unsent edits went out; the last message of this connection is number `count`. */
  flushed(count: number, client: number, clock: number): void {
    for (const entry of this.entries.values()) {
      if (!entry.unsent) continue;
      entry.unsent = false;
      entry.sentIn = count;
    }
    this.sent.push({ count, client, clock, at: this.now() });
  }

  acked(count: number): void {
    this.ackedCount = Math.max(this.ackedCount, count);
    for (const entry of this.entries.values()) {
      if (entry.dirty && !entry.unsent && entry.sentIn <= this.ackedCount) entry.dirty = false;
    }
    for (const { client, clock } of this.sent.filter((item) => item.count <= this.ackedCount)) {
      this.durable.set(client, Math.max(clock, this.durable.get(client) ?? 0));
    }
    this.sent = this.sent.filter((item) => item.count > this.ackedCount);
  }

  /** A new connection counts from zero; what was not acknowledged has to go again. */
  disconnected(): void {
    this.ackedCount = 0;
    // A new line hears anew whether the disk works.
    this.isRefused = false;
    this.sent = [];
    for (const entry of this.entries.values()) if (entry.dirty) entry.unsent = true;
  }

  get dirtyFields(): string[] {
    return Array.from(this.entries)
      .filter(([, entry]) => entry.dirty)
      .map(([field]) => field);
  }

  get isClean(): boolean {
    return this.dirtyFields.length === 0;
  }

  /** What the server may really be trusted to have, given what it says it has. */
  baseline(server: Map<number, number>): Map<number, number> {
    const trusted = new Map(server);
    if (this.isClean) return trusted;
    for (const [client, clock] of this.durable) {
      trusted.set(client, Math.min(clock, server.get(client) ?? 0));
    }
    return trusted;
  }

  isOwn(client: number): boolean {
    return this.durable.has(client);
  }

  state(field: string, connected: boolean, deviceSafe: boolean): SaveState {
    const entry = this.entries.get(field);
    if (entry === undefined) return "empty";
    if (!entry.dirty) return "saved";
    return this.pending(connected, deviceSafe);
  }

  /** The least safe state of all fields together. */
  overall(connected: boolean, deviceSafe: boolean): SaveState {
    return this.isClean ? "saved" : this.pending(connected, deviceSafe);
  }

  private pending(connected: boolean, deviceSafe: boolean): SaveState {
    if (!connected) return deviceSafe ? "offline" : "unsafe";
    if (this.isRefused) return deviceSafe ? "storage" : "unsafe";
    const oldest = this.sent[0]?.at ?? this.now();
    if (this.now() - oldest < LATE_MS) return "saving";
    return deviceSafe ? "late" : "unsafe";
  }

  record(): LedgerRecord {
    const fields = this.dirtyFields;
    return { fields, durable: fields.length === 0 ? [] : Array.from(this.durable) };
  }

  restore(record: LedgerRecord): void {
    for (const [client, clock] of record.durable) {
      if (!this.durable.has(client)) this.durable.set(client, clock);
    }
    for (const field of record.fields) {
      this.entries.set(field, { unsent: true, sentIn: 0, dirty: true });
    }
  }
}
