/**
 * The other tabs of this device at the same table. Before the device is wiped they let go of the
 * copy; a tab whose words are not all saved says so, and nothing is wiped.
 */

const ANSWER_MS = 300;

export class Tabs {
  private readonly channel: BroadcastChannel | null;

  /** `letGo` is what this tab does when another one asks: false when it cannot yet. */
  constructor(
    table: string,
    private readonly letGo: () => boolean,
  ) {
    // Old browsers have none: there the database itself tells who still holds it.
    const exists = typeof BroadcastChannel !== "undefined";
    this.channel = exists ? new BroadcastChannel(`overbrug-${table}`) : null;
    this.channel?.addEventListener("message", this.onMessage);
  }

  /** Asks all others to let go; false when one of them has words that are only there. */
  ask(): Promise<boolean> {
    const { channel } = this;
    if (channel === null) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (free: boolean): void => {
        channel.removeEventListener("message", hear);
        resolve(free);
      };
      const hear = ({ data }: MessageEvent): void => {
        if (data === "busy") settle(false);
      };
      channel.addEventListener("message", hear);
      channel.postMessage("wipe");
      window.setTimeout(() => settle(true), ANSWER_MS);
    });
  }

  close(): void {
    this.channel?.close();
  }

  private onMessage = ({ data }: MessageEvent): void => {
    if (data === "wipe" && !this.letGo()) this.channel?.postMessage("busy");
  };
}
