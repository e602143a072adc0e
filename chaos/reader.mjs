// Makes a document of the rows of the room log with Yjs, which the server does not use.
// A line in: {"snapshot": base64, "updates": [base64]}. A line out: texts, state vector, and what waits.
import { createInterface } from "node:readline";
import * as Y from "yjs";

const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));

function waiting(pending) {
  if (pending === null) return [];
  const { structs } = Y.decodeUpdateV2(pending.update);
  return structs
    .filter((struct) => !(struct instanceof Y.Skip))
    .map(({ id, length }) => [id.client, id.clock, id.clock + length]);
}

function read({ snapshot, updates }) {
  const doc = new Y.Doc();
  if (snapshot) Y.applyUpdate(doc, bytes(snapshot));
  for (const update of updates) Y.applyUpdate(doc, bytes(update));
  const texts = {};
  for (const name of doc.share.keys()) texts[name] = doc.getText(name).toString();
  const vector = Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(doc)));
  const { pendingStructs, pendingDs } = doc.store;
  const found = { texts, vector, waiting: waiting(pendingStructs), gone: pendingDs !== null };
  doc.destroy();
  return found;
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = read(JSON.parse(line));
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
