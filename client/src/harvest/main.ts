/** The page "What may leave the table?" stays up to date; without this it works all the same. */

import { socketUrl } from "../room/config";
import type { Socket } from "../room/line";
import { Listener } from "./listener";
import { Live } from "./live";

const root = document.querySelector<HTMLElement>("[data-harvest]");
if (root) {
  const live = new Live(root, async (part) => {
    try {
      const which = part === "proposal" ? "?deel=voorstel" : "";
      const answer = await fetch(window.location.pathname + which, { cache: "no-store" });
      return answer.ok ? await answer.text() : null;
    } catch {
      return null; // the line comes back, and with it the news
    }
  });
  const address = socketUrl(root.dataset.harvest ?? "", window.location);
  const open = () => new WebSocket(address) as unknown as Socket;
  const written = () => live.written();
  new Listener({ open, news: (what) => live.news(what), written }).connect();
}
