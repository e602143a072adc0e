/**
 * The copy on the device: the live document in IndexedDB, the books of the ledger beside it.
 * Whether writing there really works decides what the screen may say.
 */

import { IndexeddbPersistence } from "y-indexeddb";
import type * as Y from "yjs";
import type { LedgerRecord, SaveLedger } from "./ledger";

const PATIENCE_MS = 3000;
const PROBE = "overbrug-probe";
const INDEX = "overbrug:finished";
const DAY_MS = 24 * 3600 * 1000;

const databaseName = (table: string): string => `overbrug-${table}`;
export const draftPrefix = (table: string): string => `overbrug:${table}:`;

/** Storage may be switched off; asking for it then throws. */
export function localStore(): Storage | null {
  try {
    const store = window.localStorage;
    store.setItem("overbrug:probe", "1");
    store.removeItem("overbrug:probe");
    return store;
  } catch {
    return null;
  }
}

export class DeviceCopy {
  /** True while what is typed also reaches the device's own disk. */
  safe = false;
  isErased = false;
  private store: IndexeddbPersistence | null = null;
  private writing = false;
  private again = false;

  constructor(
    private readonly table: string,
    private readonly doc: Y.Doc,
    private readonly ledger: SaveLedger,
    private readonly storage: Storage | null,
    private readonly changed: () => void,
  ) {}

  isOrigin = (origin: unknown): boolean => this.store !== null && origin === this.store;

  /** Resolves when the stored text is loaded, or after a few seconds without it. */
  async open(): Promise<void> {
    if (!(await canStore())) return;
    this.isErased = false;
    this.store = new IndexeddbPersistence(databaseName(this.table), this.doc);
    await Promise.race([this.load(this.store), pause(PATIENCE_MS)]);
  }

  private async load(store: IndexeddbPersistence): Promise<void> {
    await store.whenSynced;
    const record = await store.get("ledger").catch(() => null);
    if (typeof record === "string") this.ledger.restore(JSON.parse(record) as LedgerRecord);
    this.safe = true;
    this.changed();
  }

  /**
   * Writes the books; the same disk holds the text, so its answer tells for both.
   * One write at a time: what comes meanwhile is written once, after it.
   */
  note(): void {
    if (this.store === null) return;
    if (this.writing) {
      this.again = true;
      return;
    }
    this.writing = true;
    // Not at once: the text of this very edit must be on its way to the disk before its books.
    void Promise.resolve()
      .then(() => this.store?.set("ledger", JSON.stringify(this.ledger.record())))
      .then(
        () => this.settle(true),
        () => this.settle(false),
      );
  }

  private settle(safe: boolean): void {
    this.writing = false;
    if (safe !== this.safe) {
      this.safe = safe;
      this.changed();
    }
    if (!this.again) return;
    this.again = false;
    this.note();
  }

  async erase(): Promise<void> {
    const { store } = this;
    this.store = null;
    this.isErased = true;
    await store?.destroy();
    await eraseTable(this.table, this.storage);
  }
}

async function canStore(): Promise<boolean> {
  const probe = new Promise<boolean>((resolve) => {
    try {
      const request = indexedDB.open(PROBE);
      request.onsuccess = () => {
        request.result.close();
        indexedDB.deleteDatabase(PROBE);
        resolve(true);
      };
      request.onerror = () => resolve(false);
    } catch {
      resolve(false);
    }
  });
  return Promise.race([probe, pause(PATIENCE_MS).then(() => false)]);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => window.setTimeout(resolve, ms));
}

/** Removes everything this device holds of a table. */
export async function eraseTable(table: string, storage: Storage | null): Promise<void> {
  await new Promise<void>((resolve) => {
    try {
      const request = indexedDB.deleteDatabase(databaseName(table));
      request.onsuccess = request.onerror = request.onblocked = () => resolve();
    } catch {
      resolve();
    }
  });
  if (storage === null) return;
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "");
  for (const key of keys) if (key.startsWith(draftPrefix(table))) storage.removeItem(key);
  forget(table, storage);
}

type Finished = Record<string, number>;

function finished(storage: Storage): Finished {
  try {
    return JSON.parse(storage.getItem(INDEX) ?? "{}") as Finished;
  } catch {
    return {};
  }
}

/** Remembers since when a table is finished with everything acknowledged. */
export function remember(table: string, storage: Storage | null, now: number): void {
  if (storage === null) return;
  const index = finished(storage);
  if (index[table] !== undefined) return;
  storage.setItem(INDEX, JSON.stringify({ ...index, [table]: now }));
}

export function forget(table: string, storage: Storage | null): void {
  if (storage === null) return;
  const { [table]: _, ...rest } = finished(storage);
  if (Object.keys(rest).length === 0) storage.removeItem(INDEX);
  else storage.setItem(INDEX, JSON.stringify(rest));
}

/** Erases the copies of tables that were finished and safe more than a day ago. */
export async function sweepDevice(storage: Storage | null, now: number): Promise<string[]> {
  if (storage === null) return [];
  const index = finished(storage);
  const old = Object.keys(index).filter((table) => now - (index[table] ?? now) >= DAY_MS);
  for (const table of old) await eraseTable(table, storage);
  return old;
}
