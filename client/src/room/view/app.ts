/** Puts the room on the page and keeps it in step; draws at most once per frame. */

import { Announcer } from "../announcer";
import type { Room } from "../room";
import { t } from "../texts";
import { AllSteps } from "./allsteps";
import { Bar } from "./bar";
import { watchCrowding } from "./crowded";
import { DevicePart } from "./device";
import { h, type View } from "./dom";
import { Happened } from "./happened";
import { HarvestPart } from "./harvest";
import { News } from "./news";
import { Notices } from "./notices";
import { People } from "./people";
import { Prober } from "./prober";
import { Roles } from "./roles";
import { Scene } from "./scene";
import { Screen } from "./screen";
import { SeatSwitcher } from "./seats";
import { Stage } from "./stage";
import { TimeButtons } from "./time";

const TICK_MS = 250;

export class App {
  private views: View[] = [];
  private ticking: { tick(): void }[] = [];
  private scene: Scene;
  private due = false;
  private ticks = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly room: Room,
  ) {
    const region = h("p", { class: "visually-hidden", role: "status", "aria-live": "polite" });
    root.append(region);
    this.scene = new Scene(room, new Announcer(region));
    this.scene.render = () => this.draw();
    if (room.isScreen) this.buildScreen();
    else this.buildTable();
    room.onChange(() => this.soon());
    window.setInterval(() => this.tick(), TICK_MS);
    this.draw();
  }

  private buildScreen(): void {
    const screen = new Screen(this.scene);
    this.views = [screen];
    this.ticking = [screen];
    this.root.append(this.asMain(screen.el));
    window.addEventListener("resize", () => this.soon());
  }

  private buildTable(): void {
    const { scene } = this;
    const bar = new Bar(scene);
    const notices = new Notices(scene);
    scene.notices = notices;
    const news = new News(scene, notices);
    const happened = new Happened(scene);
    scene.log = happened;
    const seats = new SeatSwitcher(scene);
    const stage = new Stage(scene);
    const prober = new Prober(scene);
    const time = new TimeButtons(scene);
    const side = [
      time,
      new People(scene),
      new Roles(scene),
      new AllSteps(scene),
      happened,
      new HarvestPart(scene, notices),
      new DevicePart(scene),
    ];
    const parts = [notices.el, notices.bar, seats.el, prober.el, stage.el];
    const main = h("div", { class: "main-column" }, ...parts);
    const beside = h("div", { class: "side-column" }, ...side.map((view) => view.el));
    const page = h("div", { class: "inner table-page" }, main, beside);
    this.root.append(bar.el, this.asMain(page));
    watchCrowding([bar.el, time.sheet]);
    // At once, as under the box: the header may not say "saved" over newer words for even a frame.
    this.root.addEventListener("input", () => bar.update());
    this.views = [bar, seats, prober, stage, notices, ...side];
    this.ticking = [bar, news];
    this.room.onChange(() => this.warnDevice(notices));
    this.root.addEventListener("click", (event) => this.stay(event, notices));
  }

  /** Without a line a link would end in an error of the browser, and the table would be gone. */
  private stay(event: MouseEvent, notices: Notices): void {
    const link = (event.target as Element).closest("a");
    if (link === null || this.room.provider.status !== "offline") return;
    event.preventDefault();
    notices.say(t("save.link_waits"));
    // Some networks let pages through and only break the line.
    const go = (): void => window.location.assign(link.href);
    void fetch(link.href, { method: "HEAD" }).then(go, () => {});
  }

  /** A page has one main: the server's, when it wrapped us in one. */
  private asMain(content: HTMLElement): HTMLElement {
    if (this.root.closest("main")) return content;
    return h("main", { id: "content", tabindex: "-1" }, content);
  }

  private warnDevice(notices: Notices): void {
    const { keeper, copy, ledger } = this.room;
    const unsafe = keeper?.opened === true && !copy.safe && !copy.isErased;
    const content = (): HTMLElement => h("div", { class: "notice caution" }, t("device.unsafe"));
    notices.keep("unsafe", unsafe ? content : null);
    const refused = (): HTMLElement => h("div", { class: "notice error" }, t("save.say_storage"));
    notices.keep("storage", ledger.isRefused ? refused : null);
  }

  private soon(): void {
    if (this.due) return;
    this.due = true;
    const draw = (): void => {
      this.due = false;
      this.draw();
    };
    // A hidden page gets no frames, but its title and its voice still have to be right.
    if (document.hidden) window.setTimeout(draw, 50);
    else requestAnimationFrame(draw);
  }

  private draw(): void {
    for (const view of this.views) view.update();
    const { room } = this;
    const state = room.ready ? room.clock.state : "loading";
    if (this.root.dataset.state !== state) this.root.dataset.state = state;
    const status = room.provider.status;
    if (this.root.dataset.line !== status) this.root.dataset.line = status;
  }

  private tick(): void {
    if (!this.room.ready) return;
    for (const view of this.ticking) view.tick();
    // Some words change by waiting: "not confirmed yet", "2 minutes away".
    this.ticks++;
    if (this.ticks % (this.room.isClean ? 20 : 4) === 0) this.soon();
  }
}
