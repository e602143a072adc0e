"""What the room tells a table about earlier promises, and about pages of higher apps."""

from datetime import date

import pytest
from django.utils import timezone

from overbrug.core.visibility import Visibility
from overbrug.dialogues import room_config
from overbrug.dialogues.actions import start_rehearsal
from tests.dialogues.test_room_page import config_of
from tests.factories import CommitmentFactory, OpgaveFactory, OrganisationFactory
from tests.factories_dialogues import browser_of, brugtafel, make_seat, make_table

pytestmark = pytest.mark.django_db


def config_for(opgave, **request):
    seat = make_seat(make_table(opgave=opgave))
    return config_of(browser_of(seat).get(f"/tafel/{seat.table.public_id}/", **request))


def promises_for(opgave, **facts):
    hallum = OrganisationFactory(name="Hallum")
    CommitmentFactory(opgave=opgave, organisation=hallum, what="bouwt", **facts)
    return config_for(opgave)["promises"]


def test_a_wish_waits_for_the_word_of_the_party():
    [promise] = promises_for(OpgaveFactory(), due_on=date(2099, 3, 1))

    assert (promise["who"], promise["what"], promise["firmness"]) == ("Hallum", "bouwt", "wish")
    assert promise["due"] == "voor 1 maart 2099"
    assert promise["outcome"] == "Wacht nog op bevestiging door de partij zelf."
    assert promise["url"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"status": "delivered", "delivered_on": date(2026, 2, 1)}, "1 februari 2026"),
        ({"status": "withdrawn", "reason": "Geen geld."}, "Geen geld."),
    ],
)
def test_what_came_of_it_is_said_in_words(facts, words):
    [promise] = promises_for(OpgaveFactory(), confirmed_at=timezone.now(), **facts)

    assert words in promise["outcome"]
    assert promise["due"] == ""


def test_a_promise_without_a_day_says_so():
    [promise] = promises_for(OpgaveFactory())

    assert promise["due"] == "zonder datum"


def test_a_promise_for_the_network_is_not_read_at_the_table():
    assert promises_for(OpgaveFactory(), visibility=Visibility.NETWORK) == []


def test_a_table_reads_the_promises_of_a_page_it_may_not_open():
    [promise] = promises_for(OpgaveFactory(visibility=Visibility.ORGANISATION))

    assert (promise["who"], promise["url"]) == ("Hallum", "")


def test_an_opgave_without_promises_says_so_with_an_empty_list():
    assert config_for(OpgaveFactory())["promises"] == []


def test_without_an_opgave_there_are_no_promises():
    seat = start_rehearsal(brugtafel(), tables=1, seats=3)[0]
    config = config_of(browser_of(seat).get(f"/tafel/{seat.table.public_id}/"))

    assert config["promises"] is None


def test_a_higher_app_adds_what_the_room_should_know(monkeypatch):
    monkeypatch.setattr(room_config, "_facts", {})
    room_config.register("harvest", lambda place: {"table": place.table.number})

    assert config_for(OpgaveFactory())["harvest"] == {"table": 1}


def test_a_page_of_an_app_that_is_not_there_is_left_out(monkeypatch):
    monkeypatch.setattr(room_config, "_FURTHER", {"nowhere": "nowhere:page"})

    assert "nowhere" not in config_for(OpgaveFactory())["urls"]
