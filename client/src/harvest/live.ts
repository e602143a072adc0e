/** Joins the line and the page: at news the page is fetched once, and its parts are renewed. */

import { attachPrint } from "../controllers/print";
import { Arrived } from "./arrived";
import type { News } from "./listener";
import { hasUnsaved, Parts } from "./parts";

/** All devices of a table hear the same: they need not ask at the same moment. */
const SOON = { after: 150, spread: 500 };
/** What others choose may take a while: nobody waits for it, and there may be 3,000 tables. */
const LATER = { after: 2000, spread: 6000 };
const PRESSED_MS = 400;

/** Fetches the page anew, or only its proposal: a vote changes nothing else. */
export type Fetch = (part: "" | "proposal") => Promise<string | null>;

export class Live {
  private readonly parts: Parts;
  private readonly arrived: Arrived;
  private timer: number | undefined;
  private dueTimer: number | undefined;
  private due = 0;
  private wanted: "" | "proposal" | null = null;
  private isPressed = false;
  private waiting: Document | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly fetch: Fetch,
    private readonly random: () => number = Math.random,
  ) {
    this.parts = new Parts(root);
    this.arrived = new Arrived(root);
    root.addEventListener("input", () => this.showUnsaved());
    root.addEventListener("pointerdown", () => this.press(true));
    for (const end of ["pointerup", "pointercancel"]) {
      root.ownerDocument.addEventListener(end, () => this.press(false));
    }
    root.ownerDocument.addEventListener("visibilitychange", () => {
      if (this.wanted !== null) this.plan(SOON.after);
    });
    this.offer()?.addEventListener("click", (event) => this.accept(event));
    root.querySelector("[data-harvest-written]")?.addEventListener("click", (event) => {
      if (!(event.target as Element).closest("a")) return;
      event.preventDefault();
      this.show("[data-harvest-written]", false);
      this.wanted = "";
      void this.renew();
    });
    this.showUnsaved();
    this.awaitApproval(root);
  }

  /** Something changed, or may have: fetch once for all that happens meanwhile. */
  news(what?: News): void {
    const shown = this.root.querySelector<HTMLElement>("[data-part=proposal]")?.dataset.number;
    const isVote = what?.state === "open" && String(what.number) === shown;
    this.wanted = isVote && this.wanted !== "" ? "proposal" : "";
    const { after, spread } = what?.state === "marks" ? LATER : SOON;
    this.plan(after + this.random() * spread);
  }

  /** Somebody types at the table: offered and not fetched, as that goes on all the time. */
  written(): void {
    if (this.root.querySelector("[data-harvest-form]")) this.show("[data-harvest-written]", true);
    else this.news({ type: "harvest", state: "marks" });
  }

  /** A sooner moment wins; a page that nobody looks at waits until somebody does. */
  private plan(wait: number): void {
    if (this.root.ownerDocument.hidden) return;
    const due = performance.now() + wait;
    if (this.timer !== undefined && this.due <= due) return;
    window.clearTimeout(this.timer);
    this.due = due;
    this.timer = window.setTimeout(() => void this.renew(), wait);
  }

  /** Enough people agreed, and others may still object: look once more when that time is past. */
  private awaitApproval(page: ParentNode): void {
    const due = page.querySelector<HTMLElement>("[data-part=proposal]")?.dataset.due;
    window.clearTimeout(this.dueTimer);
    if (due === undefined) return;
    const wait = 1000 * Number(due) + this.random() * LATER.after;
    this.dueTimer = window.setTimeout(() => this.news(), wait);
  }

  private async renew(): Promise<void> {
    this.timer = undefined;
    const part = this.wanted ?? "";
    this.wanted = null;
    if (part === "") this.show("[data-harvest-written]", false);
    const html = await this.fetch(part);
    if (html !== null) this.take(new DOMParser().parseFromString(html, "text/html"));
  }

  private take(fresh: Document): void {
    // A page on its way out stays as it is, and under a finger no button goes away.
    if (this.root.querySelector("form[data-sent]")) return;
    if (this.isPressed) return void window.setTimeout(() => this.take(fresh), PRESSED_MS);
    this.awaitApproval(fresh);
    const news = this.parts.take(fresh);
    this.waiting = news === null ? fresh : null;
    this.show("[data-harvest-renew]", news === null);
    if (news === null) return;
    attachPrint(this.root);
    this.arrived.look();
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
    const unsaved = form !== null && hasUnsaved(form);
    this.show("[data-harvest-unsaved]", unsaved);
    // "Nothing to propose" is not true of what the button is about to take along.
    this.show("[data-harvest-none]", !unsaved);
    this.uncover();
  }

  /** The bar comes up over the foot of the page: what has the focus goes on standing above it. */
  private uncover(): void {
    const bar = this.root.querySelector(".harvest-bar");
    const active = this.root.ownerDocument.activeElement;
    if (bar === null || active === null || bar.contains(active)) return;
    const isBefore = active.compareDocumentPosition(bar) & Node.DOCUMENT_POSITION_FOLLOWING;
    const line = (active.closest("label") ?? active).getBoundingClientRect();
    const under = line.bottom - bar.getBoundingClientRect().top;
    if (isBefore && this.root.contains(active) && under > 0) window.scrollBy(0, under + 16);
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
