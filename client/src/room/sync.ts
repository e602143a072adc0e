/** What the server lacks after the state vectors were compared, and whose work it is. */

import * as Y from "yjs";
import type { SaveLedger } from "./ledger";
import { hasMore, ownWork, parts } from "./split";

export interface Lacking {
  /** Goes as ordinary updates: counted, acknowledged, recorded as written here. */
  own: Uint8Array[];
  /** Goes as a step-2 reply: stored, but not recorded as ours. */
  foreign: Uint8Array[];
}

/** `vector` is what the server says it has; `update` its answer to our own vector. */
export function lacking(
  doc: Y.Doc,
  ledger: SaveLedger,
  vector: Uint8Array,
  update: Uint8Array,
): Lacking {
  const known = Y.decodeStateVector(vector);
  const { structs, deletes } = ownWork(doc, ledger.baseline(known));
  const isMine = (client: number): boolean => client === doc.clientID || ledger.isOwn(client);
  const lacksDeletes = hasMore(deletes, Y.decodeUpdate(update).ds.clients);
  const mine = structs.filter((struct) => isMine(struct.id.client));
  const others = structs.filter((struct) => !isMine(struct.id.client));
  const gone = lacksDeletes || !ledger.isClean ? deletes : new Map();
  return {
    own: parts({ structs: mine, deletes: gone }, known),
    foreign: parts({ structs: others, deletes: new Map() }, known),
  };
}
