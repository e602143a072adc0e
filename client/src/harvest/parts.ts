/**
 * Puts what is new on the page in place of what was there, part by part. What somebody typed or
 * chose and did not send, what is folded open and where the focus is, all stay.
 *
 * <div data-part="proposal" data-news="The proposal is renewed.">…</div>
 */

const TOKEN = /(name="csrfmiddlewaretoken" value=")[^"]*/g;
const TEXT_BOXES = "textarea, select, input:not([type=radio], [type=checkbox], [type=hidden])";

export class Parts {
  /** Each part as the server sent it, to tell what changed from what was done here. */
  private readonly known = new Map<string, string>();

  constructor(private readonly root: HTMLElement) {
    for (const part of parts(root)) this.known.set(name(part), sent(part));
  }

  /** The words of what was replaced; null when somebody writes in a part that changed. */
  take(fresh: ParentNode): string[] | null {
    const changed = parts(fresh).filter((part) => this.known.get(name(part)) !== sent(part));
    const pairs = changed.map((part) => [this.find(name(part)), part] as const);
    if (pairs.some(([old]) => old !== null && isWriting(old))) return null;
    const news = [];
    for (const [old, part] of pairs) {
      if (old === null) continue;
      this.known.set(name(part), sent(part));
      replace(old, part);
      news.push(part.dataset.news ?? "");
    }
    return news.filter((words) => words !== "");
  }

  private find(wanted: string): HTMLElement | null {
    return this.root.querySelector<HTMLElement>(`[data-part="${wanted}"]`);
  }
}

/** Whether something was typed or chosen in `part` that the server does not have. */
export function hasUnsaved(part: ParentNode): boolean {
  return unsaved(part).length > 0;
}

function parts(root: ParentNode): HTMLElement[] {
  return Array.from(root.querySelectorAll<HTMLElement>("[data-part]"));
}

const name = (part: HTMLElement): string => part.dataset.part ?? "";
const sent = (part: HTMLElement): string => part.innerHTML.replace(TOKEN, "$1");

function isWriting(part: HTMLElement): boolean {
  const active = part.ownerDocument.activeElement;
  return active !== null && part.contains(active) && active.matches(TEXT_BOXES);
}

function replace(old: HTMLElement, fresh: HTMLElement): void {
  const active = old.ownerDocument.activeElement;
  const focus = active !== null && old.contains(active) ? selector(active) : "";
  const kept = unsaved(old);
  const open = new Map(folds(old).map((fold) => [fold.id, fold.open]));
  old.replaceChildren(...Array.from(fresh.childNodes));
  if (fresh.dataset.number !== undefined) old.dataset.number = fresh.dataset.number;
  for (const put of kept) put(old);
  for (const fold of folds(old)) fold.open = open.get(fold.id) ?? fold.open;
  if (focus !== "") old.querySelector<HTMLElement>(focus)?.focus({ preventScroll: true });
}

function folds(part: HTMLElement): HTMLDetailsElement[] {
  return Array.from(part.querySelectorAll<HTMLDetailsElement>("details[id]"));
}

type Put = (part: ParentNode) => void;

/** What was typed or chosen here, each as a way to put it back. */
function unsaved(part: ParentNode): Put[] {
  const puts: Put[] = [];
  for (const radio of part.querySelectorAll<HTMLInputElement>("input[type=radio]")) {
    if (radio.checked && !radio.defaultChecked) puts.push(check(selector(radio)));
  }
  for (const box of part.querySelectorAll<HTMLTextAreaElement>("textarea")) {
    // What came back with an error is not saved either, though the server sent it.
    const isOwn = box.value !== box.defaultValue || "unsaved" in box.dataset;
    if (isOwn && box.value !== "") puts.push(fill(selector(box), box.value));
  }
  for (const list of part.querySelectorAll<HTMLSelectElement>("select")) {
    if (list.selectedIndex > 0) puts.push(fill(selector(list), list.value));
  }
  return puts;
}

function check(wanted: string): Put {
  return (part) => {
    const found = part.querySelector<HTMLInputElement>(wanted);
    if (found) found.checked = true;
  };
}

function fill(wanted: string, text: string): Put {
  return (part) => {
    const found = part.querySelector<HTMLTextAreaElement | HTMLSelectElement>(wanted);
    if (found) found.value = text;
  };
}

/** How to find the same thing on the new page: what it was chosen from may have changed. */
function selector(element: Element): string {
  if (element.id) return `[id=${quoted(element.id)}]`;
  const fold = element.closest("details[id]");
  if (element.tagName === "SUMMARY" && fold) return `[id=${quoted(fold.id)}] > summary`;
  const value = element.getAttribute("value") ?? "";
  const called = `[name=${quoted(element.getAttribute("name") ?? "")}]`;
  if (!element.matches("input[type=radio]")) return `${called}[value=${quoted(value)}]`;
  return `${called}[value$=${quoted(value.split("-").pop() ?? "")}]`;
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;
