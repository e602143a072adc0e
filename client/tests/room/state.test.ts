import { describe, expect, it } from "vitest";
import { WAITING } from "../../src/room/clock";
import { awayMs, EMPTY, people, type RoomEvent, reduce } from "../../src/room/state";
import { person } from "./fake-room";

const begin: RoomEvent = {
  type: "state",
  seq: 1,
  now: 0,
  state: {
    clock: WAITING,
    roles: { timekeeper: null },
    values: {},
    seats: [person("a", "AB"), { ...person("s", "S"), kind: "screen" }],
    here: ["a"],
    away_since: {},
  },
};

const clock = { ...WAITING, state: "running" as const, began_at: 5 };
const events: RoomEvent[] = [
  { type: "clock", seq: 2, now: 5, clock },
  { type: "roles", seq: 3, roles: { timekeeper: "a" }, by: "a", how: "taken" },
  { type: "value", seq: 4, field: "x/y/a", value: ["one"] },
  { type: "here", here: [], away_since: { a: 50 } },
];

describe("the state of the table", () => {
  it("plus events equals fresh state", () => {
    const lived = events.reduce(reduce, reduce(EMPTY, begin));
    const fresh = reduce(EMPTY, {
      ...begin,
      seq: 4,
      state: {
        ...begin.state,
        clock,
        roles: { timekeeper: "a" },
        values: { "x/y/a": ["one"] },
        here: [],
        away_since: { a: 50 },
      },
    });
    expect(lived).toEqual(fresh);
  });

  it("ignores a numbered event that it already has", () => {
    const state = events.reduce(reduce, reduce(EMPTY, begin));
    const old: RoomEvent = { type: "roles", seq: 3, roles: { timekeeper: null } };
    expect(reduce(state, old)).toBe(state);
  });

  it("knows people from screens, and how long somebody is away", () => {
    const state = events.reduce(reduce, reduce(EMPTY, begin));
    expect(people(state).map(({ id }) => id)).toEqual(["a"]);
    expect(awayMs(state, "a", 70_050)).toBe(70_000);
  });
});
