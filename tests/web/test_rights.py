"""Who may open what: every address of the site, for every role, in each state of the object.

A new address without a row in `rights_matrix.py` fails. What a POST may do is tested beside each
action.
"""

import pytest

from overbrug.core.visibility import Visibility
from tests.factors import without_second_step
from tests.web.rights_matrix import ADMINISTRATION, MATRIX, ROLES, THIRD_PARTY
from tests.web.world_of_rights import World, names

pytestmark = pytest.mark.django_db


def test_every_address_has_a_row():
    ours = {n for n in names() if not n.startswith(tuple(THIRD_PARTY))}
    assert ours == set(MATRIX)


@pytest.mark.parametrize(
    "visibility", [Visibility.PUBLIC, Visibility.NETWORK], ids=["public", "network"]
)
@pytest.mark.parametrize("role", ROLES)
def test_who_may_open_what(role, visibility):
    world = World(visibility)
    client = world.client(role)
    wrong = {}
    for name, expected in MATRIX.items():
        expected = expected.get(visibility.word, expected)
        status = client.get(world.address(name)).status_code
        if status != expected[role]:
            wrong[name] = f"{status}, expected {expected[role]}"
    assert wrong == {}


def test_what_only_administrators_may_asks_a_second_step():
    alone = {
        name
        for name, row in MATRIX.items()
        if {who for who, status in row.items() if status == 200} - {"admin", "platform"} == set()
        and 200 in row.values()
    }
    assert alone <= ADMINISTRATION


@pytest.mark.parametrize("role", ["admin", "platform"])
def test_who_may_open_what_without_a_second_step(role):
    world = World(Visibility.PUBLIC)
    client = world.client(role)
    without_second_step(client)
    wrong = {}
    for name, row in MATRIX.items():
        expected = row.get("public", row)[role]
        if name in ADMINISTRATION:
            expected = 302
        status = client.get(world.address(name)).status_code
        if status != expected:
            wrong[name] = f"{status}, expected {expected}"
    assert wrong == {}
