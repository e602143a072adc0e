/** The bar that stays on top: which table, whether all is safe, the time, the steps. */

import { t } from "../texts";
import { ClockView, ScheduleView, StepStrip } from "./clockview";
import { h, type View } from "./dom";
import { SaveLabel } from "./savestate";
import type { Scene } from "./scene";

export class Bar implements View {
  readonly el: HTMLElement;
  private save = new SaveLabel();
  private timed: View[];

  constructor(private readonly scene: Scene) {
    const { table } = scene.room.config;
    const name = h("p", { class: "table-name" }, t("table.name", { number: table.number }));
    name.append(h("span", { lang: scene.spoken }, table.opgave || table.dialogue));
    const clock = new ClockView(scene, false);
    const schedule = new ScheduleView(scene);
    const steps = new StepStrip(scene);
    this.timed = [clock, schedule, steps];
    const parts = [name, this.save.el, clock.el, schedule.el, steps.el];
    this.el = h("header", { class: "table-bar" }, h("div", { class: "inner" }, ...parts));
  }

  update(): void {
    const { room } = this.scene;
    const state = room.overall();
    const cut = state === "saved" && !room.connected && room.ready;
    // A line that will not come back has a message of its own.
    const isOver = room.provider.status === "stopped" && state === "saved";
    if (isOver) this.save.update("empty");
    else if (cut) this.save.update("offline", t("save.no_connection"));
    else if (!room.ready) this.save.update("saving", t("save.connecting"));
    else this.save.update(state);
    this.tick();
  }

  /** Time goes on without news. */
  tick(): void {
    for (const view of this.timed) view.update();
  }
}
