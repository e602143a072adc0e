/**
 * What the server says about the table, apart from the text. Pure: an old state and an event
 * give a new state, and "state plus events equals fresh state" is a test.
 */

import { type Clock, WAITING } from "./clock";

export interface SeatInfo {
  id: string;
  name: string;
  initials: string;
  note: string;
  kind: "person" | "screen";
}

export type Value = string[] | number | null;

export interface TableState {
  seq: number;
  clock: Clock;
  roles: Record<string, string | null>;
  values: Record<string, Value>;
  seats: SeatInfo[];
  here: string[];
  awaySince: Record<string, number>;
  unnamed: Record<string, number>;
}

export const EMPTY: TableState = {
  seq: 0,
  clock: WAITING,
  roles: {},
  values: {},
  seats: [],
  here: [],
  awaySince: {},
  unnamed: {},
};

/** The part of a "state" event that the server sends under `state`. */
interface WireState {
  clock: Clock;
  roles: Record<string, string | null>;
  values: Record<string, Value>;
  seats: SeatInfo[];
  here: string[];
  away_since: Record<string, number>;
}

export type How = "taken" | "given" | "dropped" | "redealt" | "dealt" | "taken_over";

export type RoomEvent =
  | { type: "state"; seq: number; now: number; state: WireState }
  | { type: "clock"; seq: number; now: number; clock: Clock }
  | { type: "roles"; seq: number; roles: TableState["roles"]; by?: string; how?: How }
  | { type: "value"; seq: number; field: string; value: Value }
  | { type: "seats"; seats: SeatInfo[]; taken_back?: string }
  | { type: "here"; here: string[]; away_since: Record<string, number> }
  | { type: "unnamed"; field: string; count: number }
  | { type: "storage"; ok: boolean }
  | { type: "harvest"; state: string; number: number }
  | { type: "done"; id: string }
  | { type: "refused"; id: string; why: string };

export function reduce(state: TableState, event: RoomEvent): TableState {
  switch (event.type) {
    case "state":
      return fresh(state, event);
    case "clock":
    case "roles":
    case "value":
      return event.seq <= state.seq ? state : { ...numbered(state, event), seq: event.seq };
    case "seats":
      return { ...state, seats: event.seats };
    case "here":
      return { ...state, here: event.here, awaySince: event.away_since };
    case "unnamed":
      return { ...state, unnamed: { ...state.unnamed, [event.field]: event.count } };
    default:
      return state;
  }
}

function fresh(old: TableState, event: Extract<RoomEvent, { type: "state" }>): TableState {
  const { clock, roles, values, seats, here, away_since } = event.state;
  return {
    seq: event.seq,
    clock,
    roles,
    values,
    seats,
    here,
    awaySince: away_since,
    unnamed: old.unnamed,
  };
}

type Numbered = Extract<RoomEvent, { type: "clock" | "roles" | "value" }>;

function numbered(state: TableState, event: Numbered): TableState {
  switch (event.type) {
    case "clock":
      return { ...state, clock: event.clock };
    case "roles":
      return { ...state, roles: event.roles };
    case "value":
      return { ...state, values: { ...state.values, [event.field]: event.value } };
  }
}

export function people(state: TableState): SeatInfo[] {
  return state.seats.filter((seat) => seat.kind === "person");
}

export function seatOf(state: TableState, id: string | null): SeatInfo | undefined {
  return id === null ? undefined : state.seats.find((seat) => seat.id === id);
}

/** How long a seat has been away, in ms; 0 when it is here. */
export function awayMs(state: TableState, seat: string, now: number): number {
  const since = state.awaySince[seat];
  if (since === undefined || state.here.includes(seat)) return 0;
  return Math.max(0, now - since);
}
