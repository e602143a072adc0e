/** The wire: y-websocket's messages 0 and 1, and Overbrug's 8 (ack), 9 (event), 10 (error). */

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { RoomEvent } from "./state";

const SYNC = 0;
const AWARENESS = 1;
const ACK = 8;
const EVENT = 9;
const ERROR = 10;

export interface Command {
  id: string;
  seat: string;
  do: string;
  [detail: string]: unknown;
}

export type Incoming =
  | { kind: "step1"; vector: Uint8Array }
  | { kind: "step2"; update: Uint8Array }
  | { kind: "update"; update: Uint8Array }
  | { kind: "awareness"; update: Uint8Array }
  | { kind: "ack"; count: number }
  | { kind: "event"; event: RoomEvent }
  | { kind: "error"; code: number; why: string; retryMs: number }
  | { kind: "unknown" };

export function decode(frame: Uint8Array): Incoming {
  const decoder = decoding.createDecoder(frame);
  switch (decoding.readVarUint(decoder)) {
    case SYNC:
      return decodeSync(decoder);
    case AWARENESS:
      return { kind: "awareness", update: decoding.readVarUint8Array(decoder) };
    case ACK:
      return { kind: "ack", count: decoding.readVarUint(decoder) };
    case EVENT:
      return { kind: "event", event: JSON.parse(decoding.readVarString(decoder)) as RoomEvent };
    case ERROR: {
      const { code, why, retry_ms } = JSON.parse(decoding.readVarString(decoder));
      return { kind: "error", code: Number(code), why: String(why), retryMs: retry_ms ?? 0 };
    }
    default:
      return { kind: "unknown" };
  }
}

function decodeSync(decoder: decoding.Decoder): Incoming {
  const type = decoding.readVarUint(decoder);
  const body = decoding.readVarUint8Array(decoder);
  if (type === 0) return { kind: "step1", vector: body };
  if (type === 1) return { kind: "step2", update: body };
  return type === 2 ? { kind: "update", update: body } : { kind: "unknown" };
}

function sync(type: number, body: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, SYNC);
  encoding.writeVarUint(encoder, type);
  encoding.writeVarUint8Array(encoder, body);
  return encoding.toUint8Array(encoder);
}

export const step1Frame = (vector: Uint8Array): Uint8Array => sync(0, vector);
export const step2Frame = (update: Uint8Array): Uint8Array => sync(1, update);
export const updateFrame = (update: Uint8Array): Uint8Array => sync(2, update);

export function awarenessFrame(update: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, AWARENESS);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}

export function commandFrame(command: Command): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, EVENT);
  encoding.writeVarString(encoder, JSON.stringify(command));
  return encoding.toUint8Array(encoder);
}
