/**
 * Puts a title in the box: card and day, as chosen in the same form. It follows what is chosen
 * until somebody types a title of their own. Without script the server says the same.
 *
 * <form><input type="radio" name="card" value="3" checked>
 *   <input type="datetime-local" name="starts_at">
 *   <input name="title" data-suggest-title='{"3": "Brugtafel"}'></form>
 */
const LOCALES: Record<string, string> = { en: "en-GB" };

/** Brugtafel · 22 november 2026; see `suggested_title` on the server. */
export function suggestedTitle(card: string, moment: string, language: string): string {
  const chosen = new Date(moment);
  const day = Number.isNaN(chosen.getTime()) ? new Date() : chosen;
  const words = new Intl.DateTimeFormat(LOCALES[language] ?? language, {
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  return `${card} · ${words.format(day)}`;
}

function attach(box: HTMLInputElement, form: HTMLFormElement): void {
  const titles = JSON.parse(box.dataset.suggestTitle ?? "{}") as Record<string, string>;
  const language = document.documentElement.lang || "nl";
  const suggest = (): string => {
    const chosen = new FormData(form);
    const card = titles[String(chosen.get("card") ?? "")];
    const moment = String(chosen.get("starts_at") ?? "");
    return card === undefined ? "" : suggestedTitle(card, moment, language);
  };
  let last = suggest();
  if (box.value === "") box.value = last;
  form.addEventListener("change", (event) => {
    const now = suggest();
    if (event.target !== box && box.value === last) box.value = now;
    last = now;
  });
}

export function attachSuggestTitle(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLInputElement>("input[data-suggest-title]")) {
    if (box.form) attach(box, box.form);
  }
}
