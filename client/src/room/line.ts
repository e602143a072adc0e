/** What the provider needs from outside, and what it tells. */

import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { SaveLedger } from "./ledger";
import type { RoomEvent } from "./state";

export interface Socket {
  binaryType: string;
  readonly readyState: number;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  onerror: ((event: Event) => void) | null;
  send(data: Uint8Array): void;
  close(code?: number, reason?: string): void;
}

export type Status = "offline" | "connecting" | "syncing" | "synced" | "stopped";
export type StopReason = "no_seat" | "revoked" | "no_table" | "closed";

export interface Handlers {
  status(status: Status, reason: StopReason | null): void;
  event(event: RoomEvent): void;
  error(code: number, why: string): void;
  saved(): void;
}

export interface ProviderOptions {
  doc: Y.Doc;
  awareness: Awareness;
  ledger: SaveLedger;
  handlers: Handlers;
  readOnly: boolean;
  open: () => Socket;
  random?: () => number;
  /** Origin of changes loaded from the device: neither local edits nor from the server. */
  isStored?: (origin: unknown) => boolean;
}
