/**
 * The copy on the device: the live document in IndexedDB, the books of the ledger beside it.
 * Whether writing there really works decides what the screen may say.
 */

import { IndexeddbPersistence } from "y-indexeddb";
import type * as Y from "yjs";
import { databaseName, eraseTable } from "./erase";
import type { LedgerRecord, SaveLedger, SaveState } from "./ledger";

const PATIENCE_MS = 3000;
const PROBE = "overbrug-probe";
/** What the screen says of words that are on this device and nowhere else. */
const ON_DEVICE: ReadonlySet<SaveState> = new Set(["offline", "late", "storage"]);
// The names that y-indexeddb gives its stores.
const [TEXT, BOOKS] = ["updates", "custom"];

export class DeviceCopy {
  /** True while what is typed also reaches the device's own disk. */
  safe = false;
  isErased = false;
  /** Wiped as far as this tab goes, but another tab still holds the copy. */
  isHeld = false;
  private store: IndexeddbPersistence | null = null;
  private writing = false;
  private again = false;
  /** Somebody was told less than was hoped, and waits for the end of the writing. */
  private isAwaited = false;

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
    // lib0 closes a database that another tab deletes; from then on nothing is written there.
    store.db?.addEventListener("versionchange", () => void this.taken(store));
    this.safe = true;
    this.changed();
  }

  /** Another tab wiped the device. Words that are only here are put back at once. */
  private async taken(store: IndexeddbPersistence): Promise<void> {
    if (store !== this.store) return;
    this.store = null;
    this.safe = false;
    this.isErased = this.ledger.isClean;
    this.changed();
    await store.destroy();
    if (this.isErased) return;
    await this.open();
    this.note();
  }

  /** What may be said now: words that are still on their way to this device are not on it. */
  claim(state: SaveState): SaveState {
    if (!this.writing || !ON_DEVICE.has(state)) return state;
    this.isAwaited = true;
    return "saving";
  }

  /**
   * Writes the books after the text of every edit so far, so that its answer tells for both.
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
      .then(() => this.write())
      .then(
        () => this.settle(true),
        () => this.settle(false),
      );
  }

  /** One transaction over text and books waits for those before it; strict: an empty battery takes nothing. */
  private async write(): Promise<void> {
    const db = await this.store?._db;
    if (!db) return;
    const work = db.transaction([TEXT, BOOKS], "readwrite", { durability: "strict" });
    work.objectStore(BOOKS).put(JSON.stringify(this.ledger.record()), "ledger");
    await new Promise<void>((done, fail) => {
      work.oncomplete = () => done();
      work.onabort = () => fail(work.error);
    });
  }

  private settle(safe: boolean): void {
    const isOver = !this.again;
    const isNews = safe !== this.safe || (isOver && this.isAwaited);
    this.safe = safe;
    this.writing = false;
    if (isOver) this.isAwaited = false;
    this.again = false;
    if (!isOver) this.note();
    if (isNews) this.changed();
  }

  /** Stops writing; what is there stays. */
  close(): void {
    const { store } = this;
    this.store = null;
    void store?.destroy();
  }

  /** Resolves when the copy is gone, or when it turns out that another tab holds it. */
  async erase(): Promise<void> {
    const { store } = this;
    this.store = null;
    this.isErased = true;
    this.safe = false;
    await store?.destroy();
    const letGo = (): void => {
      this.isHeld = false;
      this.changed();
    };
    this.isHeld = !(await eraseTable(this.table, this.storage, letGo));
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
