/**
 * The way to what may leave the room: a quiet line from the first minute, a notice when somebody
 * laid a page before the table. The page itself is a plain one; here it is only pointed at.
 */

import type { HarvestNews } from "../config";
import type { RoomEvent } from "../state";
import { t } from "../texts";
import { h, show, type View } from "./dom";
import type { Notices } from "./notices";
import type { Scene } from "./scene";

/** The answer of the page of the harvest to who was away. */
interface Asked {
  harvest?: HarvestNews | null;
}

const lookedKey = (table: string): string => `overbrug-looked:${table}`;

/** The last proposal that was looked at in this tab; remembered nowhere else. */
class Looked {
  private number: number;

  constructor(private readonly key: string) {
    this.number = read(key);
  }

  get last(): number {
    return this.number;
  }

  mark(number: number): void {
    this.number = number;
    try {
      window.sessionStorage.setItem(this.key, String(number));
    } catch {
      // Switched off: then the notice comes back with the page, which does no harm.
    }
  }
}

function read(key: string): number {
  try {
    return Number(window.sessionStorage.getItem(key) ?? 0);
  } catch {
    return 0;
  }
}

/** The line beside the table, and the notice above it. */
export class HarvestPart implements View {
  readonly el: HTMLElement;
  private news: HarvestNews | null;
  private looked: Looked;
  private wasThere = false;
  private heardCount = 0;

  constructor(
    private readonly scene: Scene,
    private readonly notices: Notices,
  ) {
    const { config } = scene.room;
    this.news = config.harvest ?? null;
    this.looked = new Looked(lookedKey(config.table.id));
    const { harvest } = config.urls;
    this.el = h("section", { class: "harvest-part" });
    show(this.el, harvest !== undefined);
    if (harvest === undefined) return;
    const words = h("p", { class: "fine soft" }, t("harvest.why"));
    this.el.append(h("h2", {}, t("harvest.heading")), this.link(harvest), words);
    scene.room.hear((told) => {
      if (told.type === "event") this.heard(told.event);
      if (told.type === "status" && told.status === "synced") void this.back(harvest);
    });
  }

  update(): void {
    const { news } = this;
    const isNew = news?.state === "open" && news.number !== this.looked.last;
    const href = this.scene.room.config.urls.harvest;
    if (!isNew || href === undefined) return this.notices.keep("harvest", null);
    const content = (): HTMLElement =>
      h("div", { class: "notice calm" }, h("span", {}, t("harvest.open")), this.link(href));
    this.notices.keep("harvest", content);
  }

  private link(href: string): HTMLElement {
    const look = (): void => {
      if (this.news !== null) this.looked.mark(this.news.number);
    };
    return h("a", { class: "link-line", href, onclick: look }, t("harvest.go"));
  }

  /** What happened while the line was gone is not told again: ask for it. */
  private async back(href: string): Promise<void> {
    const isFirst = !this.wasThere;
    this.wasThere = true;
    if (isFirst) return; // the page itself said it a moment ago
    const heardBefore = this.heardCount;
    const said = (await this.scene.room.read(`${href}?deel=nieuws`)) as Asked | null;
    // What came over the line meanwhile is newer.
    if (said?.harvest == null || this.heardCount !== heardBefore) return;
    this.heard({ type: "harvest", ...said.harvest });
    this.scene.room.changed();
  }

  private heard(event: RoomEvent): void {
    if (event.type !== "harvest") return;
    this.heardCount++;
    const was = this.news?.state;
    this.news = { state: event.state, number: event.number };
    if (event.state === "approved" && was === "open") this.notices.say(t("harvest.approved"));
  }
}
