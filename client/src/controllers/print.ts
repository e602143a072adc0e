/**
 * A button that opens the print window. It stays hidden where no script runs.
 *
 * <button type="button" data-print hidden>…</button>
 */
export function attachPrint(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
