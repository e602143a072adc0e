/** Joins the line and the page: at news the page is fetched once, and its parts are renewed. */

import { attachPrint } from "../controllers/print";
import { hasUnsaved, Parts } from "./parts";

/** All devices of a table hear the same: they need not ask at the same moment. */
const SOON_MS = 150;
const SPREAD_MS = 500;
const PRESSED_MS = 400;

export type Fetch = () => Promise<string | null>;

export class Live {
  private readonly parts: Parts;
  private timer: number | undefined;
  private isPressed = false;
  private waiting: Document | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly fetch: Fetch,
    private readonly random: () => number = Math.random,
  ) {
    this.parts = new Parts(root);
    root.addEventListener("input", () => this.showUnsaved());
    root.addEventListener("pointerdown", () => this.press(true));
    for (const end of ["pointerup", "pointercancel"]) {
      root.ownerDocument.addEventListener(end, () => this.press(false));
    }
    this.offer()?.addEventListener("click", (event) => this.accept(event));
    this.showUnsaved();
  }

  /** Something changed, or may have: fetch soon, and once for all that happens meanwhile. */
  news(): void {
    this.timer ??= window.setTimeout(
      () => {
        this.timer = undefined;
        void this.renew();
      },
      SOON_MS + this.random() * SPREAD_MS,
    );
  }

  private async renew(): Promise<void> {
    const html = await this.fetch();
    if (html !== null) this.take(new DOMParser().parseFromString(html, "text/html"));
  }

  private take(fresh: Document): void {
    // A page on its way out stays as it is, and under a finger no button goes away.
    if (this.root.querySelector("form[data-sent]")) return;
    if (this.isPressed) return void window.setTimeout(() => this.take(fresh), PRESSED_MS);
    const news = this.parts.take(fresh);
    this.waiting = news === null ? fresh : null;
    this.show("[data-harvest-renew]", news === null);
    if (news === null) return;
    attachPrint(this.root);
    this.showUnsaved();
    if (news.length > 0) this.say(news.join(" "));
  }

  private accept(event: Event): void {
    if (this.waiting === null || !(event.target as Element).closest("a")) return;
    event.preventDefault();
    const active = this.root.ownerDocument.activeElement;
    if (active instanceof HTMLElement) active.blur();
    this.take(this.waiting);
    this.root.querySelector<HTMLElement>("[data-part]")?.scrollIntoView();
  }

  private press(isDown: boolean): void {
    this.isPressed = isDown;
  }

  private offer(): HTMLElement | null {
    return this.root.querySelector<HTMLElement>("[data-harvest-renew]");
  }

  private showUnsaved(): void {
    const form = this.root.querySelector("[data-harvest-form]");
    this.show("[data-harvest-unsaved]", form !== null && hasUnsaved(form));
  }

  private show(wanted: string, isShown: boolean): void {
    const found = this.root.querySelector<HTMLElement>(wanted);
    if (found) found.hidden = !isShown;
  }

  private say(words: string): void {
    const region = this.root.querySelector("[data-harvest-news]");
    if (region) region.textContent = words;
  }
}
