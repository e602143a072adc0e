/**
 * Ties a text area to one text of the live document: only the smallest edit travels, the caret
 * stays where it was under other people's edits, and an input method is never interrupted.
 */

import * as Y from "yjs";
import { type Delta, diff, mapIndex } from "./textdiff";

export const MAX_CHARACTERS = 20_000;

export interface BindingHandlers {
  typed(): void;
  /** What was added is too long; nothing was changed. */
  refused(): void;
}

type TextInput = HTMLTextAreaElement | HTMLInputElement;

export class TextBinding {
  private shadow: string;
  private composing = false;
  private held: Delta[][] = [];
  private readonly undo: Y.UndoManager;

  constructor(
    private readonly text: Y.Text,
    private readonly input: TextInput,
    private readonly handlers: BindingHandlers,
  ) {
    this.shadow = text.toString();
    input.value = this.shadow;
    this.undo = new Y.UndoManager(text, { trackedOrigins: new Set([this]), captureTimeout: 600 });
    text.observe(this.onRemote);
    input.addEventListener("input", this.onInput);
    input.addEventListener("compositionstart", this.onCompositionStart);
    input.addEventListener("compositionend", this.onCompositionEnd);
    input.addEventListener("paste", this.onPaste as EventListener);
    input.addEventListener("beforeinput", this.onBeforeInput as EventListener);
    input.addEventListener("keydown", this.onKey as EventListener);
  }

  destroy(): void {
    if (this.composing) this.onCompositionEnd();
    this.text.unobserve(this.onRemote);
    this.undo.destroy();
    this.input.removeEventListener("input", this.onInput);
    this.input.removeEventListener("compositionstart", this.onCompositionStart);
    this.input.removeEventListener("compositionend", this.onCompositionEnd);
    this.input.removeEventListener("paste", this.onPaste as EventListener);
    this.input.removeEventListener("beforeinput", this.onBeforeInput as EventListener);
    this.input.removeEventListener("keydown", this.onKey as EventListener);
  }

  private onInput = (): void => {
    // Others wrote here while an input method is open: wait, their words may not disturb it.
    if (this.composing && this.held.length > 0) return;
    this.push();
  };

  private push(): void {
    const { value } = this.input;
    if (value.length > MAX_CHARACTERS && value.length > this.shadow.length) return this.refuse();
    const edit = diff(this.shadow, value, this.input.selectionEnd ?? value.length);
    if (edit === null) return;
    const place = (index: number): number => this.held.reduce(mapIndex, index);
    const from = place(edit.index);
    const to = edit.remove === 0 ? from : place(edit.index + edit.remove);
    this.shadow = value;
    this.text.doc?.transact(() => {
      if (to > from) this.text.delete(from, to - from);
      if (edit.insert !== "") this.text.insert(from, edit.insert);
    }, this);
    this.handlers.typed();
  }

  private refuse(): void {
    const caret = Math.min(this.input.selectionStart ?? 0, this.shadow.length);
    this.input.value = this.shadow;
    this.input.setSelectionRange(caret, caret);
    this.handlers.refused();
  }

  private onPaste = (event: ClipboardEvent): void => {
    const pasted = event.clipboardData?.getData("text") ?? "";
    const { selectionStart: start, selectionEnd: end, value } = this.input;
    const length = value.length - ((end ?? 0) - (start ?? 0)) + pasted.length;
    if (length <= MAX_CHARACTERS) return;
    event.preventDefault();
    this.handlers.refused();
  };

  private onRemote = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (transaction.origin === this) return;
    const delta = event.delta as Delta[];
    if (this.composing) this.held.push(delta);
    else this.show([delta]);
  };

  /** Puts the document's text in the box, with the caret where its words went. */
  private show(deltas: Delta[][]): void {
    const { input } = this;
    const place = (index: number): number => deltas.reduce(mapIndex, index);
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = input;
    this.shadow = this.text.toString();
    if (input.value === this.shadow) return;
    input.value = this.shadow;
    input.dispatchEvent(new Event("shown"));
    if (input.ownerDocument.activeElement !== input) return;
    input.setSelectionRange(
      place(selectionStart ?? 0),
      place(selectionEnd ?? 0),
      selectionDirection ?? "none",
    );
    input.scrollTop = scrollTop;
  }

  private onCompositionStart = (): void => {
    this.composing = true;
  };

  private onCompositionEnd = (): void => {
    this.composing = false;
    this.push();
    const deltas = this.held;
    this.held = [];
    if (deltas.length > 0) this.show(deltas);
  };

  private onBeforeInput = (event: InputEvent): void => {
    if (event.inputType === "historyUndo") this.history(event, () => this.undo.undo());
    if (event.inputType === "historyRedo") this.history(event, () => this.undo.redo());
  };

  /** The browser forgets its own history when the box is filled from outside; ours does not. */
  private onKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || this.composing) return;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) this.history(event, () => this.undo.undo());
    if (key === "y" || (key === "z" && event.shiftKey)) {
      this.history(event, () => this.undo.redo());
    }
  };

  private history(event: Event, act: () => void): void {
    event.preventDefault();
    act();
    this.handlers.typed();
  }
}
