/** The step's name, its question as the heading of the page, and a voice that reads it aloud. */

import type { Block } from "../config";
import { t } from "../texts";
import { button, h, icon, setText, type View } from "./dom";
import type { Scene } from "./scene";

export class Question implements View {
  readonly el: HTMLElement;
  readonly title: HTMLElement;

  constructor(scene: Scene, block: Block, index: number) {
    const { config } = scene.room;
    const values = { number: index + 1, of: scene.blocks.length, title: block.title };
    this.title = h("h1", { tabindex: "-1" }, block.question || block.title);
    const buttons = h("div", { class: "buttons" }, readAloud(block, config.language));
    if (config.urls.screens) {
      const attributes = { class: "button quiet small", href: config.urls.screens };
      buttons.append(h("a", attributes, icon("screen"), t("question.big_screen")));
    }
    this.el = h(
      "section",
      { class: "table-question", "aria-label": t("question.label") },
      h("p", { class: "step-name" }, t("steps.name", values)),
      this.title,
      block.intro ? h("p", {}, block.intro) : null,
      buttons,
    );
  }

  update(): void {}
}

/** Only where the browser has a voice. */
function readAloud(block: Block, language: string): HTMLElement | null {
  const voice = window.speechSynthesis as SpeechSynthesis | undefined;
  if (voice === undefined || typeof SpeechSynthesisUtterance === "undefined") return null;
  const label = h("span", {}, t("question.read_aloud"));
  const act = (): void => {
    if (voice.speaking) return voice.cancel();
    const words = [block.question, block.intro, ...block.prompts.map((prompt) => prompt.label)];
    const speech = new SpeechSynthesisUtterance(words.filter(Boolean).join(". "));
    speech.lang = language;
    speech.onstart = () => setText(label, t("question.stop_reading"));
    speech.onend = speech.onerror = () => setText(label, t("question.read_aloud"));
    voice.speak(speech);
  };
  const element = button("", act, "secondary small", "speaker");
  element.append(label);
  return element;
}
