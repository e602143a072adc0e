"""Who may open what once something ended: a hat, a seat, an account, a conversation. And no address tells
by its answer whether something is there that one may not see.

Generated from the matrix, so that a new address is looked at in these states too.
"""

import pytest
from django.test import Client
from django.utils import timezone

from overbrug.core.visibility import Visibility
from overbrug.dialogues.actions.changing import close_dialogue
from tests.web.rights_matrix import MATRIX
from tests.web.world_of_rights import World

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("visibility", [Visibility.PUBLIC, Visibility.NETWORK], ids=str)


@pytest.fixture
def world(visibility):
    """With the address of each row."""
    made = World(visibility)
    made.rows = {name: made.address(name) for name in MATRIX}
    return made


def statuses(world, client):
    return {name: client.get(address).status_code for name, address in world.rows.items()}


def differences(one, other):
    return {name: (one[name], other[name]) for name in one if one[name] != other[name]}


@BOTH
def test_who_lost_everything_is_a_stranger_or_a_visitor(world):
    """A hat that ended, an account that was closed, a seat that was taken away."""
    former = {role: world.client(role) for role in (*world.hats, "platform", "seated")}
    for hat in world.hats.values():
        hat.ended_at = timezone.now()
        hat.save()
    for user in (world.platform, world.hats["guest"].user):
        user.is_active = False
        user.save()
    world.seat.revoked_at, world.seat.epoch = timezone.now(), 2
    world.seat.save()
    visitor, stranger = statuses(world, Client()), statuses(world, former["outsider"])
    for role, client in former.items():
        expected = visitor if role in ("platform", "guest", "seated") else stranger
        assert differences(statuses(world, client), expected) == {}, role


@pytest.mark.parametrize("visibility", [Visibility.NETWORK])
def test_after_the_end_the_table_is_still_of_who_sat_there_and_of_nobody_else(world):
    roles = ("seated", "visitor", "editor")
    before = {role: statuses(world, world.client(role)) for role in roles}
    close_dialogue(world.dialogue, by=world.hats["editor"].user)
    for role, earlier in before.items():
        found = differences(earlier, statuses(world, world.client(role)))
        # A closed conversation has no door, and its organiser has nothing to change or to close.
        assert set(found) <= OVER, (role, found)
        assert all(status != 200 for _earlier, status in found.values()), (role, found)


OVER = {
    *("dialogues:join", "dialogues:join-table", "dialogues:close", "dialogues:change"),
    *("dialogues:revoke", "dialogues:table-cards", "dialogues:screens", "dialogues:own"),
}


@pytest.mark.parametrize("visibility", [Visibility.NETWORK])
def test_what_one_may_not_see_looks_like_what_is_not_there(world):
    """Of an opgave, an organisation, a conversation and a table."""
    nothing = {
        "opgave": (world.opgave.slug, "no-such-opgave"),
        "house": (world.house.public_id, "a" * 12),
        "dialogue": (world.dialogue.public_id, "b" * 12),
        "table": (world.seat.table.public_id, "c" * 16),
    }
    told = {}
    for role in ("visitor", "outsider", "platform", "guest", "member"):
        client = world.client(role)
        for name, address in world.rows.items():
            for what, (there, instead) in nothing.items():
                if there not in address.split("/") or what in MAY_KNOW.get(role, ()):
                    continue
                here, gone = (client.get(a) for a in (address, address.replace(there, instead)))
                if here.status_code in (403, 404) and here.status_code != gone.status_code:
                    told[f"{role} {name}"] = (here.status_code, gone.status_code)
    assert told == {}


# Whoever takes part knows that it is there; then a 403 says more than a 404 would.
MAY_KNOW = {
    "guest": {"opgave", "house"},
    "member": {"opgave", "house"},
    "platform": {"house"},
}
