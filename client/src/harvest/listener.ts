/**
 * A line to the table's room that only listens: the seat counts as present, and news comes in.
 * No document and nothing that is typed; a line that breaks or sleeps comes back by itself.
 */

import type { Socket } from "../room/line";
import { Backoff, ending, onWake } from "../room/reconnect";
import { Watchdog } from "../room/watchdog";
import { decode, step1Frame } from "../room/wire";

const OPEN = 1;

/** What the table is told: where its harvest stands, and the number of the proposal. */
export interface News {
  type: string;
  state?: string;
  number?: number;
}

export interface ListenerOptions {
  open: () => Socket;
  /** Something happened to the harvest; without `what` it may have, while the line was gone. */
  news: (what?: News) => void;
  /** Somebody typed at the table. */
  written: () => void;
  random?: () => number;
}

export class Listener {
  private socket: Socket | null = null;
  private timer: number | undefined;
  private isStopped = false;
  private wasThere = false;
  /** What the server said it has: asked with it, it answers with next to nothing. */
  private vector = Uint8Array.of(0);
  private readonly backoff: Backoff;
  private readonly offWake: () => void;
  private readonly watchdog = new Watchdog(
    () => this.ask(),
    () => this.again(),
  );

  constructor(private readonly options: ListenerOptions) {
    this.backoff = new Backoff(options.random);
    this.offWake = onWake((slept) => this.woke(slept));
  }

  connect(): void {
    if (this.socket !== null || this.isStopped) return;
    window.clearTimeout(this.timer);
    const socket = this.options.open();
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => socket === this.socket && this.opened();
    socket.onmessage = (event) => socket === this.socket && this.heard(event.data);
    socket.onclose = (event) => socket === this.socket && this.closed(event.code);
    this.watchdog.opening();
  }

  stop(): void {
    this.isStopped = true;
    window.clearTimeout(this.timer);
    this.release();
    this.offWake();
  }

  private opened(): void {
    this.watchdog.heard();
    // What happened while nobody listened is not told again.
    if (this.wasThere) this.options.news();
    this.wasThere = true;
  }

  private heard(data: ArrayBuffer): void {
    this.watchdog.heard();
    this.backoff.reset();
    const message = read(data);
    if (message?.kind === "step1") this.vector = message.vector.slice();
    if (message?.kind === "update") this.options.written();
    if (message?.kind !== "event") return;
    const news = message.event as News;
    if (news.type === "harvest") this.options.news(news);
  }

  private ask(): void {
    if (this.socket?.readyState === OPEN) this.socket.send(step1Frame(this.vector));
  }

  private woke(slept: boolean): void {
    if (this.isStopped) return;
    if (this.socket === null) this.connect();
    else if (slept || this.socket.readyState > OPEN) this.again();
    else this.watchdog.woke();
  }

  private again(): void {
    this.release();
    this.connect();
  }

  private closed(code: number): void {
    this.release();
    const end = ending(code);
    if (!end.retry) return this.stop();
    this.timer = window.setTimeout(() => this.connect(), this.backoff.next(end.atLeast));
  }

  private release(): void {
    const socket = this.socket;
    this.socket = null;
    this.watchdog.stop();
    if (socket !== null && socket.readyState <= OPEN) socket.close();
  }
}

/** One frame that cannot be read must not end the listening. */
function read(data: ArrayBuffer): ReturnType<typeof decode> | null {
  try {
    return decode(new Uint8Array(data));
  } catch {
    return null;
  }
}
