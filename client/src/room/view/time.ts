/** The buttons of the clock, for who may use them; the others read who keeps the time. */

import { t } from "../texts";
import { button, h, icon, setAttribute, setIcon, setText, show, type View } from "./dom";
import { timekeeperWords } from "./roles";
import type { Scene } from "./scene";

export class TimeButtons implements View {
  readonly el: HTMLElement;
  readonly sheet: HTMLElement;
  private title = h("h2");
  private others = h("p", { class: "timekeeper-line" });
  private pause: HTMLButtonElement;
  private pauseIcon = icon("pause");
  private next: HTMLButtonElement;
  private nextWords = h("span");

  constructor(private readonly scene: Scene) {
    this.pause = button("", () => this.togglePause(), "secondary");
    this.pause.append(this.pauseIcon);
    this.next = button("", () => this.goOn(), "next");
    this.next.append(this.nextWords, icon("next"));
    const minutes = (seconds: number, label: string, spoken: string): HTMLElement => {
      const act = (): void => void this.run("add", { seconds });
      const element = button(label, act, "secondary");
      setAttribute(element, "aria-label", spoken);
      return element;
    };
    const one = minutes(60, "+1", t("time.plus_one"));
    const five = minutes(300, "+5", t("time.plus_five"));
    const attributes = { class: "time-buttons", "aria-label": t("time.label") };
    this.sheet = h("section", attributes, this.title, this.pause, one, five, this.next);
    this.el = h("div", { class: "time-part" }, this.sheet, this.others);
  }

  update(): void {
    const { room, mayKeepTime } = this.scene;
    const { state } = room.clock;
    const running = state === "running" || state === "paused";
    show(this.sheet, running && mayKeepTime);
    document.documentElement.classList.toggle("has-time-buttons", running && mayKeepTime);
    show(this.others, running && !mayKeepTime);
    const words = timekeeperWords(this.scene);
    setText(this.title, words);
    setText(this.others, words);
    setAttribute(this.pause, "aria-label", state === "paused" ? t("time.resume") : t("time.pause"));
    setIcon(this.pauseIcon, state === "paused" ? "play" : "pause");
    setText(this.nextWords, this.goOnWords());
  }

  private run(name: string, detail: Record<string, unknown> = {}): Promise<unknown> {
    return this.scene.run(name, detail, this.scene.clockSeat);
  }

  private togglePause(): void {
    void this.run(this.scene.room.clock.state === "paused" ? "resume" : "pause");
  }

  /** Whoever looks at another step first comes back: a table never moves unseen. */
  private goOn(): void {
    if (this.scene.looking !== null) this.scene.look(null);
    else void moveOn(this.scene);
  }

  private goOnWords(): string {
    const { looking, step, blocks } = this.scene;
    if (looking !== null) return t("look.back", { number: step + 1 });
    return step === blocks.length - 1 ? t("time.finish") : t("time.next");
  }
}

/** The next step, or the end after the last; with a way back. */
export async function moveOn(scene: Scene): Promise<void> {
  const from = scene.step;
  if (from === scene.blocks.length - 1) return finish(scene);
  scene.looking = null;
  const outcome = await scene.run("next", { from }, scene.clockSeat);
  if (!outcome.ok) return;
  const undo = (): void => void scene.run("back", { from: from + 1 }, scene.clockSeat);
  const words = t("time.started", { number: from + 2 });
  const holds = (): boolean => scene.step === from + 1 && scene.room.clock.state !== "finished";
  scene.notices?.offer(words, t("notice.undo"), undo, holds);
}

export async function finish(scene: Scene): Promise<void> {
  const outcome = await scene.run("finish", { from: scene.step }, scene.clockSeat);
  if (!outcome.ok) return;
  const undo = (): void => void scene.run("reopen", {}, scene.clockSeat);
  const holds = (): boolean => scene.room.clock.state === "finished";
  scene.notices?.offer(t("time.finished"), t("notice.undo"), undo, holds);
}
