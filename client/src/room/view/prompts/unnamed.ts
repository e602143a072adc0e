/** A line without a name: made here, sent whole, shown later between others. */

import { MAX_CHARACTERS } from "../../binding";
import { plural, t } from "../../texts";
import { button, h, newId, Rows, setAttribute, setText, show, type View } from "../dom";
import type { Scene } from "../scene";
import { setError, tooLong } from "../textfield";

export class UnnamedBox implements View {
  readonly el: HTMLElement;
  private toggle: HTMLButtonElement;
  private panel: HTMLElement;
  private input: HTMLTextAreaElement;
  private message: HTMLElement;
  private seat = "";
  private waiting = h("p", { class: "fine" });
  private refused = h("ul", {});
  private rows: Rows<{ id: string; text: string; error?: string }>;

  constructor(
    private readonly scene: Scene,
    private readonly field: string,
  ) {
    const id = newId("unnamed");
    this.toggle = button(t("unnamed.switch"), () => this.open(), "quiet small");
    setAttribute(this.toggle, "aria-expanded", "false");
    setAttribute(this.toggle, "aria-controls", `${id}-panel`);
    this.input = h("textarea", {
      id,
      rows: 2,
      dir: "auto",
      class: "short",
      autocomplete: "off",
      "aria-describedby": `${id}-hint`,
      oninput: () => this.typed(),
    });
    this.message = h("p", { class: "message", role: "alert", id: `${id}-message` });
    this.message.hidden = true;
    this.panel = h(
      "div",
      { class: "field", id: `${id}-panel` },
      h("label", { for: id }, t("unnamed.label")),
      h("span", { class: "hint", id: `${id}-hint` }, t("unnamed.hint")),
      this.message,
      this.input,
      h(
        "div",
        { class: "buttons" },
        button(t("unnamed.send"), () => this.send(), "secondary"),
      ),
    );
    this.panel.hidden = true;
    this.rows = new Rows(
      this.refused,
      (line) => line.id,
      (line) => this.refusedRow(line.id),
    );
    this.el = h("div", { class: "unnamed" }, this.toggle, this.panel, this.waiting, this.refused);
  }

  private open(): void {
    const opening = this.panel.hidden;
    this.unfold(opening);
    if (opening) this.input.focus();
  }

  private unfold(open: boolean): void {
    show(this.panel, open);
    setAttribute(this.toggle, "aria-expanded", open ? "true" : "false");
  }

  private typed(): void {
    this.keepHalf();
    this.error(this.isLong ? tooLong() : "");
  }

  private get isLong(): boolean {
    return this.input.value.length > MAX_CHARACTERS;
  }

  /** The table may move on at any moment: what stands here is found again in this step. */
  private keepHalf(): void {
    this.scene.keepHalfLine(this.field, this.input.value);
  }

  private error(words: string): void {
    setText(this.message, words);
    show(this.message, words !== "");
    setError(this.input, this.message.id, words !== "");
  }

  private send(): void {
    const text = this.input.value.trim();
    if (text === "") this.error(t("unnamed.empty"));
    if (text === "" || this.isLong) return this.input.focus();
    this.scene.room.unnamed.add(this.field, text);
    this.fill("");
    this.scene.notices?.say(t("unnamed.sent"));
    this.input.focus();
  }

  private fill(text: string): void {
    this.input.value = text;
    this.typed();
  }

  /** Somebody else writes here now, or this step came back: their own half line stands here. */
  private refill(): void {
    const { seat } = this.scene.room;
    if (seat === this.seat) return;
    this.seat = seat;
    const half = this.scene.halfLine(this.field);
    this.input.value = half;
    this.error("");
    if (half !== "") this.unfold(true);
  }

  private refusedRow(id: string): { el: HTMLElement; update(line: { error?: string }): void } {
    const words = h("p", { class: "message" });
    const back = (): void => {
      this.fill(this.scene.room.unnamed.takeBack(id));
      this.unfold(true);
      this.input.focus();
    };
    const el = h("li", { class: "field" }, words, button(t("unnamed.change"), back, "quiet small"));
    return { el, update: (line) => setText(words, line.error || t("refused.other")) };
  }

  update(): void {
    this.refill();
    const lines = this.scene.room.unnamed.waiting(this.field);
    const refused = lines.filter((line) => line.error !== undefined);
    const count = lines.length - refused.length;
    const words = count === 0 ? "" : plural("unnamed.waiting_one", "unnamed.waiting_many", count);
    const isNew = words !== "" && words !== this.waiting.textContent;
    if (isNew && !this.scene.room.connected) this.scene.announcer.say(words, "unnamed");
    setText(this.waiting, words);
    show(this.waiting, words !== "");
    this.rows.update(refused);
    show(this.refused, refused.length > 0);
  }
}
