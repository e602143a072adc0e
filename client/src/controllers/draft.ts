/**
 * Keeps what somebody types in a long form in this tab, so that reloading or going back loses
 * nothing. It never leaves the browser: sessionStorage goes with the tab, and the page that says
 * "sent" wipes it. Why not on the server: docs/decisions/0021.
 *
 * <div data-draft-back hidden>… <button type="button" data-draft-clear>…</button></div>
 * <form data-draft="name" data-draft-fresh><input type="hidden" name="revision" value="3">…</form>
 * <div data-draft-done="name"></div>    on the page after sending
 *
 * `data-draft-fresh`: the boxes hold what stands on the server, not what was just sent.
 */
const PREFIX = "overbrug-draft-";
const LASTS_MS = 12 * 3600 * 1000; // no longer than the session of the link

type Box = HTMLInputElement | HTMLTextAreaElement;
type Value = string | boolean;

interface Draft {
  at: number;
  /** What the writer had read: another one's change since then is noticed by the server. */
  revision: string;
  fields: Record<string, Value>;
}

function boxes(form: HTMLFormElement): Box[] {
  const found = form.querySelectorAll<Box>("textarea[name], input[name]");
  return Array.from(found).filter((box) => !/hidden|password|file|submit|radio/.test(box.type));
}

const isTick = (box: Box): box is HTMLInputElement => box.type === "checkbox";
const current = (box: Box): Value => (isTick(box) ? box.checked : box.value);
const asServed = (box: Box): Value => (isTick(box) ? box.defaultChecked : box.defaultValue);

function put(box: Box, value: Value | undefined): boolean {
  if (value === undefined || value === current(box)) return false;
  if (isTick(box)) box.checked = value === true;
  else box.value = String(value);
  return true;
}

function read(store: Storage, key: string, now: number): Draft | null {
  try {
    const draft = JSON.parse(store.getItem(key) ?? "null") as Draft | null;
    return draft && now - draft.at < LASTS_MS ? draft : null;
  } catch {
    return null; // not ours
  }
}

function write(store: Storage, key: string, draft: Draft): void {
  if (Object.keys(draft.fields).length === 0) return store.removeItem(key);
  try {
    store.setItem(key, JSON.stringify(draft));
  } catch {
    // full, or kept shut by the browser: the form works without
  }
}

function attach(form: HTMLFormElement, store: Storage, root: ParentNode): void {
  const key = PREFIX + (form.dataset.draft ?? "");
  const revision = form.querySelector<HTMLInputElement>("input[name=revision]");
  const isFresh = form.hasAttribute("data-draft-fresh");
  const kept = read(store, key, Date.now());
  const back = root.querySelector<HTMLElement>("[data-draft-back]");
  const served = revision?.value ?? "";
  let begun = kept?.revision ?? served;
  let before = kept?.fields ?? {};
  if (kept && isFresh) {
    const changed = boxes(form).filter((box) => put(box, kept.fields[box.name]));
    if (revision) revision.value = begun;
    if (back) back.hidden = changed.length === 0;
  }
  const save = (): void => {
    const touched = boxes(form).filter(
      (box) => current(box) !== asServed(box) || (!isFresh && box.name in before),
    );
    const fields = Object.fromEntries(touched.map((box) => [box.name, current(box)]));
    write(store, key, { at: Date.now(), revision: begun, fields });
  };
  form.addEventListener("input", save);
  form.addEventListener("change", save);
  root.querySelector("[data-draft-clear]")?.addEventListener("click", () => {
    store.removeItem(key);
    [begun, before] = [served, {}];
    form.reset();
    if (revision) revision.value = served;
    if (back) back.hidden = true;
    boxes(form)[0]?.focus();
  });
}

/** The store of this tab; nothing where the browser keeps it shut. */
function ofThisTab(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

export function attachDraft(root: ParentNode, store = ofThisTab()): void {
  if (!store) return;
  for (const done of root.querySelectorAll<HTMLElement>("[data-draft-done]")) {
    store.removeItem(PREFIX + (done.dataset.draftDone ?? ""));
  }
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-draft]")) {
    attach(form, store, root);
  }
}
