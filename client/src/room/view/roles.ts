/** The roles of the table as chips; a chip opens what the role asks and what you can do. */

import type { Role } from "../config";
import { plural, t } from "../texts";
import {
  button,
  h,
  icon,
  newId,
  Rows,
  setAttribute,
  setClass,
  setText,
  show,
  type View,
} from "./dom";
import { type Scene, TIMEKEEPER } from "./scene";

const PICTURES: Record<string, string> = {
  timekeeper: "clock",
  prober: "question",
  reader: "speaker",
  scribe: "book",
  "voice-keeper": "chair",
};

export class Roles implements View {
  readonly el: HTMLElement;
  private chips: Chip[];
  private panel: HTMLElement;
  private open: string | null = null;
  private drawn = "";
  private hands = h("div", { class: "buttons" });
  private rows: Rows<Hand>;

  private redeal: HTMLButtonElement;
  private list: HTMLElement;

  constructor(private readonly scene: Scene) {
    const id = newId("role");
    this.panel = h("div", { class: "role-panel sheet", id });
    this.chips = scene.room.config.card.roles.map(
      (role) => new Chip(scene, role, id, () => this.press(role)),
    );
    this.rows = new Rows(
      this.hands,
      (hand) => hand.to,
      (hand) => this.hand(hand),
    );
    const redeal = (): void => void scene.run("redeal", { only_free: true });
    this.list = h(
      "div",
      { class: "roles" },
      ...this.chips.map(({ el, task }) => h("div", { class: "role-line" }, el, task)),
    );
    this.redeal = button(t("roles.deal"), redeal, "secondary small", "people");
    this.el = h(
      "section",
      {},
      h("h2", {}, t("roles.title")),
      this.list,
      this.panel,
      h("div", { class: "buttons" }, this.redeal),
    );
  }

  private async press(role: Role): Promise<void> {
    const { scene } = this;
    const holder = scene.room.state.roles[role.id] ?? null;
    if (holder === null || scene.minutesAway(holder) > 0) {
      const outcome = await scene.run("take_role", { role: role.id });
      if (outcome.ok) this.open = role.id;
    } else this.open = this.open === role.id ? null : role.id;
    this.update();
  }

  update(): void {
    for (const chip of this.chips) chip.update(this.open);
    const { state, step } = this.scene.room.clock;
    const held = this.scene.room.state.roles;
    const anyFree = this.chips.some(({ role }) => (held[role.id] ?? null) === null);
    const early = state === "waiting" || (state !== "finished" && step === 0);
    show(this.redeal, early && anyFree);
    for (const { task } of this.chips) show(task, state === "waiting");
    show(this.el, state !== "finished");
    const role = this.scene.room.config.card.roles.find(({ id }) => id === this.open);
    show(this.panel, role !== undefined);
    if (role) this.draw(role);
    else this.drawn = "";
  }

  /** Only what changed is drawn anew: somebody who sits down takes nobody's focus away. */
  private draw(role: Role): void {
    const { room } = this.scene;
    const holder = room.state.roles[role.id] ?? null;
    const mine = room.isMine(holder);
    const now = JSON.stringify([role.id, holder]);
    const active = document.activeElement;
    const held = this.hands.contains(active);
    if (now !== this.drawn) {
      this.drawn = now;
      const children = [h("h3", {}, capital(role.name)), h("p", {}, role.task)];
      this.rows.update([]);
      if (!mine) children.push(h("p", { class: "fine" }, this.whoHolds(holder)));
      this.panel.replaceChildren(...children, ...(mine ? [this.hands] : []));
    }
    if (mine && holder) this.rows.update(this.handsFor(role, holder));
    if (held && !this.hands.contains(document.activeElement)) this.chipOf(role)?.focus();
  }

  private chipOf(role: Role): HTMLElement | undefined {
    return this.chips.find((chip) => chip.role.id === role.id)?.el;
  }

  private whoHolds(holder: string | null): string {
    if (holder === null) return t("roles.free");
    return t("roles.held_by", { name: this.scene.name(holder) });
  }

  private handsFor(role: Role, holder: string): Hand[] {
    const others = this.scene.people().filter(({ id }) => id !== holder);
    const give = others.map(({ id, name }) => ({ role, holder, to: id, name }));
    return [...give, { role, holder, to: "", name: "" }];
  }

  private hand({ role, holder, to }: Hand): { el: HTMLElement; update(hand: Hand): void } {
    const act = async (): Promise<void> => {
      const detail = to === "" ? { role: role.id } : { role: role.id, to };
      const { ok } = await this.scene.run(to === "" ? "drop_role" : "give_role", detail, holder);
      if (!ok) return;
      this.open = null;
      this.update();
      this.chipOf(role)?.focus();
    };
    const el = button("", () => void act(), to === "" ? "quiet small" : "secondary small");
    const words = (name: string): string =>
      to === "" ? t("roles.drop") : t("roles.give_to", { name });
    return { el, update: ({ name }) => setText(el, words(name)) };
  }
}

/** A button of the panel: to whom a role goes, or nobody. */
interface Hand {
  role: Role;
  holder: string;
  to: string;
  name: string;
}

class Chip {
  readonly el: HTMLButtonElement;
  /** What the role asks, for who still has to choose. */
  readonly task: HTMLElement;
  private who = h("span", { class: "who", "aria-hidden": "true" });
  private label = h("span");
  private face = "";

  constructor(
    private readonly scene: Scene,
    readonly role: Role,
    panel: string,
    press: () => void,
  ) {
    const attributes = { type: "button", "aria-controls": panel, onclick: press };
    this.el = h("button", attributes, this.who, this.label);
    this.task = h("p", { class: "fine soft", id: newId("task") }, role.task);
    setAttribute(this.el, "aria-describedby", this.task.id);
    this.el.dataset.role = role.id;
  }

  update(open: string | null): void {
    const { scene, role } = this;
    const holder = scene.room.state.roles[role.id] ?? null;
    const away = holder === null ? 0 : scene.minutesAway(holder);
    const mine = scene.room.isMine(holder);
    const look = holder === null || away > 0 ? "free" : mine ? "mine" : "";
    setClass(this.el, `role ${look}`.trim());
    setAttribute(this.el, "aria-expanded", open === role.id ? "true" : "false");
    setText(this.label, this.words(holder, away));
    this.draw(holder === null || mine || away > 0 ? null : (scene.seat(holder)?.initials ?? "?"));
  }

  private words(holder: string | null, away: number): string {
    const name = capital(this.role.name);
    if (holder === null) return t("roles.take", { role: name });
    if (away > 0)
      return plural("roles.take_over_one", "roles.take_over_many", away, { role: name });
    return t("roles.who", { role: name, name: this.scene.who(holder) });
  }

  private draw(initials: string | null): void {
    const face = initials ?? "icon";
    if (face === this.face) return;
    this.face = face;
    this.who.replaceChildren(initials ?? icon(PICTURES[this.role.id] ?? "person"));
  }
}

/** Cards write a role as a word in a sentence; a chip begins with it. */
function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A sentence for the others: who keeps the time. */
export function timekeeperWords(scene: Scene): string {
  const holder = scene.room.state.roles[TIMEKEEPER] ?? null;
  if (holder === null) return t("time.nobody");
  if (scene.room.isMine(holder)) {
    return holder === scene.room.seat
      ? t("time.you")
      : t("time.here", { name: scene.name(holder) });
  }
  const name = scene.name(holder);
  return scene.isHere(holder) ? t("time.other", { name }) : t("time.away", { name });
}
