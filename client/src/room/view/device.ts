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
    const language = languageForm(scene);
    this.el = h(
      "section",
      { class: "device-part" },
      h("h2", {}, t("device.title")),
      links,
      language,
    );
    this.el.hidden = links.children.length === 0 && language === null;
  }

  update(): void {}
}

const NAMES: Record<string, string> = { nl: "Nederlands", en: "English" };

/** The page comes back in the other language; the way back is this very table. */
function languageForm(scene: Scene): HTMLElement | null {
  const { config } = scene.room;
  const other = config.language === "nl" ? "en" : "nl";
  if (!config.languageUrl) return null;
  const name = { type: "submit", name: "language", value: other, lang: other };
  return h(
    "form",
    { method: "post", action: config.languageUrl },
    h("input", { type: "hidden", name: "csrfmiddlewaretoken", value: config.csrf }),
    h("input", { type: "hidden", name: "next", value: window.location.pathname }),
    h("button", { ...name, class: "button quiet small" }, NAMES[other] ?? other),
    h("p", { class: "fine soft" }, t("device.language_why")),
  );
}
