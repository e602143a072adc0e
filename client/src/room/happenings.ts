/**
 * What others did at this table, in order. Kept as long as the page is open, and nothing is left
 * out: who cannot watch the strips change finds here what went by.
 */

import * as Y from "yjs";
import { parseField } from "./ids";
import type { Room, Told } from "./room";
import type { RoomEvent, TableState } from "./state";

/** Somebody who writes on in one box within this time stays one line of the log. */
const SAME_MS = 60_000;

export type Kind = "wrote" | "answered" | "unnamed" | "told";

export interface Happening {
  id: number;
  /** The clock of the server, so that all devices write the same time. */
  at: number;
  kind: Kind;
  /** Where; empty for what was told to everybody. */
  field: string;
  words: string;
}

export class Happenings {
  readonly all: Happening[] = [];
  private latest = new Map<string, Happening>();
  /** The text of before this page was opened is no news. */
  private isThere = false;

  constructor(
    private readonly room: Room,
    private readonly heard: (happening: Happening) => void,
  ) {
    room.doc.on("afterTransaction", (transaction) => this.written(transaction));
    room.hear((told) => this.told(told));
  }

  /** What the table was told in words. */
  note(words: string): void {
    this.put("told", "", words);
  }

  private written(transaction: Y.Transaction): void {
    const { room } = this;
    if (!this.isThere || transaction.local || room.copy.isOrigin(transaction.origin)) return;
    for (const type of transaction.changed.keys()) {
      const field = Y.findRootTypeKey(type as Y.AbstractType<unknown>);
      if (this.isOfOthers(field)) this.put("wrote", field, room.text(field));
    }
  }

  private told(told: Told): void {
    if (told.type === "status" && told.status === "synced") this.isThere = true;
    if (told.type === "event" && this.isThere) this.event(told.event, told.before);
  }

  private event(event: RoomEvent, before: TableState): void {
    if (event.type === "value") this.answered([event.field], before);
    // What was chosen while the line was gone comes as one picture.
    if (event.type === "state") this.answered(Object.keys(event.state.values), before);
    if (event.type === "unnamed") this.put("unnamed", event.field, "");
  }

  private answered(fields: string[], before: TableState): void {
    const now = this.room.state.values;
    const news = (field: string): boolean =>
      JSON.stringify(now[field]) !== JSON.stringify(before.values[field]);
    for (const field of fields) {
      if (news(field) && this.isOfOthers(field)) this.put("answered", field, "");
    }
  }

  private isOfOthers(field: string): boolean {
    const owner = parseField(field)?.owner;
    return owner !== undefined && !this.room.isMine(owner);
  }

  private put(kind: Kind, field: string, words: string): void {
    const at = this.room.now();
    const old = field === "" ? undefined : this.latest.get(`${kind} ${field}`);
    const goesOn = old !== undefined && at - old.at < SAME_MS;
    if (goesOn) this.all.splice(this.all.lastIndexOf(old), 1);
    const happening = { id: goesOn ? old.id : ++counter, at, kind, field, words };
    this.all.push(happening);
    this.latest.set(`${kind} ${field}`, happening);
    this.heard(happening);
  }
}

let counter = 0;
