/** What happened at the table, line by line; and whether a screen reader hears it in short. */

import { type Happening, Happenings } from "../happenings";
import { parseField, TABLE } from "../ids";
import { k, t } from "../texts";
import { h, Rows, setText, show, type View } from "./dom";
import { Murmur } from "./murmur";
import type { Log, Scene } from "./scene";

export class Happened implements View, Log {
  readonly el: HTMLDetailsElement;
  private readonly happenings: Happenings;
  private murmur: Murmur;
  private rows: Rows<Happening>;
  private nothing = h("p", { class: "soft" }, t("happened.nothing"));

  constructor(private readonly scene: Scene) {
    this.murmur = new Murmur(scene);
    this.happenings = new Happenings(scene.room, (one) => this.murmur.heard(one));
    const list = h("ol", { class: "lines" });
    this.rows = new Rows(
      list,
      ({ id }) => String(id),
      (one) => this.line(one),
    );
    const region = { role: "region", tabindex: "0", "aria-label": t("happened.title") };
    this.el = h(
      "details",
      { class: "happened", ontoggle: () => this.update() },
      h("summary", {}, h("h2", {}, t("happened.title"))),
      h("p", { class: "soft fine" }, t("happened.why")),
      this.toggle(),
      this.nothing,
      h("div", region, list),
    );
  }

  note(words: string): void {
    this.happenings.note(words);
  }

  update(): void {
    if (!this.el.open) return;
    this.rows.update(this.happenings.all);
    show(this.nothing, this.happenings.all.length === 0);
  }

  private toggle(): HTMLElement {
    const { murmur } = this;
    const change = (): void => {
      murmur.isOn = input.checked;
    };
    const input = h("input", { type: "checkbox", checked: true, onchange: change });
    return h("label", { class: "choice" }, input, h("span", {}, t("happened.say")));
  }

  private line(made: Happening): { el: HTMLElement; update(one: Happening): void } {
    const time = h("time", { class: "soft fine number" });
    const words = h("p", { dir: "auto", lang: made.field === "" ? null : this.scene.spoken });
    const el = h("li", {}, h("p", {}, time, " ", heading(this.scene, made)), words);
    const update = (one: Happening): void => {
      setText(time, hour(one.at));
      setText(
        words,
        one.kind === "wrote" && one.words.trim() === "" ? t("happened.empty") : one.words,
      );
      show(words, words.textContent !== "");
    };
    return { el, update };
  }
}

const HEADINGS: Record<string, string> = {
  wrote: k("happened.at_wrote"),
  answered: k("happened.at_answered"),
  unnamed: k("happened.at_unnamed"),
};

/** "Mieke schreef bij Mijn moment"; nothing for what was told to everybody. */
function heading(scene: Scene, { kind, field }: Happening): string {
  const key = HEADINGS[kind];
  if (key === undefined) return "";
  const owner = parseField(field)?.owner ?? null;
  const name = owner === TABLE ? t("who.someone") : scene.nameOf(owner);
  return t(key, { name, label: labelOf(scene, field) });
}

function labelOf(scene: Scene, field: string): string {
  const [blockId, promptId] = field.split("/");
  const block = scene.blocks.find(({ id }) => id === blockId);
  return block?.prompts.find(({ id }) => id === promptId)?.label ?? block?.title ?? "";
}

function hour(at: number): string {
  const language = document.documentElement.lang || "nl";
  return new Date(at).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
}
