/** The browser as the room sees it; tests give another one. */

import type { Config } from "./config";
import { type Ask, asker } from "./drafts";
import { localStore } from "./erase";
import type { Socket } from "./line";

export interface Outside {
  openSocket(url: string): Socket;
  ask: Ask;
  storage: Storage | null;
  location: Location;
  random?: () => number;
}

export function browserOutside(config: Config): Outside {
  return {
    openSocket: (url) => new WebSocket(url) as unknown as Socket,
    ask: asker(config.csrf),
    storage: localStore(),
    location: window.location,
  };
}
