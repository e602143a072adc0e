/**
 * What a table leaves on a device, and taking it away. Every page sweeps, not only the room:
 * so this file knows nothing of the live document.
 */

const INDEX = "overbrug:finished";
const DAY_MS = 24 * 3600 * 1000;
/** A tab that was asked to let go needs a moment. */
const LET_GO_MS = 1000;

export const databaseName = (table: string): string => `overbrug-${table}`;
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

/**
 * Removes everything this device holds of a table. False when another tab holds the copy;
 * the browser then removes it as soon as that tab closes, and `later` is called.
 */
export async function eraseTable(
  table: string,
  storage: Storage | null,
  later: () => void = () => {},
): Promise<boolean> {
  const gone = await new Promise<boolean>((resolve) => {
    try {
      const request = indexedDB.deleteDatabase(databaseName(table));
      request.onsuccess = request.onerror = () => resolve(true);
      request.onblocked = () => window.setTimeout(() => resolve(false), LET_GO_MS);
      request.addEventListener("success", () => {
        forget(table, storage);
        later();
      });
    } catch {
      forget(table, storage);
      resolve(true);
    }
  });
  // What is remembered of it stays until then, so that the next sweep tries again.
  if (storage === null) return gone;
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "");
  for (const key of keys) if (key.startsWith(draftPrefix(table))) storage.removeItem(key);
  return gone;
}

/** Whether words are kept here that the server never got. */
export function hasDrafts(table: string, storage: Storage | null): boolean {
  if (storage === null) return false;
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "");
  return keys.some((key) => key.startsWith(draftPrefix(table)));
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
  const { [table]: since, ...rest } = finished(storage);
  if (since === undefined) return;
  if (Object.keys(rest).length === 0) storage.removeItem(INDEX);
  else storage.setItem(INDEX, JSON.stringify(rest));
}

/**
 * Erases the copies of tables that were finished and safe more than a day ago; never words that
 * were not sent, whatever became of the page that wrote them.
 */
export async function sweepDevice(storage: Storage | null, now: number): Promise<string[]> {
  if (storage === null) return [];
  const index = finished(storage);
  const old = Object.keys(index).filter(
    (table) => now - (index[table] ?? now) >= DAY_MS && !hasDrafts(table, storage),
  );
  for (const table of old) await eraseTable(table, storage);
  return old;
}
