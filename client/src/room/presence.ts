/** Who writes where, from everyone's awareness state: {seat, field, typing}. */

import type { Awareness } from "y-protocols/awareness";

const STILL_TYPING_MS = 4000;

interface Wire {
  seat?: unknown;
  field?: unknown;
  typing?: unknown;
}

export interface Writer {
  seat: string;
  field: string;
}

export class Presence {
  private timer: number | undefined;
  private mine: { seat: string; field: string | null; typing: boolean };

  constructor(
    private readonly awareness: Awareness,
    seat: string,
  ) {
    this.mine = { seat, field: null, typing: false };
    awareness.setLocalState(this.mine);
  }

  sit(seat: string): void {
    this.publish({ seat, field: null, typing: false });
  }

  focus(field: string | null): void {
    this.publish({ ...this.mine, field, typing: false });
  }

  typing(field: string): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(
      () => this.publish({ ...this.mine, typing: false }),
      STILL_TYPING_MS,
    );
    this.publish({ ...this.mine, field, typing: true });
  }

  /** Everyone else who is typing now. */
  writers(): Writer[] {
    const found: Writer[] = [];
    for (const [client, state] of this.awareness.getStates()) {
      const { seat, field, typing } = state as Wire;
      if (client === this.awareness.clientID || typing !== true) continue;
      if (typeof seat === "string" && typeof field === "string") found.push({ seat, field });
    }
    return found;
  }

  private publish(state: Presence["mine"]): void {
    const { seat, field, typing } = this.mine;
    if (seat === state.seat && field === state.field && typing === state.typing) return;
    this.mine = state;
    this.awareness.setLocalState(state);
  }
}
