/** A box to write in: label, hint, box, who sees it, whether it is safe. */

import { MAX_CHARACTERS, TextBinding } from "../binding";
import type { Visibility } from "../config";
import type { SaveState } from "../ledger";
import { t } from "../texts";
import { h, icon, newId, setAttribute, setText, show, type View } from "./dom";
import { SaveLabel } from "./savestate";
import type { Scene } from "./scene";
import { visibility } from "./visibility";

export interface TextFieldOptions {
  label: string;
  /** Words that may differ per writer are a function. */
  hint?: string | (() => string) | undefined;
  level: Visibility;
  rows?: number;
  labelHidden?: boolean;
}

const KEPT_HERE = new Set<SaveState>(["offline", "storage", "unsafe"]);

/** The frame around a box, the same for live and for private text. */
export class FieldFrame {
  readonly el: HTMLElement;
  readonly input: HTMLTextAreaElement;
  readonly save = new SaveLabel();
  private message: HTMLElement;
  private hint: HTMLElement | null;

  constructor(private readonly options: TextFieldOptions) {
    const { label, hint, level, rows = 3, labelHidden = false } = options;
    const id = newId("field");
    const described = [hint ? `${id}-hint` : "", `${id}-sees`].filter(Boolean).join(" ");
    this.hint = hint ? h("span", { class: "hint", id: `${id}-hint` }) : null;
    this.input = h("textarea", {
      id,
      rows,
      dir: "auto",
      class: rows < 3 ? "short" : null,
      "aria-describedby": described,
      autocomplete: "off",
    });
    this.message = h("p", { class: "message", role: "alert", id: `${id}-message` });
    this.message.hidden = true;
    this.el = h(
      "div",
      { class: "field" },
      h("label", { for: id, class: labelHidden ? "visually-hidden" : null }, label),
      this.hint,
      this.message,
      this.input,
      h("div", { class: "field-foot" }, visibility(level, `${id}-sees`), this.save.el),
    );
    this.update();
    growWithText(this.input);
  }

  update(): void {
    const { hint } = this.options;
    if (this.hint && hint) setText(this.hint, typeof hint === "string" ? hint : hint());
  }

  error(text: string): void {
    if (this.message.textContent !== text) {
      this.message.replaceChildren(...(text === "" ? [] : [icon("warning"), ` ${text}`]));
    }
    show(this.message, text !== "");
    setError(this.input, this.message.id, text !== "");
    this.el.classList.toggle("has-error", text !== "");
  }

  state(state: SaveState): void {
    this.save.update(state);
    this.el.classList.toggle("is-offline", KEPT_HERE.has(state));
  }
}

/** The message belongs to the box as long as it is shown: it is read with it. */
export function setError(input: HTMLElement, message: string, isWrong: boolean): void {
  setAttribute(input, "aria-invalid", isWrong ? "true" : null);
  const words = (input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  const others = words.filter((id) => id !== message);
  setAttribute(input, "aria-describedby", [...(isWrong ? [message] : []), ...others].join(" "));
}

export function tooLong(): string {
  const language = document.documentElement.lang || "nl";
  return t("field.too_long", { count: MAX_CHARACTERS.toLocaleString(language) });
}

/** A box tied to one text of the live document; which one may change with the writer. */
export class TextField implements View {
  readonly el: HTMLElement;
  readonly frame: FieldFrame;
  private binding: TextBinding | null = null;
  private bound = "";

  constructor(
    private readonly scene: Scene,
    private readonly field: () => string,
    options: TextFieldOptions,
  ) {
    this.frame = new FieldFrame(options);
    this.el = this.frame.el;
    const { input } = this.frame;
    const { presence } = scene.room;
    input.addEventListener("focus", () => presence?.focus(this.bound));
    input.addEventListener("blur", () => presence?.focus(null));
    this.update();
  }

  update(): void {
    const field = this.field();
    if (field !== this.bound) this.bind(field);
    this.frame.update();
    this.frame.state(this.scene.room.saveState(field));
  }

  destroy(): void {
    this.binding?.destroy();
    this.binding = null;
  }

  private bind(field: string): void {
    const { room } = this.scene;
    this.binding?.destroy();
    this.bound = field;
    this.frame.el.dataset.field = field;
    this.frame.error("");
    this.binding = new TextBinding(room.doc.getText(field), this.frame.input, {
      typed: () => {
        this.frame.error("");
        room.presence?.typing(field);
        // At once, not with the next frame: "saved" may never stand under newer words.
        this.frame.state(room.saveState(field));
      },
      refused: () => this.frame.error(tooLong()),
    });
    this.frame.input.dispatchEvent(new Event("shown"));
  }
}

/** Without this a long answer hides behind its own scroll bar on a phone. */
function growWithText(input: HTMLTextAreaElement): void {
  if (typeof CSS !== "undefined" && CSS.supports?.("field-sizing", "content")) return;
  const grow = (): void => {
    if (input.scrollHeight <= input.clientHeight) return;
    input.style.setProperty("height", `${input.scrollHeight + 4}px`);
  };
  input.addEventListener("input", grow);
  input.addEventListener("shown", () => requestAnimationFrame(grow));
}

export function heading(text: string, tag: "h2" | "h3" = "h2"): HTMLElement {
  const element = h(tag);
  setText(element, text);
  return element;
}
