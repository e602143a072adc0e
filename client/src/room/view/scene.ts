/** What every part of the screen may use: the room, the voice, and which step is looked at. */

import type { Announcer } from "../announcer";
import type { Outcome } from "../commands";
import type { Block } from "../config";
import type { Room } from "../room";
import { awayMs, people, type SeatInfo, seatOf } from "../state";
import { k, t } from "../texts";

export const TIMEKEEPER = "timekeeper";
export const PROBER = "prober";
const GRACE_SECONDS = 60;

const MOVES = new Set(["begin", "next", "back", "finish", "reopen"]);

const REFUSED: Record<string, string> = {
  not_timekeeper: k("refused.not_timekeeper"),
  role_held: k("refused.role_held"),
  no_such_role: k("refused.other"),
  no_such_field: k("refused.other"),
  bad_value: k("refused.other"),
  not_your_seat: k("refused.not_your_seat"),
  read_only: k("refused.read_only"),
  finished: k("refused.finished"),
  not_running: k("refused.not_running"),
  too_fast: k("refused.too_fast"),
  offline: k("refused.offline"),
  lost: k("refused.lost"),
  no_answer: k("refused.lost"),
};

export interface NoticeBoard {
  say(text: string, kind?: "caution" | "error" | "calm", aloud?: string): void;
  offer(text: string, action: string, act: () => void, holds: () => boolean): void;
  clear(): void;
}

/** Where what the table was told can be read back. */
export interface Log {
  note(words: string): void;
}

export class Scene {
  /** The step someone looks at without moving the table; null follows the table. */
  looking: number | null = null;
  /** Step changes this person asked for: only then the heading takes the focus. */
  private asked = 0;
  /** Lines without a name that are still being written, by field: they outlive their box. */
  private halfWritten = new Map<string, string>();
  notices: NoticeBoard | null = null;
  log: Log | null = null;
  render: () => void = () => {};

  constructor(
    readonly room: Room,
    readonly announcer: Announcer,
  ) {}

  /** What happened to everybody: said, and kept to be read back. */
  tell(words: string, topic = ""): void {
    this.announcer.say(words, topic);
    this.log?.note(words);
  }

  /** For the `lang` of what people wrote; null when the whole page is in that language. */
  get spoken(): string | null {
    const { spoken, language } = this.room.config;
    return spoken && spoken !== language ? spoken : null;
  }

  get blocks(): Block[] {
    return this.room.config.card.blocks;
  }

  get step(): number {
    return Math.min(this.room.clock.step, this.blocks.length - 1);
  }

  get shown(): number {
    return this.looking ?? this.step;
  }

  /** Per person: who sits down at this device later does not read along. */
  halfLine(field: string): string {
    return this.halfWritten.get(`${this.room.seat}|${field}`) ?? "";
  }

  keepHalfLine(field: string, text: string): void {
    this.halfWritten.set(`${this.room.seat}|${field}`, text);
  }

  look(step: number | null): void {
    this.looking = step === this.step ? null : step;
    this.asked++;
    this.notices?.clear();
    this.render();
  }

  /** True once after this person moved to another step. */
  takeAsked(): boolean {
    const asked = this.asked > 0;
    this.asked = 0;
    return asked;
  }

  /** Clock and role commands: the answer is said in words when it is no. */
  async run(name: string, detail: Record<string, unknown> = {}, seat?: string): Promise<Outcome> {
    if (MOVES.has(name)) this.asked++;
    const outcome = await this.room.run(name, detail, seat ?? this.room.seat);
    if (!outcome.ok) {
      this.asked = 0;
      this.notices?.say(t(REFUSED[outcome.why] ?? "refused.other"), "caution");
    }
    return outcome;
  }

  /** The seat that speaks to the clock: the timekeeper when that is one of ours. */
  get clockSeat(): string {
    const holder = this.room.state.roles[TIMEKEEPER];
    return this.room.isMine(holder) ? (holder as string) : this.room.seat;
  }

  get mayKeepTime(): boolean {
    const holder = this.room.state.roles[TIMEKEEPER] ?? null;
    return holder === null || this.room.isMine(holder) || !this.isHere(holder);
  }

  isHere(seat: string): boolean {
    return this.room.state.here.includes(seat) || this.room.isMine(seat);
  }

  /** Minutes away, once the grace period has passed; 0 before. */
  minutesAway(seat: string): number {
    if (this.room.isMine(seat)) return 0;
    const away = awayMs(this.room.state, seat, this.room.now());
    const grace = (this.room.config.graceSeconds ?? GRACE_SECONDS) * 1000;
    return away >= grace ? Math.max(1, Math.floor(away / 60_000)) : 0;
  }

  people(): SeatInfo[] {
    return people(this.room.state);
  }

  seat(id: string | null): SeatInfo | undefined {
    return seatOf(this.room.state, id);
  }

  /** Nobody sits behind a big screen. */
  private isYou(id: string | null): boolean {
    return id !== null && id === this.room.seat && !this.room.isScreen;
  }

  /** "jij" for the one who writes here now, otherwise initials. */
  who(id: string | null): string {
    if (this.isYou(id)) return t("who.you");
    return this.seat(id)?.initials ?? t("who.someone");
  }

  name(id: string | null): string {
    return this.isYou(id) ? t("who.you") : this.nameOf(id);
  }

  /** The name itself, also of who writes here now. */
  nameOf(id: string | null): string {
    return this.seat(id)?.name ?? t("who.someone");
  }
}
