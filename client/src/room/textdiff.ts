/** The smallest edit between two texts, and how positions move under other people's edits. */

export interface Edit {
  index: number;
  remove: number;
  insert: string;
}

/** One change as Yjs reports it: keep, add or take away characters, from left to right. */
export interface Delta {
  retain?: number;
  insert?: unknown;
  delete?: number;
}

const isHigh = (text: string, at: number): boolean =>
  at >= 0 && at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xd800;

/**
 * `caret` (in the new text) tells which of several equal letters was typed.
 * A pair of surrogates is never cut: half an emoji would become a question mark for others.
 */
export function diff(before: string, after: string, caret = after.length): Edit | null {
  if (before === after) return null;
  const shortest = Math.min(before.length, after.length);
  const most = Math.min(shortest, Math.max(0, after.length - caret));
  let suffix = 0;
  while (suffix < most && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix++;
  let prefix = 0;
  while (prefix < shortest - suffix && before[prefix] === after[prefix]) prefix++;
  const rest = shortest - prefix;
  while (suffix < rest && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix++;
  if (isHigh(before, prefix - 1) || isHigh(after, prefix - 1)) prefix--;
  if (cutsPair(before, suffix) || cutsPair(after, suffix)) suffix--;
  return {
    index: prefix,
    remove: before.length - suffix - prefix,
    insert: after.slice(prefix, after.length - suffix),
  };
}

function cutsPair(text: string, suffix: number): boolean {
  return suffix > 0 && isHigh(text, text.length - suffix - 1);
}

/** Where a position ends up after a delta; what is inserted exactly there stays after it. */
export function mapIndex(index: number, deltas: Delta[]): number {
  let at = 0;
  let moved = index;
  for (const part of deltas) {
    if (at > moved) break;
    if (part.retain !== undefined) at += part.retain;
    else if (typeof part.insert === "string") {
      if (at < moved) moved += part.insert.length;
      at += part.insert.length;
    } else if (part.delete !== undefined) {
      moved -= Math.max(0, Math.min(part.delete, moved - at));
    }
  }
  return moved;
}
