/** The big screen: read from ten metres, nobody touches it, nothing scrolls. */

import type { Block, Prompt } from "../config";
import { COMMITMENT_PARTS, fieldId, parseField, promptId } from "../ids";
import { plural, t } from "../texts";
import { ClockView, StepStrip } from "./clockview";
import { h, icon, Rows, setClass, setText, show, type View } from "./dom";
import { ScreenPromises } from "./promises";
import { asList, initialsOf, valuesOf } from "./prompts/common";
import { type Scene, TIMEKEEPER } from "./scene";
import { levelOf, visibility } from "./visibility";

interface Card {
  key: string;
  by: string;
  note: string;
  text: string;
  at: number;
}

const MOST = 8;
/** Later than every change. */
const LAST = 9e15;
const SETTLED = new Set(["choice", "scale", "order", "dots"]);

export class Screen implements View {
  readonly el: HTMLElement;
  private name = h("p", { class: "step-name" });
  private title = h("h1");
  private clock: ClockView;
  private steps: StepStrip;
  private list = h("ul", { class: "strips" });
  private lines = h("ul", { class: "strips screen-lines" });
  private rows: Rows<Card>;
  private writing: HTMLElement;
  private writers = h("b");
  private writes = h("span");
  private chair: HTMLElement;
  private chairWords = h("span");
  private sees = h("span", { class: "tag" });
  private line = h("span", { class: "tag" });
  private keeper = h("span");
  private keeperTag: HTMLElement;
  private middle: HTMLElement;
  private promises: ScreenPromises;
  private join = h("div", { class: "join-in" });
  private after = h("p", { class: "lead" });

  constructor(private readonly scene: Scene) {
    this.clock = new ClockView(scene, true);
    this.steps = new StepStrip(scene);
    this.rows = new Rows(this.list, (card) => card.key, cardRow);
    const dots = h("span", { class: "dots-typing", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
    this.writing = h(
      "li",
      { class: "strip typing" },
      h("p", { class: "by" }, this.writers),
      h("p", { class: "soft" }, dots, " ", this.writes),
    );
    this.chair = h(
      "li",
      { class: "strip empty-chair" },
      h("p", { class: "by" }, h("b", {}, t("presence.empty_chair"))),
      h("p", {}, icon("chair"), this.chairWords),
    );
    this.lines.append(this.writing, this.chair);
    this.keeperTag = h("span", { class: "tag" }, icon("clock"), this.keeper);
    this.promises = new ScreenPromises(scene.room.config.promises);
    const inside = [this.after, this.promises.el, this.list, this.lines];
    this.middle = h("section", { "aria-label": t("screen.answers") }, ...inside);
    this.el = h("div", { class: "screen-page" }, this.head(), this.middle, this.foot());
  }

  private head(): HTMLElement {
    return h("div", { class: "screen-head" }, h("div", {}, this.name, this.title), this.clock.el);
  }

  private foot(): HTMLElement {
    const { table, qr } = this.scene.room.config;
    const words = h("p", {}, t("screen.join", { number: table.number }), h("br"));
    words.append(hostOf(table.joinUrl), h("br"), h("b", {}, table.code));
    this.join.append(qrPicture(qr ?? ""), words);
    const tags = h("div", { class: "tags" }, this.sees, this.line, this.keeperTag);
    return h("div", { class: "screen-foot" }, h("div", {}, this.steps.el, tags), this.join);
  }

  update(): void {
    const { scene } = this;
    const { room, blocks, step } = scene;
    const { state } = room.clock;
    const block = blocks[step];
    const talking = state === "running" || state === "paused";
    const values = { number: step + 1, of: blocks.length, title: block?.title ?? "" };
    const { table } = room.config;
    const beside = table.about ? table.dialogue : "";
    const where = [t("table.name", table), beside].filter(Boolean).join(" · ");
    setText(this.name, talking ? t("steps.name", values) : where);
    setText(this.title, this.titleOf(block, state));
    this.tags(block);
    this.dashed(block, talking);
    const cards = talking && block ? this.cards(block) : state === "waiting" ? this.people() : [];
    this.fit(cards);
    // Nobody new sits down any more: what helps now is on the phones.
    show(this.join, state !== "finished");
    const shows = talking && block?.shows === "promises";
    setText(this.after, t(talking ? "screen.nothing_yet" : "screen.after"));
    show(this.after, state === "finished" || (talking && !shows && cards.length === 0));
    // After the answers, so that it takes what they leave.
    this.promises.update(shows, () => this.overflows());
    this.tick();
  }

  tick(): void {
    this.clock.update();
    this.steps.update();
  }

  private titleOf(block: Block | undefined, state: string): string {
    const { config } = this.scene.room;
    if (state === "finished") return t("finish.title");
    if (state === "waiting") {
      const { about, dialogue } = config.table;
      return about || dialogue || config.card.title;
    }
    return block?.question ?? "";
  }

  private tags(block: Block | undefined): void {
    const { room } = this.scene;
    const level = block?.prompts[0]
      ? levelOf(block.prompts[0], room.config.card.visibility)
      : "table";
    if (this.sees.dataset.level !== level) {
      this.sees.dataset.level = level;
      this.sees.replaceChildren(visibility(level === "only_me" ? "table" : level));
    }
    const words = room.connected ? t("screen.connected") : t("save.no_connection");
    if (this.line.textContent !== words) {
      this.line.replaceChildren(icon(room.connected ? "tick" : "offline"), words);
    }
    const holder = room.state.roles[TIMEKEEPER] ?? null;
    show(this.keeperTag, holder !== null);
    setText(this.keeper, t("screen.timekeeper", { name: this.scene.who(holder) }));
  }

  /** One dashed line for who writes, and one for who is not here. */
  private dashed(block: Block | undefined, talking: boolean): void {
    const { scene } = this;
    const prompts = new Set(
      (block?.prompts ?? []).map((prompt) => block && promptId(block, prompt)),
    );
    const writing = Array.from(scene.room.awareness.getStates().values())
      .filter(
        ({ typing, field }) =>
          typing === true && typeof field === "string" && prompts.has(parseField(field)?.prompt),
      )
      .map(({ seat }) => String(seat));
    show(this.writing, talking && writing.length > 0);
    const who = Array.from(new Set(writing));
    setText(this.writers, initialsOf(scene, who));
    setText(this.writes, t(who.length > 1 ? "presence.writing_many" : "presence.writing"));
    const missing = scene.room.config.missing ?? [];
    show(this.chair, talking && missing.length > 0);
    const name = missing[scene.step % Math.max(1, missing.length)] ?? "";
    setText(this.chairWords, t("screen.and_who", { name }));
  }

  private people(): Card[] {
    return this.scene
      .people()
      .map(({ id, initials, name, note }) => ({ key: id, by: initials, note, text: name, at: 0 }));
  }

  private cards(block: Block): Card[] {
    const cards = block.prompts.flatMap((prompt) => {
      if (prompt.kind === "commitment") return this.promised(block, prompt);
      const id = promptId(block, prompt);
      if (!SETTLED.has(prompt.kind)) return this.texts(id, prompt.label);
      const far = prompt.kind === "dots" && !prompt.on?.startsWith(`${block.id}/`);
      // What to choose from was written in an earlier step; how it stands comes after it.
      const ideas = far ? this.texts(prompt.on ?? "", "") : [];
      return [...ideas, ...this.settled(block, prompt, far ? LAST : 0)];
    });
    return cards.sort((a, b) => a.at - b.at);
  }

  /** The parts of one promise are one strip: who promises what, and when it is done. */
  private promised(block: Block, prompt: Prompt): Card[] {
    const { room } = this.scene;
    return this.scene.people().flatMap(({ id, initials, name, note }) => {
      const field = (part: string): string => fieldId(block, prompt, id, part);
      const part = (one: string): string => room.text(field(one)).trim();
      const promise = [part("who"), part("what")].filter(Boolean).join(": ");
      const text = [promise, part("when")].filter(Boolean).join("\n");
      const at = Math.max(...COMMITMENT_PARTS.map((one) => room.lastChange(field(one))));
      return text === "" ? [] : [{ key: field(""), by: initials, note: note || name, text, at }];
    });
  }

  private texts(id: string, label: string): Card[] {
    const { room } = this.scene;
    const unnamed = (room.unnamed.lines[id] ?? []).map((text, index) => ({
      key: `${id}-unnamed-${index}`,
      by: t("strip.unnamed"),
      note: "",
      text,
      at: 0,
    }));
    const named = room.fieldsOf(id).map((key) => {
      const owner = parseField(key)?.owner ?? "";
      const seat = this.scene.seat(owner);
      const by = seat?.initials ?? t("screen.together");
      const note = seat ? seat.note || seat.name : label;
      return { key, by, note, text: room.text(key), at: room.lastChange(key) };
    });
    return [...unnamed, ...named];
  }

  /** Choices, scales, dots: one strip that says how the table stands. */
  private settled(block: Block, prompt: Prompt, at: number): Card[] {
    const all = valuesOf(this.scene, block, prompt);
    if (all.length === 0) return [];
    const key = promptId(block, prompt);
    const note = plural("screen.answered_one", "screen.answered_many", all.length);
    return [{ key, by: prompt.label, note, text: this.standing(prompt, all), at }];
  }

  private standing(prompt: Prompt, all: [string, unknown][]): string {
    if (prompt.kind === "scale") {
      return all.map(([seat, value]) => `${this.scene.who(seat)} ${value}`).join(" · ");
    }
    const lists = all.map(([, value]) => asList(value as string[]));
    const count = (id: string): number => lists.flat().filter((one) => one === id).length;
    if (prompt.kind === "choice") {
      return (prompt.options ?? []).map(({ id, label }) => `${label} ${count(id)}`).join(" · ");
    }
    if (prompt.kind === "order") {
      const sum = (id: string): number => lists.reduce((s, list) => s + list.indexOf(id), 0);
      const options = (prompt.options ?? []).slice().sort((a, b) => sum(a.id) - sum(b.id));
      return all.length === 0
        ? ""
        : options.map(({ label }, at) => `${at + 1}. ${label}`).join(" · ");
    }
    const fields = Array.from(new Set(lists.flat())).sort((a, b) => count(b) - count(a));
    return fields
      .slice(0, 3)
      .map((id) => `${count(id)} × ${this.scene.room.text(id)}`)
      .join("\n");
  }

  /** Newest strips win: the oldest leave at the top until all that is left fits. */
  private fit(cards: Card[]): void {
    let shown = cards.slice(-MOST);
    this.rows.update(shown);
    while (shown.length > 1 && this.overflows()) {
      shown = shown.slice(1);
      this.rows.update(shown);
    }
    show(this.list, shown.length > 0);
  }

  private overflows(): boolean {
    return this.middle.scrollHeight > this.middle.clientHeight + 1;
  }
}

function cardRow(): { el: HTMLElement; update(card: Card): void } {
  const by = h("b");
  const note = h("span");
  const words = h("p", { class: "words", dir: "auto" });
  const el = h("li", {}, h("p", { class: "by" }, by, note), words);
  setClass(el, "strip");
  const update = (card: Card): void => {
    setText(by, card.by);
    setText(note, card.note);
    setText(words, card.text);
  };
  return { el, update };
}

/** The server draws the code; it is read as a picture, never as markup of this page. */
function qrPicture(svg: string): Node {
  if (svg === "") return document.createTextNode("");
  const parsed = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  if (parsed.nodeName !== "svg") return document.createTextNode("");
  parsed.setAttribute("role", "img");
  parsed.setAttribute("aria-label", t("screen.qr"));
  return document.importNode(parsed, true);
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}
