// Two unmodified y-websocket providers at one table: both type, both must end with the same text.
// node y_websocket_peer.mjs WS_BASE TABLE COOKIE_A COOKIE_B
import { WebSocket } from "ws";
import * as Y from "yjs";
import { WebsocketProvider } from "y-websocket";

const [base, table, ...cookies] = process.argv.slice(2);
const FIELD = "start/zin/table";

const withCookie = (cookie) =>
  class extends WebSocket {
    constructor(url, protocols) {
      super(url, protocols, { headers: { Cookie: cookie } });
    }
  };

const peers = cookies.map((cookie) => {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(base, table, doc, {
    WebSocketPolyfill: withCookie(cookie),
    disableBc: true,
  });
  provider.on("closed", ({ code, reason }) => {
    console.error(`closed ${code} ${reason}`);
    process.exit(2);
  });
  return { doc, provider, text: doc.getText(FIELD) };
});

async function until(what, holds) {
  const end = Date.now() + 15000;
  while (!holds()) {
    if (Date.now() > end) {
      console.error(`waited for: ${what}`);
      process.exit(1);
    }
    await new Promise((done) => setTimeout(done, 10));
  }
}

console.error = ((say) => (...words) => {
  // The stock client says this for every message of ours that it does not know.
  if (words[0] !== "Unable to compute message") say(...words);
})(console.error);

await until("sync", () => peers.every(({ provider }) => provider.synced));
peers.forEach(({ text, provider }, n) => {
  provider.awareness.setLocalStateField("user", { name: `peer ${n}` });
  text.insert(text.length, `[peer ${n} says: dijk é 🌊]`);
});
const whole = () =>
  peers.every(({ text }) => peers.every((_, n) => text.toString().includes(`[peer ${n} says`)));
await until("both lines everywhere", whole);
await until("equal texts", () => new Set(peers.map(({ text }) => text.toString())).size === 1);
await until("presence of the other", () => peers.every(({ provider }) => provider.awareness.getStates().size === peers.length));
console.log(peers[0].text.toString());
for (const { provider } of peers) provider.destroy();
process.exit(0);
