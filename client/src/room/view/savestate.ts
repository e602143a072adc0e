/** One label that says truthfully where the words are. */

import type { SaveState } from "../ledger";
import { k, t } from "../texts";
import { h, icon, setClass, setIcon, setText, show } from "./dom";

const LOOKS: Record<SaveState, { icon: string; look: string; text: string }> = {
  empty: { icon: "tick", look: "", text: "" },
  saved: { icon: "tick", look: "", text: k("save.saved") },
  saving: { icon: "busy", look: "saving", text: k("save.saving") },
  late: { icon: "warning", look: "offline", text: k("save.late") },
  storage: { icon: "warning", look: "offline", text: k("save.storage") },
  offline: { icon: "offline", look: "offline", text: k("save.offline") },
  unsafe: { icon: "warning", look: "offline", text: k("save.unsafe") },
};

export class SaveLabel {
  readonly el: HTMLElement;
  private picture = icon("tick");
  private words = h("span");

  constructor() {
    this.el = h("span", { class: "save-state" }, this.picture, this.words);
    this.el.hidden = true;
  }

  update(state: SaveState, instead: string | null = null): void {
    const { icon: picture, look, text } = LOOKS[state];
    show(this.el, state !== "empty" || instead !== null);
    setClass(this.el, `save-state ${look}`.trim());
    setIcon(this.picture, picture);
    setText(this.words, instead ?? (text === "" ? "" : t(text)));
    this.el.dataset.state = state;
  }
}
