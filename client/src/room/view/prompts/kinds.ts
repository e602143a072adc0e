/**
 * The answer types, by name. A new kind is one file and one line here; a kind this client does
 * not know yet becomes a box per person, so that nobody's answer is lost.
 */

import type { Block, Prompt } from "../../config";
import type { View } from "../dom";
import type { Scene } from "../scene";
import { Choice } from "./choice";
import { CommitmentPrompt } from "./commitment";
import { DotsPrompt } from "./dots";
import { Notes } from "./notes";
import { OrderPrompt } from "./order";
import { PersonText } from "./persontext";
import { PrivatePrompt } from "./private";
import { ScalePrompt } from "./scale";
import { TableText } from "./tabletext";

type PromptView = new (scene: Scene, block: Block, prompt: Prompt) => View;

export const KINDS: Record<string, PromptView> = {
  person_text: PersonText,
  table_text: TableText,
  notes: Notes,
  choice: Choice,
  dots: DotsPrompt,
  scale: ScalePrompt,
  order: OrderPrompt,
  commitment: CommitmentPrompt,
  private: PrivatePrompt,
};

export function promptView(scene: Scene, block: Block, prompt: Prompt): View {
  const Kind = KINDS[prompt.kind] ?? PersonText;
  return new Kind(scene, block, prompt);
}
