/** Several people behind one device: who writes now? */

import { t } from "../texts";
import { h, newId, Rows, setAttribute, setText, show, type View } from "./dom";
import type { Scene } from "./scene";

export class SeatSwitcher implements View {
  readonly el: HTMLElement;
  private rows: Rows<string>;
  private name = newId("writer");

  constructor(private readonly scene: Scene) {
    const list = h("div", { class: "seat-choices" });
    this.rows = new Rows(list, String, (seat) => this.option(seat));
    this.el = h("fieldset", { class: "seat-switcher" }, h("legend", {}, t("seats.who")), list);
  }

  private option(seat: string): { el: HTMLElement; update(): void } {
    const { room } = this.scene;
    const choose = (): void => room.sit(seat);
    const input = h("input", { type: "radio", name: this.name, value: seat, onchange: choose });
    const name = h("span");
    const el = h("label", { class: "choice" }, input, name);
    const update = (): void => {
      setText(name, this.scene.seat(seat)?.name ?? t("who.someone"));
      input.checked = room.seat === seat;
      setAttribute(el, "data-seat", seat);
    };
    return { el, update };
  }

  update(): void {
    const { seats } = this.scene.room.config;
    show(this.el, seats.length > 1);
    if (seats.length > 1) this.rows.update(seats);
  }
}
