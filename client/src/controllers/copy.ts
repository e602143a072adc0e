/**
 * Copies a text that stands on the page and says so in a status line. On plain http browsers keep
 * the clipboard shut: then the text is selected, ready for the person's own copy command.
 *
 * <input id="link" readonly value="http://…">
 * <button type="button" data-copy="link" data-copied="Copied" data-selected="Selected" hidden>
 * <span role="status" data-copy-status="link"></span>
 */
function select(source: HTMLElement): void {
  if (source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement) {
    source.focus();
    source.select();
    return;
  }
  source.ownerDocument.getSelection()?.selectAllChildren(source);
}

function textOf(source: HTMLElement): string {
  const value = "value" in source ? String(source.value) : source.textContent;
  return (value ?? "").trim();
}

async function copy(button: HTMLButtonElement, source: HTMLElement): Promise<string> {
  try {
    await navigator.clipboard.writeText(textOf(source));
    return button.dataset.copied ?? "";
  } catch {
    select(source);
    return button.dataset.selected ?? "";
  }
}

export function attachCopy(root: Document): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    const id = button.dataset.copy ?? "";
    const source = root.getElementById(id);
    if (!source) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const said = await copy(button, source);
      const status = root.querySelector(`[data-copy-status="${id}"]`);
      if (status) status.textContent = said;
    });
  }
}
