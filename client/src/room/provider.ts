/**
 * The line to the room: y-websocket's wire with our acks, events and errors.
 *
 *   offline -> connecting -> syncing (state vectors compared) -> synced -> offline ...
 *
 * What this device wrote is sent as ordinary updates, which the server counts and acknowledges;
 * only then a field is called saved (ledger.ts). Foreign text the server lacks, after a crash,
 * goes back as a step-2 reply: it is stored, but we are not recorded as its writer.
 */

import {
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from "y-protocols/awareness";
import * as Y from "yjs";
import type { ProviderOptions, Socket, Status, StopReason } from "./line";
import { Backoff, ending, onWake } from "./reconnect";
import { PART_BYTES, split } from "./split";
import { lacking } from "./sync";
import { Watchdog } from "./watchdog";
import {
  awarenessFrame,
  type Command,
  commandFrame,
  decode,
  type Incoming,
  step1Frame,
  step2Frame,
  updateFrame,
} from "./wire";

export const DEBOUNCE_MS = 150;
const PRESENCE_MS = 500;
const OPEN = 1;

export class Provider {
  status: Status = "offline";
  private socket: Socket | null = null;
  private backoff: Backoff;
  private retryTimer: number | undefined;
  private flushTimer: number | undefined;
  private presenceTimer: number | undefined;
  private outbox: Uint8Array[] = [];
  private sentUpdates = 0;
  private server: { vector: Uint8Array | null; update: Uint8Array | null } = emptyAnswer();
  private stopWake: () => void;
  private begun = false;
  private watchdog = new Watchdog(
    () => this.askState(),
    () => this.drop(),
  );

  constructor(private readonly options: ProviderOptions) {
    this.backoff = new Backoff(options.random);
    options.doc.on("update", this.onDocUpdate);
    options.awareness.on("update", this.onAwareness);
    this.stopWake = onWake((slept) => this.wake(slept));
    window.addEventListener("pagehide", this.flush);
    window.addEventListener("offline", this.onOffline);
    document.addEventListener("visibilitychange", this.flush);
  }

  connect(): void {
    if (this.socket !== null || this.status === "stopped") return;
    this.begun = true;
    window.clearTimeout(this.retryTimer);
    this.setStatus("connecting");
    const socket = this.options.open();
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => socket === this.socket && this.opened();
    socket.onmessage = (event) => socket === this.socket && this.received(event.data);
    socket.onclose = (event) => socket === this.socket && this.closed(event.code);
    this.watchdog.opening();
  }

  destroy(): void {
    this.stop("closed");
    this.options.doc.off("update", this.onDocUpdate);
    this.options.awareness.off("update", this.onAwareness);
    window.removeEventListener("pagehide", this.flush);
    window.removeEventListener("offline", this.onOffline);
    document.removeEventListener("visibilitychange", this.flush);
    this.stopWake();
  }

  /** Whether the command went out: commands about clock and roles are never kept for later. */
  command(command: Command): boolean {
    if (this.status !== "synced" && this.status !== "syncing") return false;
    return this.send(commandFrame(command));
  }

  /** Text came from the device after the line was already in use: compare again. */
  resync(): void {
    if (this.status !== "synced") return;
    this.flush();
    this.server = { vector: this.server.vector, update: null };
    this.setStatus("syncing");
    this.askState();
  }

  private opened(): void {
    this.sentUpdates = 0;
    this.server = emptyAnswer();
    this.setStatus("syncing");
    this.askState();
    // The server told the others that we left: only a newer state counts as being back.
    const { awareness } = this.options;
    if (awareness.getLocalState() !== null) awareness.setLocalState(awareness.getLocalState());
    this.sendPresence();
    this.watchdog.heard();
  }

  private received(data: ArrayBuffer): void {
    this.watchdog.heard();
    let message: Incoming;
    try {
      message = decode(new Uint8Array(data));
      this.handle(message);
    } catch (error) {
      // One frame that cannot be read must not end the talk; the next sync mends the text.
      console.error("room: unreadable frame", error);
    }
  }

  private handle(message: Incoming): void {
    const { doc, awareness, ledger, handlers } = this.options;
    switch (message.kind) {
      case "step1":
        this.server.vector = message.vector;
        return this.compare();
      case "step2":
        Y.applyUpdate(doc, message.update, this);
        this.server.update = message.update;
        return this.compare();
      case "update":
        return Y.applyUpdate(doc, message.update, this);
      case "awareness":
        return applyAwarenessUpdate(awareness, message.update, this);
      case "ack":
        ledger.acked(message.count);
        return handlers.saved();
      case "event":
        return handlers.event(message.event);
      case "error":
        if (message.why === "elsewhere") this.backoff.expected(message.retryMs);
        return handlers.error(message.code, message.why);
    }
  }

  /** With both answers in hand: send what the server lacks and call the line synced. */
  private compare(): void {
    const { vector, update } = this.server;
    if (this.status !== "syncing" || vector === null || update === null) return;
    this.backoff.reset();
    this.outbox = [];
    if (!this.options.readOnly) this.sendMissing(vector, update);
    this.setStatus("synced");
  }

  private sendMissing(vector: Uint8Array, update: Uint8Array): void {
    const { foreign, own } = lacking(this.options.doc, this.options.ledger, vector, update);
    for (const part of foreign) this.send(step2Frame(part));
    this.sendUpdates(own);
  }

  /** Booked before they leave: a line that breaks now is booked as broken by `release`. */
  private sendUpdates(updates: Uint8Array[]): void {
    const { doc, ledger, handlers } = this.options;
    this.sentUpdates += updates.length;
    ledger.flushed(this.sentUpdates, doc.clientID, Y.getState(doc.store, doc.clientID));
    for (const update of updates) this.send(updateFrame(update));
    if (updates.length === 0) ledger.acked(0);
    else this.watchdog.sent();
    handlers.saved();
  }

  private onDocUpdate = (
    update: Uint8Array,
    origin: unknown,
    _: Y.Doc,
    tr: Y.Transaction,
  ): void => {
    if (origin === this || this.options.readOnly) return;
    if (this.options.isStored?.(origin)) return this.resync();
    if (!tr.local) return;
    this.outbox.push(update);
    this.flushTimer ??= window.setTimeout(this.flush, DEBOUNCE_MS);
  };

  /** Everything typed since the last message, as one update (or several small ones). */
  flush = (): void => {
    window.clearTimeout(this.flushTimer);
    this.flushTimer = undefined;
    if (this.status !== "synced" || this.outbox.length === 0) return;
    const update = Y.mergeUpdates(this.outbox);
    this.outbox = [];
    this.sendUpdates(split(update, PART_BYTES));
  };

  private onAwareness = (_: unknown, origin: unknown): void => {
    if (origin !== "local" || this.options.readOnly) return;
    this.presenceTimer ??= window.setTimeout(() => this.sendPresence(), PRESENCE_MS);
  };

  private sendPresence(): void {
    window.clearTimeout(this.presenceTimer);
    this.presenceTimer = undefined;
    const { awareness, readOnly } = this.options;
    if (readOnly || awareness.getLocalState() === null) return;
    this.send(awarenessFrame(encodeAwarenessUpdate(awareness, [awareness.clientID])));
  }

  private send(frame: Uint8Array): boolean {
    if (this.socket?.readyState !== OPEN) return false;
    this.socket.send(frame);
    return true;
  }

  /** Any server answers a state vector. */
  private askState(): void {
    this.send(step1Frame(Y.encodeStateVector(this.options.doc)));
  }

  private wake(slept: boolean): void {
    if (this.status === "stopped" || !this.begun) return;
    this.backoff.reset();
    // After sleep the line is often dead without knowing it, and the clock may have stood
    // still: a new line is cheaper than finding out.
    if (this.socket === null) this.connect();
    else if (slept || this.socket.readyState > OPEN) this.drop();
    else this.watchdog.woke();
  }

  private drop(): void {
    this.release();
    this.setStatus("offline");
    this.connect();
  }

  /** The device itself says so, long before the line finds out. */
  private onOffline = (): void => {
    if (this.socket !== null) this.closed(1006);
  };

  private closed(code: number): void {
    this.release();
    const end = ending(code);
    if (!end.retry) return this.stop(end.reason);
    this.setStatus("offline");
    window.clearTimeout(this.retryTimer);
    const wait = this.backoff.next(end.atLeast);
    this.retryTimer = window.setTimeout(() => this.connect(), wait);
  }

  private release(): void {
    const { doc, awareness, ledger } = this.options;
    const socket = this.socket;
    this.socket = null;
    this.watchdog.stop();
    ledger.disconnected();
    const others = Array.from(awareness.getStates().keys()).filter((id) => id !== doc.clientID);
    removeAwarenessStates(awareness, others, this);
    if (socket !== null && socket.readyState <= OPEN) socket.close();
  }

  private stop(reason: StopReason): void {
    window.clearTimeout(this.retryTimer);
    window.clearTimeout(this.flushTimer);
    this.release();
    this.setStatus("stopped", reason);
  }

  private setStatus(status: Status, reason: StopReason | null = null): void {
    if (status === this.status) return;
    this.status = status;
    this.options.handlers.status(status, reason);
  }
}

function emptyAnswer(): { vector: Uint8Array | null; update: Uint8Array | null } {
  return { vector: null, update: null };
}
