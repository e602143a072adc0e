/**
 * Stands in for `lib0/logging` in what is built (vite.config.ts). Yjs only warns with it; the colours
 * and the console on the page that come along are three kilobytes no phone needs.
 */

export const [BOLD, UNBOLD, ORANGE, RED] = ["", "", "", ""];

export function warn(...words: unknown[]): void {
  console.warn(...words.filter((word) => word !== ""));
}

export const print = warn;
