/** The ink band: what happened, and the way back. Stays until it is done with or time passed. */

import { t } from "../texts";
import { button, h, icon, type View } from "./dom";
import type { NoticeBoard } from "./scene";

const STAYS_MS = 20_000;

export class Notices implements View, NoticeBoard {
  readonly el = h("div", { class: "room-notices", role: "status" });
  private fixed = new Map<string, HTMLElement>();

  say(text: string, kind: "caution" | "error" | "calm" = "calm"): void {
    const dismiss = (): void => notice.remove();
    const close = button(t("notice.close"), dismiss);
    const picture = kind === "calm" ? null : icon("warning");
    const notice = h("div", { class: `notice ${kind}` }, picture, h("span", {}, text), close);
    this.put(notice);
  }

  offer(text: string, action: string, act: () => void): void {
    const go = (): void => {
      notice.remove();
      act();
    };
    const notice = h("div", { class: "notice" }, h("span", {}, text), button(action, go));
    this.put(notice);
  }

  /** A state that lasts as long as it is true, such as a lost seat. */
  keep(name: string, content: (() => HTMLElement) | null): void {
    const old = this.fixed.get(name);
    if (content === null) {
      old?.remove();
      this.fixed.delete(name);
    } else if (old === undefined) {
      const notice = content();
      this.fixed.set(name, notice);
      this.el.append(notice);
    }
  }

  update(): void {}

  /** Takes passing messages away; the one under somebody's fingers stays. */
  clear(): void {
    for (const old of Array.from(this.el.querySelectorAll("[data-passing]"))) {
      if (!old.contains(document.activeElement)) old.remove();
    }
  }

  private put(notice: HTMLElement): void {
    this.clear();
    notice.dataset.passing = "";
    this.el.append(notice);
    const leave = (): void => {
      if (notice.contains(document.activeElement)) window.setTimeout(leave, STAYS_MS);
      else notice.remove();
    };
    window.setTimeout(leave, STAYS_MS);
  }
}
