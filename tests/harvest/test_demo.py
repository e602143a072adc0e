"""The example shows what comes of a table, with invented organisations alone."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from overbrug.cards.queries import card_version
from overbrug.commitments.demo import make_demo_commitments
from overbrug.config.serving.prepare import add_demo
from overbrug.dialogues.demo import make_demo_dialogue
from overbrug.harvest.demo import make_demo_harvest
from overbrug.harvest.inbox import inbox_of
from overbrug.harvest.models import HarvestLine
from overbrug.opgaven.demo import make_demo_opgaven
from overbrug.opgaven.models import Opgave
from tests.factories import editor_of
from tests.factories_dialogues import brugtafel

pytestmark = pytest.mark.django_db


@pytest.fixture
def opgave():
    brugtafel()
    found = make_demo_opgaven()[0]
    make_demo_commitments()
    make_demo_harvest()
    return found


def test_the_chain_can_be_walked_by_click_in_both_directions(client, opgave):
    line = HarvestLine.objects.get(release__isnull=False)
    promise = line.release.commitment
    shared = client.get(reverse("harvest:shared", args=[opgave.slug])).content.decode()
    assert promise.get_absolute_url() in shared
    page = client.get(promise.get_absolute_url()).content.decode()
    assert f"{reverse('harvest:shared', args=[opgave.slug])}?line={line.pk}#line-{line.pk}" in page
    assert opgave.get_absolute_url() in page
    bridge = client.get(opgave.get_absolute_url()).content.decode()
    assert promise.get_absolute_url() in bridge
    assert reverse("harvest:shared", args=[opgave.slug]) in bridge


def test_one_promise_is_on_the_bridge_and_one_waits(opgave):
    inbox = inbox_of(editor_of(opgave), opgave)
    assert [len(inbox.promises), len(inbox.texts)] == [1, 1]
    assert HarvestLine.objects.filter(release__isnull=False).count() == 1
    assert inbox_of(AnonymousUser(), opgave).count == 0


def test_it_is_made_once_and_leaves_the_open_conversation_alone(opgave):
    make_demo_harvest()
    assert HarvestLine.objects.count() == 4
    assert make_demo_dialogue().is_joinable()
    assert card_version("brugtafel")


def test_all_who_promise_are_invented(opgave):
    promise = HarvestLine.objects.get(release__isnull=False).release.commitment
    assert promise.organisation.is_fictional


def test_a_folder_of_before_the_harvest_gets_the_example_too():
    brugtafel()
    make_demo_opgaven()
    make_demo_commitments()
    add_demo()
    add_demo()
    assert HarvestLine.objects.count() == 4


def test_a_demo_leaves_an_opgave_of_people_alone():
    brugtafel()
    make_demo_opgaven()
    Opgave.objects.update(is_example=False)
    make_demo_harvest()
    assert HarvestLine.objects.count() == 0
