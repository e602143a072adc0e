/** Before the talk: who sits here, the roles, and the button that begins. */

import { plural, t } from "../texts";
import { button, h, Rows, setClass, setText, type View } from "./dom";
import { opgaveBlock } from "./opgave";
import type { Scene } from "./scene";
import { visibility } from "./visibility";

export class Waiting implements View {
  readonly el: HTMLElement;
  readonly title: HTMLElement;
  private count = h("p");
  private rows: Rows<Line>;

  constructor(private readonly scene: Scene) {
    const { card, table, opgave } = scene.room.config;
    const list = h("ul", { class: "tags" });
    this.rows = new Rows<Line>(list, (seat) => seat.id, seatLine);
    this.title = h(
      "h1",
      { tabindex: "-1", lang: scene.spoken },
      table.about || table.dialogue || card.title,
    );
    const steps = plural("waiting.steps_one", "waiting.steps_many", scene.blocks.length, {
      minutes: card.minutes,
    });
    this.el = h(
      "div",
      { class: "waiting step-view" },
      h(
        "section",
        { class: "table-question" },
        h("p", { class: "step-name" }, t("waiting.before")),
        this.title,
        card.goal ? h("p", {}, card.goal) : null,
        h("p", { class: "soft" }, `${occasion(scene)}. ${steps}`),
        h("p", {}, visibility(card.visibility ?? "table")),
      ),
      h("section", {}, h("h2", {}, t("waiting.who")), this.count, list),
      h(
        "div",
        { class: "buttons" },
        button(t("waiting.begin"), () => void this.begin(), "", "play"),
      ),
      h("p", { class: "fine soft" }, t("waiting.late")),
      opgaveBlock(opgave),
    );
  }

  private async begin(): Promise<void> {
    await this.scene.run("begin", {}, this.scene.clockSeat);
  }

  update(): void {
    const people = this.scene.people();
    setText(this.count, plural("waiting.people_one", "waiting.people_many", people.length));
    this.rows.update(
      people.map(({ id, name, note }) => {
        const mine = this.scene.room.isMine(id);
        const state = mine ? t("waiting.this_device") : t("presence.away");
        const words = [name, note, mine || !this.scene.isHere(id) ? state : ""];
        return { id, here: this.scene.isHere(id), words: words.filter(Boolean).join(", ") };
      }),
    );
  }
}

/** What this conversation is called, beside the opgave that stands above it; and its card. */
function occasion(scene: Scene): string {
  const { card, table } = scene.room.config;
  if (!table.about) return card.title;
  const saysCard = table.dialogue.startsWith(card.title);
  return saysCard ? table.dialogue : `${table.dialogue} · ${card.title}`;
}

interface Line {
  id: string;
  words: string;
  here: boolean;
}

function seatLine(): { el: HTMLElement; update(seat: Line): void } {
  const el = h("li", { dir: "auto" });
  const update = ({ words, here }: Line): void => {
    setText(el, words);
    setClass(el, here ? "tag" : "tag away");
  };
  return { el, update };
}
