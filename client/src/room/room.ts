/** The data half of the room in one place; the screen half (view/) only reads this. */

import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { type Clock, ServerTime } from "./clock";
import { Commands, type Outcome, ValueQueue } from "./commands";
import { type Config, socketUrl } from "./config";
import { DeviceCopy } from "./device";
import { DraftStore, UnnamedLines } from "./drafts";
import { draftPrefix } from "./erase";
import { parseField } from "./ids";
import { Keeper } from "./keeper";
import { warnWhenLeaving } from "./leaving";
import { SaveLedger, type SaveState } from "./ledger";
import type { Status, StopReason } from "./line";
import type { Outside } from "./outside";
import { Presence } from "./presence";
import { PrivateAnswers } from "./privates";
import { Provider } from "./provider";
import { EMPTY, type RoomEvent, reduce, type TableState, type Value } from "./state";

export type Told =
  | { type: "status"; status: Status; reason: StopReason | null }
  | { type: "event"; event: RoomEvent; before: TableState }
  | { type: "error"; code: number; why: string }
  | { type: "value_refused"; why: string };

export class Room {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly ledger = new SaveLedger();
  readonly time = new ServerTime();
  readonly commands: Commands;
  readonly values: ValueQueue;
  readonly privates: PrivateAnswers;
  readonly unnamed: UnnamedLines;
  readonly presence: Presence | null;
  readonly copy: DeviceCopy;
  readonly keeper: Keeper | null;
  readonly provider: Provider;
  readonly isScreen: boolean;
  state: TableState = EMPTY;
  seat: string;
  /** Whether the server's picture of the table has arrived at least once. */
  ready = false;
  private wasThere = false;
  private readonly isDurable: () => boolean;
  private listeners = new Set<() => void>();
  private ears = new Set<(told: Told) => void>();
  private changes = 0;
  private changedAt = new Map<string, { first: number; last: number }>();
  private stopAway: () => void;

  constructor(
    readonly config: Config,
    private readonly outside: Outside,
  ) {
    const { table, urls, seats } = config;
    this.isScreen = config.mode === "screen";
    this.seat = seats[0] ?? "";
    const drafts = new DraftStore(draftPrefix(table.id), outside.storage);
    this.isDurable = () => drafts.durable;
    this.copy = new DeviceCopy(table.id, this.doc, this.ledger, outside.storage, this.changed);
    this.keeper = this.isScreen ? null : this.keep();
    this.presence = this.isScreen ? null : new Presence(this.awareness, this.seat);
    if (this.isScreen) this.awareness.setLocalState(null);
    this.provider = this.line(socketUrl(config.socket, outside.location));
    this.commands = new Commands((command) => this.provider.command(command));
    this.values = new ValueQueue(
      (command) => this.provider.command(command),
      drafts,
      (_, why) => this.tell({ type: "value_refused", why }),
    );
    this.privates = new PrivateAnswers(urls.private, outside.ask, drafts, this.sent);
    this.unnamed = new UnnamedLines(urls.unnamed, outside.ask, drafts, this.sent);
    this.doc.on("afterTransaction", this.onTransaction);
    this.awareness.on("change", this.changed);
    this.stopAway = warnWhenLeaving(
      () => this.isScreen || this.erased || this.isClean,
      this.provider.flush,
    );
  }

  private keep(): Keeper {
    return new Keeper({
      table: this.config.table.id,
      storage: this.outside.storage,
      copy: this.copy,
      isClean: () => this.isClean,
      isFinished: () => this.clock.state === "finished",
      isConnected: () => this.connected,
      stop: () => this.provider.destroy(),
      changed: this.changed,
    });
  }

  private line(url: string): Provider {
    return new Provider({
      doc: this.doc,
      awareness: this.awareness,
      ledger: this.ledger,
      readOnly: this.isScreen,
      open: () => this.outside.openSocket(url),
      random: this.outside.random,
      isStored: this.copy.isOrigin,
      handlers: {
        status: (status, reason) => this.onStatus(status, reason),
        event: (event) => this.onEvent(event),
        error: (code, why) => this.tell({ type: "error", code, why }),
        saved: () => {
          this.copy.note();
          this.changed();
        },
      },
    });
  }

  /** Loads the copy of the device first, then opens the line. */
  async start(): Promise<void> {
    if (this.keeper !== null) {
      await this.keeper.open();
      for (const seat of this.config.seats) void this.privates.load(seat);
    }
    void this.unnamed.load();
    this.provider.connect();
  }

  destroy(): void {
    this.stopAway();
    this.keeper?.close();
    this.copy.close();
    this.provider.destroy();
    this.privates.close();
    this.unnamed.close();
    this.awareness.destroy();
  }

  get clock(): Clock {
    return this.state.clock;
  }

  get connected(): boolean {
    return this.provider.status === "synced";
  }

  now(): number {
    return this.time.now();
  }

  isMine(seat: string | null | undefined): boolean {
    return typeof seat === "string" && this.config.seats.includes(seat);
  }

  text(field: string): string {
    return this.doc.share.has(field) ? this.doc.getText(field).toString() : "";
  }

  /** Every text field of one prompt that holds words, in order of appearance. */
  fieldsOf(prompt: string): string[] {
    const found = Array.from(this.doc.share.keys()).filter(
      (field) => parseField(field)?.prompt === prompt && this.text(field).trim() !== "",
    );
    const first = (field: string): number => this.changedAt.get(field)?.first ?? 0;
    return found.sort((a, b) => first(a) - first(b) || (a < b ? -1 : 1));
  }

  lastChange(field: string): number {
    return this.changedAt.get(field)?.last ?? 0;
  }

  saveState(field: string): SaveState {
    const state = this.copy.claim(this.ledger.state(field, this.connected, this.copy.safe));
    return state === "empty" && this.text(field) !== "" ? "saved" : state;
  }

  value(field: string): Value | undefined {
    return this.values.has(field) ? this.values.get(field) : this.state.values[field];
  }

  valueState(field: string): SaveState {
    if (this.values.has(field)) return this.connected ? "saving" : "offline";
    return this.state.values[field] === undefined ? "empty" : "saved";
  }

  get isClean(): boolean {
    const { ledger, values, privates, unnamed } = this;
    return ledger.isClean && values.isClean && privates.isClean && unnamed.isClean;
  }

  overall(): SaveState {
    const text = this.copy.claim(this.ledger.overall(this.connected, this.copy.safe));
    if (text !== "saved" || this.isClean) return text;
    if (!this.isDurable()) return "unsafe";
    if (!this.connected) return "offline";
    return this.unnamed.isRefused || this.privates.isRefused ? "late" : "saving";
  }

  run(name: string, detail: Record<string, unknown> = {}, seat = this.seat): Promise<Outcome> {
    return this.commands.run(seat, name, detail);
  }

  set(field: string, value: Value, seat = this.seat): void {
    this.values.set(seat, field, value);
    this.changed();
  }

  sit(seat: string): void {
    if (seat === this.seat || !this.isMine(seat)) return;
    this.provider.flush();
    this.seat = seat;
    this.presence?.sit(seat);
    void this.run("as");
    this.changed();
  }

  get erased(): boolean {
    return this.keeper?.erased ?? false;
  }

  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  hear(ear: (told: Told) => void): void {
    this.ears.add(ear);
  }

  /** The other road: what came or went over it counts for the copy on the device too. */
  private readonly sent = (): void => {
    if (this.ready) this.keeper?.settle();
    this.changed();
  };

  /** What an address of this server says, or null when it says nothing now. */
  async read(url: string): Promise<unknown> {
    const answer = await this.outside.ask(url).catch(() => null);
    return answer?.ok ? answer.body : null;
  }

  readonly changed = (): void => {
    for (const listener of this.listeners) listener();
  };

  private tell(told: Told): void {
    for (const ear of this.ears) ear(told);
  }

  private onStatus(status: Status, reason: StopReason | null): void {
    if (status === "offline" || status === "stopped") this.commands.disconnected();
    if (status === "synced") {
      this.values.resend();
      this.privates.retry();
      void this.unnamed.retry();
      if (this.wasThere) void this.unnamed.load(); // what came meanwhile is not told again
      this.wasThere = true;
    }
    // Before any words go out: the seat of the line is the recorded writer of what it carries.
    if (status === "syncing" && this.config.seats.length > 1) void this.run("as");
    this.tell({ type: "status", status, reason });
    void this.keeper?.fit();
    this.changed();
  }

  private onEvent(event: RoomEvent): void {
    if ("now" in event) this.time.observe(event.now);
    const before = this.state;
    this.state = reduce(before, event);
    if (event.type === "state") {
      if (!this.ready) this.keeper?.firstSeen(this.clock.state === "finished");
      this.ready = true;
    }
    if (event.type === "unnamed") void this.unnamed.load();
    if (event.type === "storage") this.ledger.isRefused = !event.ok;
    if (!this.commands.answer(event)) this.values.answer(event);
    this.tell({ type: "event", event, before });
    this.keeper?.mark();
    if (event.type === "clock") void this.keeper?.fit();
    this.changed();
  }

  private onTransaction = (transaction: Y.Transaction): void => {
    let touched = false;
    for (const type of transaction.changed.keys()) {
      const field = Y.findRootTypeKey(type as Y.AbstractType<unknown>);
      const last = ++this.changes;
      this.changedAt.set(field, { first: this.changedAt.get(field)?.first ?? last, last });
      if (transaction.local) {
        const { clientID } = this.doc;
        this.ledger.touch(field, clientID, transaction.beforeState.get(clientID) ?? 0);
        touched = true;
      }
    }
    if (transaction.changed.size === 0) return;
    if (touched) {
      this.copy.note();
      this.keeper?.mark();
    }
    this.changed();
  };
}
