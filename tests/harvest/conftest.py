"""A table of three in Overwater that wrote something."""

import pytest
from django.test import Client
from django.utils.safestring import mark_safe
from django_vite.core.asset_loader import DjangoViteAssetLoader

from tests.factories import PartyFactory, editor_of
from tests.factories_dialogues import make_seat, make_table
from tests.harvest.proposals import a_while_ago, marked, proposed
from tests.talk import write_in_room


@pytest.fixture(autouse=True)
def _pages_without_a_build(monkeypatch):
    """The browser code need not be built for these tests."""
    monkeypatch.setattr(
        DjangoViteAssetLoader,
        "generate_vite_asset",
        lambda self, path, *args, **kwargs: mark_safe(f"<!-- {path} -->"),
    )


@pytest.fixture
def room_log(settings, tmp_path):
    """An own file for what is typed."""
    settings.ROOM_LOG_PATH = tmp_path / "rooms.sqlite3"
    return settings.ROOM_LOG_PATH


@pytest.fixture
def alice(room_log):
    """Sits at a table with Bob and Charlie."""
    return make_seat(name="Alice")


@pytest.fixture
def bob(alice):
    return make_seat(alice.table, name="Bob")


@pytest.fixture
def charlie(alice):
    return make_seat(alice.table, name="Charlie")


@pytest.fixture
def wrote(room_log):
    """`wrote(alice, reason="My daughter waits.")`: short names for fields of the card."""

    def write(seat, **texts):
        fields = {
            "reason": f"start/reason/{seat.public_id}",
            "heard": "meet/heard/table",
            "promise": f"step/promise/{seat.public_id}/what",
            "when": f"step/promise/{seat.public_id}/when",
            "means": f"step/promise/{seat.public_id}/means",
            "sign": f"step/promise/{seat.public_id}/sign",
        }
        write_in_room(room_log, seat, {fields[name]: text for name, text in texts.items()})
        return fields

    return write


@pytest.fixture
def key(alice, bob, charlie, wrote):
    """The name of Alice's line; three people sit there."""
    return wrote(alice, reason="My daughter waits.")["reason"]


@pytest.fixture
def table():
    """Of a conversation on an opgave; its lines wait for an editor."""
    return make_table()


@pytest.fixture
def opgave(table):
    return table.dialogue.opgave


@pytest.fixture
def editor(opgave):
    return editor_of(opgave)


@pytest.fixture
def party(opgave):
    return PartyFactory(opgave=opgave, organisation__name="Housing corporation Overwater")


@pytest.fixture
def as_editor(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def proposal(alice, bob, charlie, wrote):
    """Alice's reason was proposed for the network a while ago; three people sit there."""
    marked(alice, wrote(alice, reason="My daughter waits.")["reason"])
    return a_while_ago(proposed(alice))
