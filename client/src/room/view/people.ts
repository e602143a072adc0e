/** Who is here: discs that say who writes, who is away, and which chair stays empty. */

import { t } from "../texts";
import { h, hidden, icon, Rows, setClass, setText, show, type View } from "./dom";
import type { Scene } from "./scene";

interface Sitting {
  key: string;
  initials: string;
  name: string;
  look: string;
  word: string;
}

export class People implements View {
  readonly el: HTMLElement;
  private rows: Rows<Sitting>;

  constructor(private readonly scene: Scene) {
    const list = h("ul", { class: "presence" });
    this.rows = new Rows(list, (one) => one.key, disc);
    this.el = h("section", {}, h("h2", {}, t("presence.title")), list);
  }

  update(): void {
    const { room } = this.scene;
    // Before the talk the middle of the page already names everyone.
    show(this.el, room.clock.state !== "waiting" || !room.ready);
    const writing = new Set((room.presence?.writers() ?? []).map(({ seat }) => seat));
    const people = this.scene.people().map(({ id, initials, name }) => {
      const [look, word] = this.standing(id, writing.has(id));
      return { key: id, initials, name, look, word };
    });
    const missing = (room.config.missing ?? []).map((name, index) => ({
      key: `missing-${index}`,
      initials: "",
      name: t("presence.empty_chair"),
      look: "empty",
      word: name,
    }));
    this.rows.update([...people, ...missing]);
  }

  private standing(id: string, writing: boolean): [string, string] {
    if (id === this.scene.room.seat) return ["", t("who.you")];
    if (writing) return ["writing", t("presence.writing")];
    if (this.scene.isHere(id)) return ["", ""];
    return ["away", t("presence.away")];
  }
}

function disc(sitting: Sitting): { el: HTMLElement; update(now: Sitting): void } {
  const circle = h("span", { class: "disc", "aria-hidden": "true" });
  const name = hidden("");
  const word = h("span");
  const el = h("li", {}, circle, name, word);
  if (sitting.initials === "") circle.append(icon("chair"));
  const update = (now: Sitting): void => {
    if (now.initials !== "") setText(circle, now.initials);
    setText(name, `${now.name}${now.word === "" ? "" : ", "}`);
    setText(word, now.word);
    setClass(el, now.look);
  };
  return { el, update };
}
