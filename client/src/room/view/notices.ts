/**
 * What happened, and the way back: in a bar above the buttons, where people look after a press.
 * What stays true for longer (a lost seat, no copy) stands at the top of the page.
 */

import { t } from "../texts";
import { button, h, icon, type View } from "./dom";
import type { NoticeBoard } from "./scene";

const STAYS_MS = 20_000;

export class Notices implements View, NoticeBoard {
  readonly el = h("div", { class: "room-states", role: "status" });
  readonly bar = h("div", { class: "room-notices", role: "status" });
  private fixed = new Map<string, HTMLElement>();

  say(text: string, kind: "caution" | "error" | "calm" = "calm"): void {
    const dismiss = (): void => this.leave(notice);
    const close = button(t("notice.close"), dismiss);
    const picture = kind === "calm" ? null : icon("warning");
    const notice = h("div", { class: `notice ${kind}` }, picture, h("span", {}, text), close);
    this.put(notice);
  }

  offer(text: string, action: string, act: () => void): void {
    const go = (): void => {
      this.leave(notice);
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
    for (const old of Array.from(this.bar.children)) {
      if (!old.contains(document.activeElement)) old.remove();
    }
    this.fit();
  }

  private leave(notice: HTMLElement): void {
    notice.remove();
    this.fit();
  }

  /** The page scrolls on as far as the bar is high, and what has the focus stays in sight. */
  private fit(): void {
    const root = document.documentElement;
    root.style.setProperty("--notice-bar", `${this.bar.offsetHeight}px`);
    const active = document.activeElement;
    if (this.bar.childElementCount === 0 || active === null || active === document.body) return;
    const top = this.bar.getBoundingClientRect().top;
    const isUnder = active.getBoundingClientRect().bottom > top && !this.bar.contains(active);
    if (isUnder && !active.closest(".time-buttons")) active.scrollIntoView?.({ block: "nearest" });
  }

  private put(notice: HTMLElement): void {
    this.clear();
    this.bar.append(notice);
    this.fit();
    const leave = (): void => {
      if (notice.contains(document.activeElement)) window.setTimeout(leave, STAYS_MS);
      else this.leave(notice);
    };
    window.setTimeout(leave, STAYS_MS);
  }
}
