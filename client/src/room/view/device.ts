/** This device: another person beside you, free chairs, leaving the table. */

import { t } from "../texts";
import { h, type View } from "./dom";
import type { Scene } from "./scene";

export class DevicePart implements View {
  readonly el: HTMLElement;

  constructor(scene: Scene) {
    const { urls } = scene.room.config;
    const link = (href: string | undefined, text: string): HTMLElement | null =>
      href ? h("li", {}, h("a", { class: "link-line", href }, text)) : null;
    const links = h(
      "ul",
      {},
      link(urls.join, t("device.add_person")),
      link(urls.seats, t("device.seats")),
      link(urls.leave, t("device.leave")),
    );
    this.el = h("section", { class: "device-part" }, h("h2", {}, t("device.title")), links);
    this.el.hidden = links.children.length === 0;
  }

  update(): void {}
}
