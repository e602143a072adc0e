"""The example opgaven: real figures with a source, everything else marked as made up."""

import re

import pytest

from overbrug.accounts import actions
from overbrug.opgaven import demo_facts
from overbrug.opgaven.demo import make_demo_opgaven
from overbrug.opgaven.models import Figure, Party
from overbrug.opgaven.rules import may_change_opgave
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def test_made_once_and_left_alone_after_that():
    first = make_demo_opgaven()
    first[0].parties.all()[1].delete()
    assert make_demo_opgaven() == first
    assert [o.title for o in first] == ["Genoeg passende woningen", "Regio Deal Zeeuws-Vlaanderen"]


def test_every_figure_has_a_source_and_every_opgave_the_mark():
    assert all(opgave.is_example for opgave in make_demo_opgaven())
    assert Figure.objects.count() == 15
    assert not Figure.objects.filter(source="").exists()


def test_nobody_real_is_given_words():
    make_demo_opgaven()
    for party in Party.objects.select_related("organisation"):
        assert party.is_invented or not (party.own_goal or party.reason)


def test_the_first_administrator_can_try_the_example(client):
    opgaven = make_demo_opgaven()
    token = actions.make_admin_link().split("/")[-2]
    admin = actions.use_admin_link(token, email="a@overwater.example", name="A", password=PASSWORD)
    assert all(may_change_opgave(admin, opgave) for opgave in opgaven)
    assert set(admin.memberships.values_list("organisation__is_fictional", flat=True)) == {True}


def test_the_pages_of_the_example_can_be_read(client):
    for opgave in make_demo_opgaven():
        html = client.get(opgave.get_absolute_url()).content.decode()
        assert "voorbeelddata" in html or "example data" in html


@pytest.mark.parametrize("texts", [facts["texts"] for facts in demo_facts.OPGAVEN])
def test_no_sentence_of_the_example_has_more_than_fifteen_words(texts):
    whole = " ".join(text + "." for text in texts.values() if isinstance(text, str))

    assert max(len(sentence.split()) for sentence in re.split(r"[.?] |\n", whole)) <= 15
