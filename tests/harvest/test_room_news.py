"""Who opens the room later hears of a proposal that lies there already."""

import pytest
from django.test import Client

from overbrug.harvest.models import HarvestPage
from tests.dialogues.test_room_page import config_of
from tests.factories_dialogues import browser_of

pytestmark = pytest.mark.django_db


def news_for(seat):
    return config_of(browser_of(seat).get(f"/tafel/{seat.table.public_id}/"))["harvest"]


def test_without_a_proposal_there_is_no_news(alice):
    assert news_for(alice) is None


def test_an_open_proposal_is_told_by_its_number(alice):
    HarvestPage.objects.create(table=alice.table, number=2)

    assert news_for(alice) == {"state": "open", "number": 2}


def test_an_approved_page_asks_nothing_any_more(alice):
    HarvestPage.objects.create(table=alice.table, number=2, state="approved")

    assert news_for(alice) is None


def told_again(seat):
    """What a room hears that asks because its line was gone."""
    return browser_of(seat).get(f"/tafel/{seat.table.public_id}/delen/?deel=nieuws").json()


def test_who_was_away_hears_what_became_of_the_proposal(alice):
    assert told_again(alice) == {"harvest": None}
    page = HarvestPage.objects.create(table=alice.table, number=2)
    assert told_again(alice) == {"harvest": {"state": "open", "number": 2}}
    HarvestPage.objects.filter(pk=page.pk).update(state="approved")
    assert told_again(alice) == {"harvest": {"state": "approved", "number": 2}}


def test_who_does_not_sit_there_hears_nothing(alice):
    address = f"/tafel/{alice.table.public_id}/delen/?deel=nieuws"
    assert Client().get(address).status_code != 200


def test_the_room_leads_to_sharing_and_to_the_next_morning(alice):
    config = config_of(browser_of(alice).get(f"/tafel/{alice.table.public_id}/"))

    assert {"harvest", "morning", "calendar"} <= set(config["urls"])
