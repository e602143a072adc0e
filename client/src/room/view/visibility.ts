/** Who sees what is written here, said before anybody types. */

import type { Prompt, Visibility } from "../config";
import { k, t } from "../texts";
import { h, icon } from "./dom";

const LEVELS: Record<Visibility, { icon: string; bars: number; text: string }> = {
  only_me: { icon: "person", bars: 0, text: k("visibility.only_me") },
  table: { icon: "table", bars: 1, text: k("visibility.table") },
  organisation: { icon: "building", bars: 2, text: k("visibility.organisation") },
  network: { icon: "network", bars: 3, text: k("visibility.network") },
  public: { icon: "globe", bars: 4, text: k("visibility.public") },
};

export function visibility(level: Visibility, id = ""): HTMLElement {
  const { icon: picture, bars, text } = LEVELS[level] ?? LEVELS.table;
  const stair = h("span", { class: "stair", "aria-hidden": "true" });
  for (let bar = 0; bar < 4; bar++) stair.append(h("i", bar < bars ? { class: "on" } : {}));
  return h("span", { class: "visibility", id: id || null }, icon(picture), stair, t(text));
}

export function levelOf(prompt: Prompt, card: Visibility | undefined): Visibility {
  if (prompt.kind === "private") return "only_me";
  return prompt.visibility ?? card ?? "table";
}
