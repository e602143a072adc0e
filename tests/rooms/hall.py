"""A hall with a table in it: an engine, a clock we turn by hand, and phones that really use Yjs.

The table: Anna, Bob and Carla at `tafel`, a card of three steps, and a big screen.
"""

import asyncio
import contextlib
import functools
import json
import sqlite3

import pycrdt

from overbrug.rooms import Engine, FieldRule, Limits, MemoryLog, Plan, RoomLog, SeatInfo, Step, wire

TABLE = "tafel"
FIELD = "start/hello/anna"
STEPS = (Step("start", 5), Step("listen", 10), Step("close", 5))
ROLES = ("timekeeper", "prober", "scribe")
RULES = {
    "start/mood": FieldRule("scale", min=1, max=5),
    "start/theme": FieldRule("choice", options=("homes", "safety", "youth")),
    "start/themes": FieldRule("choice", options=("homes", "safety", "youth"), multiple=True),
    "listen/dots": FieldRule("dots", on="listen/ideas", count=3),
    "close/order": FieldRule("order", options=("a", "b", "c")),
}
PLAN = Plan(TABLE, STEPS, ROLES, RULES)
PEOPLE = [
    SeatInfo("anna", "Anna", "A"),
    SeatInfo("bob", "Bob", "B"),
    SeatInfo("carla", "Carla", "C"),
]
SCREEN = SeatInfo("beamer", "Beamer", "", kind="screen")


def in_loop(test):
    """Run an async test to its end; no plugin needed."""

    @functools.wraps(test)
    def run(*args, **kwargs):
        asyncio.run(asyncio.wait_for(test(*args, **kwargs), 20))

    return run


async def until(condition, turns=20_000):
    """Let the loop turn until something is so."""
    for _ in range(turns):
        if condition():
            return
        await asyncio.sleep(0.0005)
    raise AssertionError(f"never became true: {condition}")


class Clock:
    """Milliseconds that move only by hand."""

    def __init__(self, ms=1_700_000_000_000):
        self.ms = ms

    def __call__(self):
        return self.ms

    def forward(self, seconds):
        self.ms += round(seconds * 1000)


class Wire:
    """An outlet that keeps what it was given; `held` is what the network has not taken."""

    def __init__(self):
        self.frames = []
        self.held = 0
        self.sends_into_held = False
        self.closed = None

    def send(self, frame):
        assert self.closed is None, "nothing may be sent after the close"
        self.frames.append(frame)
        if self.sends_into_held:
            self.held += len(frame)

    def buffered(self):
        return self.held

    def close(self, code, reason):
        assert self.closed is None, "closed twice"
        self.closed = (code, reason)

    def of(self, kind):
        return [frame for frame in self.frames if frame[0] == kind]

    def events(self, kind=None):
        found = [json.loads(wire.read_only_varbytes(f, 1)) for f in self.of(wire.EVENT)]
        return [event for event in found if kind in (None, event["type"])]

    def errors(self):
        return [json.loads(wire.read_only_varbytes(f, 1)) for f in self.of(wire.ERROR)]

    def acked(self):
        acks = [wire.read_varuint(frame, 1)[0] for frame in self.of(wire.ACK)]
        assert acks == sorted(acks)
        return acks[-1] if acks else 0

    def sync(self, step):
        return [wire.read_only_varbytes(f, 2) for f in self.of(wire.SYNC) if f[1] == step]

    def forget(self):
        self.frames.clear()


class Phone:
    """A device with a Yjs document of its own; it survives its connections."""

    def __init__(self, hall, *seats, table=TABLE):
        self.hall, self.seats, self.table = hall, seats, table
        self.doc = pycrdt.Doc()
        self.typed = []
        self._watch = self.doc.observe(lambda event: self.typed.append(event.update))
        self.out = Wire()
        self.line = None
        self._heard = 0
        self._commands = 0

    async def connect(self, read_only=False):
        self.out = Wire()
        self._heard = 0
        self.line = await self.hall.engine.join(
            self.table, seats=self.seats, read_only=read_only, outlet=self.out
        )
        await self.send(wire.step_1(self.doc.get_state()))
        await self.listen()
        return self

    async def send(self, frame):
        if wait := self.line.receive(frame):
            self.hall.waits.append(wait)

    async def listen(self):
        """Take in everything that came, and answer what was asked."""
        while self._heard < len(self.out.frames):
            frame = self.out.frames[self._heard]
            self._heard += 1
            if frame[0] != wire.SYNC:
                continue
            payload = wire.read_only_varbytes(frame, 2)
            if frame[1] == wire.STEP_1:
                if self.line is not None and not self.line.closed:
                    await self.send(wire.step_2(self.doc.get_update(payload)))
            else:
                self.take(payload)

    def take(self, update):
        typed = len(self.typed)
        self.doc.apply_update(update)
        del self.typed[typed:]

    def text(self, field):
        return self.doc.get(field, type=pycrdt.Text)

    def write(self, field, words, at=None):
        """Type without sending; gives the update."""
        text = self.text(field)
        text.insert(len(text) if at is None else at, words)
        return self.typed[-1]

    async def type(self, field, words, at=None):
        await self.send(wire.update(self.write(field, words, at)))

    async def press(self, do, seat=None, **more):
        """Press a button; gives the name of the command."""
        self._commands += 1
        name = f"{self.seats[0]}-{self._commands}"
        command = {"id": name, "seat": seat or self.seats[0], "do": do, **more}
        await self.send(wire.event(command))
        return name

    async def answer(self, do, **more):
        """Press and wait for the answer: `done` or the word of the refusal."""
        name = await self.press(do, **more)
        await self.hall.engine.flush()
        answer = next(e for e in self.out.events() if e.get("id") == name)
        return answer.get("why", answer["type"])

    @property
    def state(self):
        """The state as this phone knows it: the last fresh one plus the events after it."""
        return replay(self.out.events())


def replay(events):
    """What a client makes of what it heard."""
    state, seq = None, None
    for event in events:
        match event["type"]:
            case "state":
                state, seq = event["state"], event["seq"]
            case "clock" | "roles":
                state[event["type"]] = event[event["type"]]
            case "value":
                state["values"].pop(event["field"], None)
                if event["value"] is not None:
                    state["values"][event["field"]] = event["value"]
            case "seats":
                state["seats"] = event["seats"]
            case "here":
                state["here"], state["away_since"] = event["here"], event["away_since"]
        if "seq" in event and event["type"] != "state":
            assert event["seq"] == seq + 1, "an event was missed"
            seq += 1
    return state


class Hall:
    """An engine with its surroundings."""

    def __init__(self, store, limits):
        self.store = store
        self.clock = Clock()
        self.seats = [*PEOPLE, SCREEN]
        self.waits = []
        self.is_abandoned = False
        self.engine = Engine(store, self.plan, self.seats_of, self.clock, Limits(**limits))

    async def plan(self, table):
        known = table.startswith(TABLE)
        return Plan(table, STEPS, ROLES, RULES) if known else None

    async def seats_of(self, table):
        return list(self.seats)

    def phone(self, *seats, table=TABLE):
        return Phone(self, *seats, table=table)

    async def sit(self, *seats, table=TABLE):
        return await self.phone(*seats, table=table).connect()

    def later(self, seconds):
        self.clock.forward(seconds)
        self.engine.tick()

    @property
    def room(self):
        return self.engine._rooms[TABLE]


@contextlib.asynccontextmanager
async def hall(store=None, **limits):
    """An engine that runs for the length of a test; batches wait 1 ms instead of 50."""
    place = Hall(store or MemoryLog(), {"commit_ms": 1, "retry_ms": 1, **limits})
    await place.engine.start(ticking=False)
    try:
        yield place
    finally:
        if isinstance(place.store, MemoryLog):
            place.store.gate.set()
        if not place.is_abandoned:
            await place.engine.stop()


async def abandon(place):
    """What kill -9 leaves: nothing is flushed, nobody is told, the file stays as it is."""
    place.is_abandoned = True
    committer = place.engine._committer
    committer._task.cancel()
    await asyncio.gather(committer._task, return_exceptions=True)
    committer._thread.shutdown(wait=True)
    if isinstance(place.store, RoomLog):
        if place.store._writer.in_transaction:
            place.store._writer.execute("ROLLBACK")
        place.store.close()


def rows(path, name):
    """How many rows a table of the log has."""
    with sqlite3.connect(path) as connection:
        return connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
