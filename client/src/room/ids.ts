/** Names: fields in the live document, and random ids made on the device. */

import type { Block, Prompt } from "./config";

export const TABLE = "table";
export const MAX_NOTES = 20;
export const COMMITMENT_PARTS = ["who", "what", "when", "means", "sign"] as const;

export function promptId(block: Block, prompt: Prompt): string {
  return `${block.id}/${prompt.id}`;
}

export function fieldId(block: Block, prompt: Prompt, owner: string, part?: string): string {
  const base = `${block.id}/${prompt.id}/${owner}`;
  return part === undefined ? base : `${base}/${part}`;
}

export interface FieldName {
  prompt: string;
  owner: string;
  part: string | null;
}

export function parseField(field: string): FieldName | null {
  const [block, prompt, owner, part, ...rest] = field.split("/");
  if (!block || !prompt || !owner || rest.length > 0) return null;
  return { prompt: `${block}/${prompt}`, owner, part: part ?? null };
}

/** `crypto.randomUUID` needs a secure context; a table on plain http has none. */
export function randomHex(bytes = 16): string {
  const values = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(values, (value) => value.toString(16).padStart(2, "0")).join("");
}
