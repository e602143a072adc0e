/**
 * What happened, and the way back: in a bar above the buttons, where people look after a press.
 * What stays true for longer (a lost seat, no copy) stands at the top of the page.
 */

import { t } from "../texts";
import { button, h, icon, type View } from "./dom";
import type { NoticeBoard, Scene } from "./scene";

const STAYS_MS = 20_000;
/** What was said and shown in other words too, such as a new heading, soon gives way. */
const PASSES_MS = 6_000;

export class Notices implements View, NoticeBoard {
  /** Links and buttons stand in both, so neither is a live region: the announcer says the words. */
  readonly el = h("div", { class: "room-states" });
  readonly bar = h("div", { class: "room-notices" });
  private offered: { notice: HTMLElement; holds: () => boolean; held: boolean } | null = null;
  /** Where the focus was before it came into the bar. */
  private from: HTMLElement | null = null;
  private fixed = new Map<string, HTMLElement>();

  constructor(private readonly scene: Scene) {
    this.bar.addEventListener("focusin", ({ relatedTarget }) => {
      const isOutside = relatedTarget instanceof HTMLElement && !this.bar.contains(relatedTarget);
      if (isOutside) this.from = relatedTarget;
    });
  }

  /** `aloud` is empty for what was already said in other words. */
  say(text: string, kind: "caution" | "error" | "calm" = "calm", aloud = text): void {
    this.scene.announcer.say(aloud);
    const dismiss = (): void => this.leave(notice);
    const close = button(t("notice.close"), dismiss);
    const picture = kind === "calm" ? null : icon("warning");
    const notice = h("div", { class: `notice ${kind}` }, picture, h("span", {}, text), close);
    this.put(notice, aloud === "" ? PASSES_MS : STAYS_MS);
  }

  /** Without a line the words at the field say it all, and calmly. */
  hush(): void {
    const error = this.bar.querySelector<HTMLElement>(".error");
    if (error) this.leave(error);
  }

  /** A way back, for as long as there is something to go back from. */
  offer(text: string, action: string, act: () => void, holds: () => boolean): void {
    this.scene.announcer.say(text);
    const go = (): void => {
      this.leave(notice);
      if (holds()) act();
    };
    const notice = h("div", { class: "notice" }, h("span", {}, text), button(action, go));
    this.put(notice);
    this.offered = { notice, holds, held: holds() };
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
      this.scene.announcer.say((notice.querySelector("span") ?? notice).textContent ?? "");
    }
  }

  /** The table moved on: an old way back would take everyone somewhere else. */
  update(): void {
    const { offered } = this;
    if (offered === null) return;
    if (offered.holds()) offered.held = true;
    else if (offered.held) this.leave(offered.notice);
  }

  /** Takes passing messages away; the one under somebody's fingers stays. */
  clear(): void {
    for (const old of Array.from(this.bar.children)) {
      if (!old.contains(document.activeElement)) old.remove();
    }
    this.fit();
  }

  private leave(notice: HTMLElement): void {
    const held = notice.contains(document.activeElement);
    notice.remove();
    if (this.offered?.notice === notice) this.offered = null;
    if (held) this.giveFocusBack();
    this.fit();
  }

  private giveFocusBack(): void {
    const { from } = this;
    const isThere = from?.isConnected && from.closest("[hidden]") === null;
    const place = isThere ? from : document.querySelector<HTMLElement>("h1[tabindex]");
    place?.focus({ preventScroll: true });
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

  private put(notice: HTMLElement, stays = STAYS_MS): void {
    this.clear();
    this.bar.append(notice);
    this.fit();
    const leave = (): void => {
      if (notice.contains(document.activeElement)) window.setTimeout(leave, stays);
      else this.leave(notice);
    };
    window.setTimeout(leave, stays);
  }
}
