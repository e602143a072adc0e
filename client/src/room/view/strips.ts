/** Answers of others on slips, appearing as they type; with a dot button when dots are asked. */

import { plural, t } from "../texts";
import { h, hidden, icon, newId, Rows, setAttribute, setClass, setText, show } from "./dom";
import type { Scene } from "./scene";

export interface Strip {
  key: string;
  /** null: a line without a name. */
  seat: string | null;
  text: string;
  typing: boolean;
  parts?: { label: string; text: string }[];
}

export interface DotButton {
  state(field: string): { mine: number; total: number; left: number };
  give(field: string): void;
  takeBack(field: string): void;
}

export class StripList {
  readonly el: HTMLElement;
  private rows: Rows<Strip>;

  constructor(
    private readonly scene: Scene,
    private readonly dots: DotButton | null = null,
  ) {
    this.el = h("ul", { class: "strips two-wide" });
    this.rows = new Rows(
      this.el,
      (strip) => strip.key,
      (strip) => new StripRow(this.scene, strip, this.dots),
    );
  }

  update(strips: Strip[]): void {
    this.rows.update(strips);
    show(this.el, strips.length > 0);
  }
}

class StripRow {
  readonly el: HTMLElement;
  private initials = h("b");
  private note = h("span");
  private words = h("p", { dir: "auto", id: newId("words") });
  private typing: HTMLElement;
  private list = h("dl", { class: "strip-parts", id: newId("parts") });
  private tick: DotTick | null = null;

  constructor(
    private readonly scene: Scene,
    strip: Strip,
    dots: DotButton | null,
  ) {
    this.typing = h(
      "p",
      { class: "soft" },
      h("span", { class: "dots-typing", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
      ` ${t("presence.writing")}`,
    );
    const by = h("p", { class: "by" }, this.initials, " ", this.note);
    this.el = h("li", { class: "strip" }, by, this.words, this.list, this.typing);
    this.el.dataset.field = strip.key;
    for (const words of [this.words, this.list]) setAttribute(words, "lang", scene.spoken);
    if (dots !== null && strip.seat !== null) {
      this.tick = new DotTick(dots, strip.key, `${this.words.id} ${this.list.id}`);
      this.el.append(this.tick.el);
    }
  }

  update(strip: Strip): void {
    const seat = this.scene.seat(strip.seat);
    const unnamed = strip.seat === null;
    const who = unnamed ? t("strip.unnamed") : (seat?.initials ?? t("who.someone"));
    setText(this.initials, strip.seat === this.scene.room.seat ? t("who.you") : who);
    setText(this.note, unnamed ? "" : seat?.note || seat?.name || "");
    setText(this.words, strip.text);
    show(this.words, strip.text !== "");
    this.showParts(strip);
    const hollow = strip.typing && strip.text === "" && !strip.parts?.length;
    show(this.typing, strip.typing);
    setClass(this.el, `strip${hollow || strip.typing ? " typing" : ""}`);
    const isOwn = strip.seat === this.scene.room.seat;
    this.tick?.update(
      isOwn ? t("dots.to_own") : t("dots.to", { name: this.scene.name(strip.seat) }),
    );
    if (this.tick) show(this.tick.el, strip.text !== "");
  }

  private showParts(strip: Strip): void {
    const parts = strip.parts ?? [];
    show(this.list, parts.length > 0);
    const now = parts.map((part) => `${part.label}\n${part.text}`).join("\n\n");
    if (this.list.dataset.now === now) return;
    this.list.dataset.now = now;
    this.list.replaceChildren(
      ...parts.flatMap(({ label, text }) => [
        h("dt", { lang: this.scene.room.config.language }, label),
        h("dd", { dir: "auto" }, text),
      ]),
    );
  }
}

/** Giving a dot, taking it back, and how many lie here. Several on one answer is allowed. */
class DotTick {
  readonly el: HTMLElement;
  private picture = icon("empty-dot");
  private give: HTMLButtonElement;
  private back: HTMLButtonElement;
  private whom = [hidden(""), hidden("")];
  private total = h("span", { class: "soft fine" });

  constructor(
    private readonly dots: DotButton,
    private readonly field: string,
    words: string,
  ) {
    const attributes = { type: "button", class: "tick", "aria-describedby": words };
    const tick = (act: () => void, ...children: (Node | string | undefined)[]): HTMLButtonElement =>
      h("button", { ...attributes, onclick: act }, ...children);
    this.give = tick(() => dots.give(field), this.picture, t("dots.give"), this.whom[0]);
    this.back = tick(() => this.takeBack(), icon("dot"), t("dots.take_back"), this.whom[1]);
    this.el = h("div", { class: "dot-part" }, this.give, this.back, this.total);
  }

  private takeBack(): void {
    this.dots.takeBack(this.field);
    // The button itself may be gone now: the focus goes to its neighbour.
    if (this.dots.state(this.field).mine === 0) this.give.focus();
  }

  update(whose: string): void {
    const { mine, total, left } = this.dots.state(this.field);
    setAttribute(this.give, "aria-disabled", left === 0 ? "true" : null);
    show(this.back, mine > 0);
    for (const whom of this.whom) setText(whom, ` ${whose}`);
    const words = [
      total === 0 ? "" : plural("dots.total_one", "dots.total_many", total),
      mine === 0 ? "" : plural("dots.yours_one", "dots.yours_many", mine),
    ];
    setText(this.total, words.filter(Boolean).join(", "));
  }
}
