/**
 * Sends a form once, however often somebody presses. The server refuses a double as well; this
 * only spares people the refusal. Forms that search (GET) may be sent again.
 *
 * A button that brings a file leaves the page as it is, so it counts as no sending.
 *
 * <form method="post">… <button>…</button> <button data-brings-file>…</button></form>
 */
const SENT = "data-sent";

export function attachOnce(root: Document): void {
  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method !== "post") return;
    if (event.submitter?.hasAttribute("data-brings-file")) return;
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
