/**
 * Moves focus to the summary of errors when a form comes back with mistakes, so that somebody who
 * does not see the page hears first what is wrong.
 *
 * <div class="error-summary" tabindex="-1" data-error-summary>…</div>
 */
export function attachErrorFocus(root: ParentNode): void {
  root.querySelector<HTMLElement>("[data-error-summary]")?.focus();
}
