"""Every command and every kind of message with anything in it: answered in a word, and nobody else notices.

The names of the commands come from the code, so a new one is tried too.
"""

import asyncio
import json

from overbrug.rooms import wire
from overbrug.rooms.clock import COMMANDS
from overbrug.rooms.table_state import ROLE_COMMANDS
from tests.hostile import TEXTS
from tests.hostile.campaign import again, chance, size
from tests.hostile.figures import note
from tests.hostile.payloads import PAYLOADS
from tests.rooms.hall import RULES, hall, in_loop

DO = [*COMMANDS, *ROLE_COMMANDS, "set", "as"]
KEYS = ["seat", "from", "seconds", "role", "to", "only_free", "field", "value", "id", "do", "seq"]
SEATS = ["anna", "bob", "beamer", "nobody", "", "anna/bob"]
ROUNDS = size(2_500, 60_000)
CROWD = size(40, 100)


def anything(rng, depth=0):
    """Any JSON, often something that the room knows."""
    plain = [None, True, False, 0, -1, 60, 2**53, -(2**63), 10**400, 1e308, 0.1, "", "timekeeper"]
    known = [*SEATS, *(f"{rule}/{rng.choice(SEATS)}" for rule in RULES), "homes", "a"]
    words = [text[:200] for text in TEXTS.values()] + [rng.choice(PAYLOADS)]
    if depth < 3 and rng.random() < 0.25:
        inside = [anything(rng, depth + 1) for _ in range(rng.randrange(4))]
        return inside if rng.random() < 0.5 else {rng.choice(KEYS): part for part in inside}
    return rng.choice([*plain, *known, *known, *words])


def command(rng, number):
    """A command as a device of ours sends it, with some of it changed."""
    made = {"id": f"c{number}", "seat": "anna", "do": rng.choice(DO), "from": rng.randrange(3)}
    made |= {"role": "timekeeper", "seconds": 60, "to": "bob"} if rng.random() < 0.5 else {}
    made |= {"field": f"{rng.choice([*RULES])}/anna", "value": rng.choice([3, ["a"], ["homes"]])}
    for _ in range(rng.choice([0, 1, 1, 2, 4])):
        key = rng.choice(KEYS)
        if rng.random() < 0.3:
            made.pop(key, None)
        else:
            made[key] = anything(rng)
    return made


def frame(rng, number):
    """The command as bytes; now and then another kind of message around it."""
    text = json.dumps(command(rng, number), ensure_ascii=rng.random() < 0.5)
    body = text.encode("utf-8", "surrogatepass")
    kind = b"\x09" if rng.random() < 0.9 else bytes([rng.choice([0, 1, 2, 3, 4, 8, 10, 127, 255])])
    cut = rng.randrange(len(body)) if rng.random() < 0.05 else len(body)
    return kind + wire.varbytes(body)[: cut + 2]


@in_loop
async def test_no_message_is_an_error_of_ours(caplog):
    rng = chance("commands")
    async with hall(messages_burst=10**9, bytes_burst=10**12) as place:
        bob, mallory, told = await place.sit("bob"), await place.sit("anna"), set()
        for number in range(ROUNDS):
            if mallory.out.closed:
                told.add(mallory.out.closed)
                mallory = await place.sit("anna")
            await mallory.send(frame(rng, number))
            if number % 500 == 0:
                place.later(1)
                await place.engine.flush()
                bob.out.forget()
                mallory.out.forget()
        note("socket: messages", ROUNDS)
        await bob.type("start/hello/bob", "ik ben er nog")
        await place.engine.flush()
        assert bob.out.closed is None
        assert {code for code, _why in told} <= {4400, 4413}, (told, again(__file__))
        assert caplog.records == [], again(__file__)
        fresh = await place.sit("carla")
        assert fresh.state["roles"] == place.room.state.roles
        assert str(fresh.text("start/hello/bob")) == "ik ben er nog"


@in_loop
async def test_of_a_crowd_that_takes_one_role_exactly_one_has_it():
    async with hall(messages_burst=10**9) as place:
        phones = [await place.sit(name) for name in ("anna", "bob", "carla") * 2]
        presses = [phones[n % 6].press("take_role", role="timekeeper") for n in range(CROWD)]
        await asyncio.gather(*presses)
        await place.engine.flush()
        held = [e for p in phones for e in p.out.events() if e.get("why") == "role_held"]
        assert place.room.state.roles["timekeeper"] == "anna"
        assert len(held) == sum(n % 3 != 0 for n in range(CROWD))
        assert [e["how"] for e in phones[0].out.events("roles")] == ["taken"]


@in_loop
async def test_a_crowd_that_gives_dots_for_one_seat_gives_no_more_than_it_has():
    async with hall(messages_burst=10**9) as place:
        phones = [await place.sit("anna") for _ in range(3)]
        dots = [["listen/ideas/bob"] * (n % 5) for n in range(CROWD)]
        presses = [
            phones[n % 3].press("set", field="listen/dots/anna", value=value)
            for n, value in enumerate(dots)
        ]
        await asyncio.gather(*presses)
        await place.engine.flush()
        assert len(place.room.state.values["listen/dots/anna"]) <= 3
        assert all(p.state["values"] == place.room.state.values for p in phones)
