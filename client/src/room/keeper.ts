/** When the copy on the device comes and goes. */

import type { DeviceCopy } from "./device";
import { forget, hasDrafts, remember, sweepDevice } from "./erase";
import { Tabs } from "./tabs";

/** What the keeper must know of the room. */
export interface Kept {
  table: string;
  storage: Storage | null;
  copy: DeviceCopy;
  isClean: () => boolean;
  isFinished: () => boolean;
  isConnected: () => boolean;
  /** Ends the line: nothing may come in that would be kept again. */
  stop: () => void;
  changed: () => void;
}

const SWEEP_EVERY_MS = 600_000;

export class Keeper {
  /** Whether opening the copy on the device was tried. */
  opened = false;
  erased = false;
  private isErasing = false;
  /** The talk was already over when this page opened. */
  private cameLate = false;
  private readonly tabs: Tabs;

  constructor(private readonly kept: Kept) {
    this.tabs = new Tabs(kept.table, () => this.letGo());
  }

  async open(): Promise<void> {
    await this.eraseWhenOld();
    await this.kept.copy.open();
    this.opened = true;
    window.setInterval(() => void this.eraseWhenOld(), SWEEP_EVERY_MS);
  }

  firstSeen(isFinished: boolean): void {
    this.cameLate = isFinished;
  }

  /**
   * Who only comes to look at a finished table gets no new copy on the device; it comes
   * back when the table is opened again.
   */
  async fit(): Promise<void> {
    const { copy, isFinished, isConnected } = this.kept;
    if (this.isErasing || !this.opened || !isConnected()) return;
    if (!isFinished()) this.cameLate = false;
    // A copy that was not read yet may hold words that were never sent.
    if (this.cameLate && copy.safe && this.nothingWaits) await copy.erase();
    else if (!isFinished() && copy.isErased) await copy.open();
  }

  /** From the first moment that all is safe after the end, the day of erasing is counted. */
  mark(): void {
    const { table, storage, isFinished } = this.kept;
    if (this.isErasing) return;
    if (isFinished() && this.nothingWaits) remember(table, storage, Date.now());
    else forget(table, storage);
  }

  settle(): void {
    this.mark();
    void this.fit();
  }

  /** This page has sent all it has, and no other page left something that still waits. */
  private get nothingWaits(): boolean {
    const { isClean, table, storage } = this.kept;
    return isClean() && !hasDrafts(table, storage);
  }

  /** False when another tab has words that are not saved yet: then nothing was wiped. */
  async wipe(): Promise<boolean> {
    if (!(await this.tabs.ask())) return false;
    await this.erase();
    return true;
  }

  async erase(): Promise<void> {
    this.isErasing = true;
    this.kept.stop();
    await this.kept.copy.erase();
    this.erased = true;
    this.kept.changed();
  }

  close(): void {
    this.tabs.close();
  }

  private letGo(): boolean {
    if (!this.nothingWaits) return false;
    void this.erase();
    return true;
  }

  /** Copies of finished tables go after a day; this one too, when its page is still open. */
  private async eraseWhenOld(): Promise<void> {
    const old = await sweepDevice(this.kept.storage, Date.now());
    if (this.opened && old.includes(this.kept.table)) await this.erase();
  }
}
