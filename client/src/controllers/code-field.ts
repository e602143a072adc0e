/**
 * Shows a code as it stands on the table card: `7kmp3xqa` becomes `7KMP-3XQA` once it is left.
 * While somebody types nothing jumps; the server understands every way of writing it.
 *
 * <input name="code" data-code>
 */
const LENGTH = 8;
const LOOK_ALIKE: Record<string, string> = { O: "0", I: "1", L: "1" };

/** The code in its shown form, or the text as it was when it is no whole code. */
export function shownCode(typed: string): string {
  const bare = typed
    .toUpperCase()
    .replace(/[\s-]/g, "")
    .replace(/[OIL]/g, (letter) => LOOK_ALIKE[letter] ?? letter);
  // One or two figures behind the code are the number of the table.
  if (!/^[0-9A-Z]{8}[0-9]{0,2}$/.test(bare)) return typed;
  const table = bare.slice(LENGTH);
  return `${bare.slice(0, 4)}-${bare.slice(4, LENGTH)}${table && `-${table}`}`;
}

export function attachCodeField(root: ParentNode): void {
  for (const input of root.querySelectorAll<HTMLInputElement>("input[data-code]")) {
    input.addEventListener("change", () => {
      input.value = shownCode(input.value);
    });
  }
}
