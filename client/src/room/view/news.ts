/** What happens at the table, said once and politely; tells what is worth interrupting for. */

import { Signals } from "../clock";
import type { Told } from "../room";
import type { RoomEvent, TableState } from "../state";
import { k, plural, t } from "../texts";
import { h } from "./dom";
import type { Notices } from "./notices";
import type { Scene } from "./scene";

const STOPPED: Record<string, string> = {
  no_seat: k("stopped.no_seat"),
  revoked: k("stopped.revoked"),
  no_table: k("stopped.no_table"),
  foreign_client: k("stopped.foreign_client"),
};

/** What stays so until the line begins anew: said once, at the top, instead of at each try. */
const STUCK: Record<string, string> = {
  other_text: k("error.other_text"),
  share_full: k("error.share_full"),
  cannot_be_read_kept: k("error.cannot_be_read"),
};

const LAST_WORDS = new Set([4401, 4403, 4404]);

export class News {
  private signals = new Signals();
  private wasConnected = false;
  private owesKept = false;
  /** Why the server said it ends the line, right before it did. */
  private lastWhy = "";

  constructor(
    private readonly scene: Scene,
    private readonly notices: Notices,
  ) {
    scene.room.hear((told) => this.told(told));
  }

  /** Time goes on: 20 % and 5 % left are said once each, never the seconds. */
  tick(): void {
    const { scene } = this;
    const { room } = scene;
    this.sayWhenKept();
    if (room.clock.state !== "running") return;
    const signal = this.signals.check(room.clock, room.now());
    if (signal === "nearly") scene.tell(t("clock.say_nearly"), "clock");
    if (signal === "round-off") scene.tell(t("clock.say_round_off"), "clock");
    if (signal === "over") scene.tell(t("clock.say_over"), "clock");
  }

  /** Who heard that the line was gone hears once that nothing is left behind. */
  private sayWhenKept(): void {
    const { scene } = this;
    const { room } = scene;
    if (!this.owesKept || !room.connected || !room.isClean) return;
    this.owesKept = false;
    scene.tell(t("save.all_saved"));
  }

  private told(told: Told): void {
    if (told.type === "event") this.event(told.event, told.before);
    else if (told.type === "status") this.status(told.status, told.reason);
    else if (told.type === "error") this.error(told.code, told.why);
    else this.notices.say(t("refused.value"), "caution");
  }

  /** Right before the line ends for good: that has a message of its own. */
  private error(code: number, why: string): void {
    this.lastWhy = why;
    const stuck = STUCK[why];
    if (stuck !== undefined) this.notices.keep("stuck", () => errorNotice(t(stuck)));
    else if (!LAST_WORDS.has(code)) this.notices.say(errorWords(code), "error");
  }

  private status(status: string, reason: string | null): void {
    const { scene } = this;
    const { room } = scene;
    if (status === "offline") this.notices.hush();
    if (status === "synced") {
      if (!this.wasConnected && room.ready && this.said) scene.tell(t("save.back"));
      this.wasConnected = true;
      this.lastWhy = "";
      this.notices.keep("stuck", null);
    } else if (this.wasConnected && status === "offline") {
      this.wasConnected = false;
      this.sayIfLasting();
    }
    const words = STOPPED[this.lastWhy] ?? STOPPED[reason ?? ""];
    if (status === "stopped" && words) this.notices.keep("stopped", () => this.stopped(t(words)));
  }

  private said = false;

  /** A blink of the network is nobody's news. */
  private sayIfLasting(): void {
    this.said = false;
    window.setTimeout(() => {
      if (this.scene.room.connected) return;
      this.said = true;
      this.owesKept = true;
      this.scene.tell(t("save.say_offline"));
    }, 2000);
  }

  private stopped(words: string): HTMLElement {
    const { join } = this.scene.room.config.urls;
    const link = join ? h("a", { href: join }, t("stopped.sit_again")) : null;
    return errorNotice(words, link);
  }

  private event(event: RoomEvent, before: TableState): void {
    if (event.type === "clock") this.clock(event, before);
    if (event.type === "roles") this.roles(event, before);
    if (event.type === "seats" && event.taken_back) this.takenBack(event.taken_back);
    if (event.type === "storage" && event.ok) this.scene.tell(t("save.say_storage_back"));
  }

  /** One of several seats here went to another device; with one seat the line ends instead. */
  private takenBack(seat: string): void {
    const { room } = this.scene;
    if (!room.isMine(seat) || room.config.seats.length === 1) return;
    this.notices.say(t("stopped.taken_back", { name: this.scene.nameOf(seat) }), "caution");
  }

  private clock(event: Extract<RoomEvent, { type: "clock" }>, before: TableState): void {
    const { scene } = this;
    const now = event.clock;
    const was = before.clock;
    if (now.step !== was.step || was.state === "waiting") return;
    if (now.state === "paused" && was.state === "running") scene.tell(t("clock.paused"));
    if (now.state === "running" && was.state === "paused") scene.tell(t("clock.resumed"));
    const minutes = Math.round((now.added_s - was.added_s) / 60);
    if (minutes > 0) scene.tell(plural("clock.added_one", "clock.added_many", minutes));
  }

  /** A role never changes hands silently. */
  private roles(event: Extract<RoomEvent, { type: "roles" }>, before: TableState): void {
    const { scene } = this;
    if (event.how === "redealt" || event.how === "dealt") {
      return this.show(`${this.whoDealt(event)} ${this.dealtHere(event.roles)}`.trim());
    }
    for (const { id, name } of scene.room.config.card.roles) {
      const holder = event.roles[id] ?? null;
      if (holder === (before.roles[id] ?? null) || holder === null) continue;
      const words = t("roles.now", { role: name, name: scene.name(holder) });
      const affects =
        event.how === "taken_over" || (event.how === "given" && scene.room.isMine(holder));
      if (affects) this.show(words);
      else scene.tell(words);
    }
  }

  /** Told to everybody, and shown here as well. */
  private show(words: string): void {
    this.scene.tell(words);
    this.notices.say(words, "calm", "");
  }

  private whoDealt({ how, by }: Extract<RoomEvent, { type: "roles" }>): string {
    const again = how === "redealt";
    if (by === undefined || by === this.scene.room.seat) {
      return t(again ? "roles.redealt" : "roles.dealt");
    }
    return t(again ? "roles.redealt_by" : "roles.dealt_by", { name: this.scene.name(by) });
  }

  private dealtHere(roles: TableState["roles"]): string {
    const { room } = this.scene;
    const mine = room.config.card.roles.filter(({ id }) => room.isMine(roles[id]));
    if (mine.length === 0) return "";
    if (room.config.seats.length === 1) {
      return t("roles.dealt_you", { roles: mine.map(({ name }) => name).join(", ") });
    }
    const named = mine.map(({ id, name }) => `${name} ${this.scene.name(roles[id] ?? null)}`);
    return t("roles.dealt_here", { roles: named.join(", ") });
  }
}

function errorNotice(words: string, link: HTMLElement | null = null): HTMLElement {
  return h("div", { class: "notice error" }, h("span", {}, words), link);
}

function errorWords(code: number): string {
  if (code === 4413) return t("error.too_large");
  if (code === 4409) return t("error.too_many");
  return t("error.server");
}
