/**
 * Cuts a Yjs update into parts that each stay under the server's limit, in an order in which
 * every part can be merged on arrival. Needed for offline work and for very large pastes.
 */

import * as encoding from "lib0/encoding";
import * as Y from "yjs";

export const PART_BYTES = 48 * 1024;

type Struct = Y.Item | Y.GC | Y.Skip;
type Clients = Map<number, number>;
interface DeleteItem {
  clock: number;
  len: number;
}

export interface Missing {
  structs: Struct[];
  deletes: Map<number, DeleteItem[]>;
}

export function missing(update: Uint8Array): Missing {
  const { structs, ds } = Y.decodeUpdate(update);
  return { structs: (structs as Struct[]).filter(isContent), deletes: ds.clients };
}

const isContent = (struct: Struct): boolean => !(struct instanceof Y.Skip);

/** Parts of at most about `limit` bytes; `known` is what the receiver already has. */
export function parts(work: Missing, known: Clients, limit = PART_BYTES): Uint8Array[] {
  const result: Uint8Array[] = [];
  let part: Struct[] = [];
  let size = 0;
  for (const struct of inOrder(
    work.structs.flatMap((one) => cut(one, limit)),
    known,
  )) {
    const bytes = sizeOf(struct);
    if (part.length > 0 && size + bytes > limit) {
      result.push(encode(part, new Map()));
      part = [];
      size = 0;
    }
    part.push(struct);
    size += bytes;
  }
  if (part.length > 0) result.push(encode(part, new Map()));
  for (const deletes of deleteParts(work.deletes, limit)) result.push(encode([], deletes));
  return result;
}

export function split(update: Uint8Array, limit = PART_BYTES): Uint8Array[] {
  if (update.length <= limit) return [update];
  return parts(missing(update), new Map(), limit);
}

/** A long text is one struct in Yjs: cut it at a character border, never inside a pair. */
function cut(struct: Struct, limit: number): Struct[] {
  const most = Math.floor(limit / 4);
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return [struct];
  const pieces: Struct[] = [];
  let rest: Y.Item = struct;
  while (rest.length > most) {
    const text = (rest.content as Y.ContentString).str;
    const high = (text.charCodeAt(most - 1) & 0xfc00) === 0xd800;
    const [head, tail] = halves(rest, high ? most - 1 : most);
    pieces.push(head);
    rest = tail;
  }
  pieces.push(rest);
  return pieces;
}

function halves(item: Y.Item, at: number): [Y.Item, Y.Item] {
  const { client, clock } = item.id;
  const right = item.content.splice(at);
  const left = copy(item, item.id, item.origin, item.content);
  const origin = Y.createID(client, clock + at - 1);
  return [left, copy(item, Y.createID(client, clock + at), origin, right)];
}

type Content = Y.Item["content"];

function copy(item: Y.Item, id: Y.ID, origin: Y.ID | null, content: Content): Y.Item {
  const { rightOrigin, parent, parentSub } = item;
  return new Y.Item(id, null, origin, null, rightOrigin, parent, parentSub, content);
}

function sizeOf(struct: Struct): number {
  const encoder = new Y.UpdateEncoderV1();
  struct.write(encoder, 0);
  return encoding.length(encoder.restEncoder) + 20;
}

/** Structs of several devices may lean on each other: those whose base is known go first. */
function inOrder(structs: Struct[], known: Clients): Struct[] {
  const queues = new Map<number, Struct[]>();
  for (const struct of structs) {
    const queue = queues.get(struct.id.client);
    if (queue) queue.push(struct);
    else queues.set(struct.id.client, [struct]);
  }
  const waiting = new Map(Array.from(queues, ([client, queue]) => [client, queue[0]?.id.clock]));
  const isKnown = (id: Y.ID | null): boolean => {
    if (id === null) return true;
    const next = waiting.get(id.client);
    return next === undefined || id.clock < Math.max(next, known.get(id.client) ?? 0);
  };
  const ready = (struct: Struct): boolean =>
    !(struct instanceof Y.Item) || (isKnown(struct.origin) && isKnown(struct.rightOrigin));
  return drain(queues, waiting, ready);
}

function drain(
  queues: Map<number, Struct[]>,
  waiting: Map<number, number | undefined>,
  ready: (struct: Struct) => boolean,
): Struct[] {
  const ordered: Struct[] = [];
  let left = Array.from(queues.values()).reduce((sum, queue) => sum + queue.length, 0);
  while (left > 0) {
    const before = left;
    for (const [client, queue] of queues) {
      while (queue[0] && ready(queue[0])) {
        ordered.push(queue.shift() as Struct);
        waiting.set(client, queue[0]?.id.clock);
        left--;
      }
    }
    // Nothing moved: its base is in nobody's hands here. Yjs keeps such parts until it comes.
    if (left === before) return ordered.concat(...queues.values());
  }
  return ordered;
}

function* deleteParts(
  deletes: Map<number, DeleteItem[]>,
  limit: number,
): Generator<Map<number, DeleteItem[]>> {
  const most = Math.max(1, Math.floor(limit / 12));
  let part = new Map<number, DeleteItem[]>();
  let count = 0;
  for (const [client, items] of deletes) {
    for (let at = 0; at < items.length; at += most) {
      const slice = items.slice(at, at + most);
      if (count > 0 && count + slice.length > most) {
        yield part;
        part = new Map();
        count = 0;
      }
      part.set(client, slice);
      count += slice.length;
    }
  }
  if (count > 0) yield part;
}

/** Yjs update format 1: structs grouped by client, then the delete set. */
function encode(structs: Struct[], deletes: Map<number, DeleteItem[]>): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const groups = new Map<number, Struct[]>();
  for (const struct of structs) {
    const group = groups.get(struct.id.client);
    if (group) group.push(struct);
    else groups.set(struct.id.client, [struct]);
  }
  encoding.writeVarUint(encoder.restEncoder, groups.size);
  for (const [client, group] of groups) {
    encoding.writeVarUint(encoder.restEncoder, group.length);
    encoder.writeClient(client);
    encoding.writeVarUint(encoder.restEncoder, group[0]?.id.clock ?? 0);
    for (const struct of group) struct.write(encoder, 0);
  }
  writeDeletes(encoder.restEncoder, deletes);
  return encoder.toUint8Array();
}

function writeDeletes(encoder: encoding.Encoder, deletes: Map<number, DeleteItem[]>): void {
  encoding.writeVarUint(encoder, deletes.size);
  for (const [client, items] of deletes) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, items.length);
    for (const item of items) {
      encoding.writeVarUint(encoder, item.clock);
      encoding.writeVarUint(encoder, item.len);
    }
  }
}

/** Whether a delete set names something that another one does not. */
export function hasMore(
  mine: Map<number, DeleteItem[]>,
  theirs: Map<number, DeleteItem[]>,
): boolean {
  for (const [client, items] of mine) {
    const other = theirs.get(client) ?? [];
    const covered = ({ clock, len }: DeleteItem): boolean =>
      other.some((item) => item.clock <= clock && item.clock + item.len >= clock + len);
    if (!items.every(covered)) return true;
  }
  return false;
}

/** Structs beyond what the receiver knows: a state vector says how far it has come. */
export function ownWork(doc: Y.Doc, baseline: Clients): Missing {
  const vector = encodeVector(baseline);
  return missing(Y.encodeStateAsUpdate(doc, vector));
}

function encodeVector(clients: Clients): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, clients.size);
  for (const [client, clock] of clients) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
  }
  return encoding.toUint8Array(encoder);
}
