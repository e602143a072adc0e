/** After the talk: read and keep what was written, and leave nothing behind on this device. */

import type { Urls } from "../config";
import { t } from "../texts";
import { button, h, icon, setAttribute, setText, show, type View } from "./dom";
import type { Scene } from "./scene";

export class Finish implements View {
  readonly el: HTMLElement;
  readonly title: HTMLElement;
  private wipe: HTMLButtonElement;
  private told = false;
  private why = h("p", { class: "fine soft", id: "wipe-why", tabindex: "-1" });

  constructor(private readonly scene: Scene) {
    const { urls } = scene.room.config;
    this.title = h("h1", { tabindex: "-1" }, t("finish.title"));
    this.wipe = button(t("finish.wipe"), () => void this.erase(), "secondary");
    setAttribute(this.wipe, "aria-describedby", "wipe-why");
    this.el = h(
      "div",
      { class: "finish step-view" },
      h(
        "section",
        { class: "table-question" },
        h("p", { class: "step-name" }, t("finish.thanks")),
        this.title,
        h("p", {}, t(urls.harvest ? "finish.share_why" : "finish.what")),
        h("div", { class: "buttons" }, ...ways(urls)),
      ),
      h("section", { class: "wipe" }, h("h2", {}, t("finish.device")), this.why, this.wipe),
    );
  }

  private async erase(): Promise<void> {
    const { room, notices } = this.scene;
    if (room.erased) return;
    if (!room.isClean && !this.told) {
      // Words that cannot be sent any more may go too, but never at one press.
      this.told = true;
      this.update();
      return notices?.say(t("finish.wipe_unsaved"), "caution");
    }
    const wiped = await room.keeper?.wipe();
    if (wiped === false) return notices?.say(t("finish.wipe_busy"), "caution");
    notices?.say(this.words());
    // The button is gone; who pressed it stays where it was.
    this.update();
    this.why.focus({ preventScroll: true });
  }

  private words(): string {
    const { room } = this.scene;
    if (room.copy.isHeld) return t("finish.wipe_held");
    if (room.erased) return t("finish.wiped");
    // Nobody wiped it here: who comes back to a finished table gets no new copy.
    if (room.copy.isErased) return t("finish.no_copy");
    if (room.isClean) return t("finish.wipe_can");
    return t(this.told ? "finish.wipe_unsaved" : "finish.wipe_wait");
  }

  update(): void {
    const { room } = this.scene;
    const wiped = room.erased || room.copy.isErased;
    if (room.isClean) this.told = false;
    setText(this.why, this.words());
    setText(this.wipe, t(this.told ? "finish.wipe_anyway" : "finish.wipe"));
    show(this.wipe, !wiped);
  }
}

/** What people can do now, the main thing first; what this server has no page for is left out. */
function ways({ harvest, result, morning, calendar, own }: Urls): HTMLElement[] {
  const second = harvest === undefined ? "" : " secondary";
  return [
    way(harvest, "button", t("finish.share"), "people"),
    way(result, `button${second}`, t("finish.result"), "book"),
    way(morning, "button secondary", t("finish.morning"), "mail"),
    way(calendar, "button secondary", t("finish.calendar"), "calendar"),
    way(own, "button quiet", t("finish.own_table")),
  ].filter((one) => one !== null);
}

function way(
  href: string | undefined,
  look: string,
  label: string,
  picture = "",
): HTMLElement | null {
  if (href === undefined) return null;
  return h("a", { class: look, href }, picture === "" ? null : icon(picture), label);
}
