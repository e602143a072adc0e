/** The roles of the table as chips; a chip opens what the role asks and what you can do. */

import type { Role } from "../config";
import { plural, t } from "../texts";
import { button, h, icon, newId, setAttribute, setClass, setText, show, type View } from "./dom";
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

  private redeal: HTMLButtonElement;
  private list: HTMLElement;

  constructor(private readonly scene: Scene) {
    const id = newId("role");
    this.panel = h("div", { class: "role-panel sheet", id });
    this.chips = scene.room.config.card.roles.map(
      (role) => new Chip(scene, role, id, () => this.press(role)),
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

  /** The panel is only drawn anew when something in it changed, or the focus would jump. */
  private draw(role: Role): void {
    const { room } = this.scene;
    const holder = room.state.roles[role.id] ?? null;
    const others = this.scene.people().filter(({ id }) => id !== holder);
    const mine = room.isMine(holder);
    const now = JSON.stringify([role.id, holder, mine && others.map(({ id }) => id)]);
    if (now === this.drawn) return;
    this.drawn = now;
    const children = [h("h3", {}, capital(role.name)), h("p", {}, role.task)];
    if (!mine) children.push(h("p", { class: "fine" }, this.whoHolds(holder)));
    this.panel.replaceChildren(...children, ...(mine && holder ? this.hands(role, holder) : []));
  }

  private whoHolds(holder: string | null): string {
    if (holder === null) return t("roles.free");
    return t("roles.held_by", { name: this.scene.name(holder) });
  }

  private hands(role: Role, holder: string): HTMLElement[] {
    const { scene } = this;
    const close = (): void => {
      this.open = null;
      this.update();
      this.chips.find((chip) => chip.role.id === role.id)?.el.focus();
    };
    const give = (to: string) => async (): Promise<void> => {
      const outcome = await scene.run("give_role", { role: role.id, to }, holder);
      if (outcome.ok) close();
    };
    const drop = async (): Promise<void> => {
      const outcome = await scene.run("drop_role", { role: role.id }, holder);
      if (outcome.ok) close();
    };
    const buttons = scene
      .people()
      .filter(({ id }) => id !== holder)
      .map(({ id, name }) => button(t("roles.give_to", { name }), give(id), "secondary small"));
    buttons.push(button(t("roles.drop"), drop, "quiet small"));
    return [h("div", { class: "buttons" }, ...buttons)];
  }
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
