/**
 * Sends a form once, however often somebody presses. The server refuses a double as well; this
 * only spares people the refusal. Forms that search (GET) may be sent again.
 *
 * <form method="post">…</form>
 */
const SENT = "data-sent";

export function attachOnce(root: Document): void {
  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.hasAttribute(SENT)) {
      event.preventDefault();
      return;
    }
    form.setAttribute(SENT, "");
  });
  // The back button shows the page as it was left; there the form must work again.
  root.defaultView?.addEventListener("pageshow", () => {
    for (const form of root.querySelectorAll(`form[${SENT}]`)) form.removeAttribute(SENT);
  });
}
