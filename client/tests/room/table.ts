/** A table on the page and a server in memory: what every test of the screen half begins with. */

import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, vi } from "vitest";
import type { Config } from "../../src/room/config";
import type { Ask } from "../../src/room/drafts";
import { Room } from "../../src/room/room";
import { loadTexts } from "../../src/room/texts";
import { App } from "../../src/room/view/app";
import { config, FakeRoom, memoryStorage } from "./fake-room";
import { texts } from "./sentences";

export let server: FakeRoom;
export let room: Room;
export let storage: Storage;
let ask: Ask;

export const until = (check: () => unknown): Promise<unknown> =>
  vi.waitFor(() => expect(check()).toBeTruthy(), { timeout: 8000, interval: 20 });

export const $ = <E extends HTMLElement>(selector: string): E | null =>
  document.querySelector<E>(selector);

/** The button or link that says exactly this, when it is shown. */
export const byText = (text: string): HTMLElement | undefined =>
  Array.from(document.querySelectorAll<HTMLElement>("button, a")).find(
    (element) => element.textContent?.trim() === text && !element.closest("[hidden]"),
  );

/** What the other road answers from now on. */
export const answer = (how: Ask): void => {
  ask = how;
};

export async function open(extra: Partial<Config> = {}): Promise<void> {
  document.body.innerHTML = '<div id="room"></div>';
  const settings = config({ texts, ...extra });
  loadTexts(texts);
  room = new Room(settings, {
    openSocket: server.connect,
    ask: (url, body) => ask(url, body),
    storage,
    location: window.location,
    random: () => 0,
  });
  new App(document.getElementById("room") as HTMLElement, room);
  await room.start();
  await until(() => room.provider.status === "synced");
}

export const startTalk = (): void => {
  server.move({ state: "running", step: 0, began_at: server.now, planned_s: 600 });
};

/** The same prompts in every step of the card. */
export function withPrompts(...prompts: object[]): Partial<Config> {
  const { card } = config();
  const blocks = card.blocks.map((block) => ({ ...block, prompts }));
  return { card: { ...card, blocks } as typeof card };
}

beforeEach(() => {
  server = new FakeRoom();
  storage = memoryStorage();
  ask = async () => ({ ok: true, status: 200, body: {} });
  window.scrollTo = () => {};
  document.hasFocus = () => true;
});

afterEach(async () => {
  await room.keeper?.erase();
  room.destroy();
});
