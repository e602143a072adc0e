"""Showing an opgave to more people does not show them what was written before that."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from overbrug.accounts.models import Role
from overbrug.commitments.actions import change_commitment, propose_commitment
from overbrug.core.visibility import Visibility
from overbrug.opgaven import actions
from overbrug.opgaven.then import MOST_PERIODS, hidden_from
from tests.factories import MembershipFactory, PartyFactory, UserFactory, editor_of

pytestmark = pytest.mark.django_db

INSIDE, BETWEEN, ALL = Visibility.ORGANISATION, Visibility.NETWORK, Visibility.PUBLIC
NOTE = "Wat gebeurde toen minder mensen dit konden lezen"


@pytest.fixture
def alice():
    return MembershipFactory(role=Role.EDITOR, user__name="Alice").user


@pytest.fixture
def opgave(alice):
    """Begun inside, with words that went before it was shown."""
    home = alice.main_membership().organisation
    made = actions.create_opgave(
        by=alice, home=home, title="Secret closing", essence="The alderman blocks it."
    )
    need = actions.add_need(made, by=alice, what="a scapegoat")
    actions.remove_need(need, by=alice)
    actions.add_figure(made, by=alice, what="jobs that go", value=40, source="inside")
    return made


def change(opgave, alice, **facts):
    opgave.refresh_from_db()
    return actions.change_opgave(opgave, by=alice, revision=opgave.revision, **facts)


def publish(opgave, alice, visibility=ALL):
    change(opgave, alice, title="A new use", essence="Nobody decides.")
    return change(opgave, alice, visibility=visibility)


def read(client, opgave, user=None):
    """What this reader finds on the page and in the history."""
    client.logout()
    if user is not None:
        client.force_login(user)
    pages = [client.get(opgave.get_absolute_url())]
    pages += [client.get(reverse("opgaven:history", args=[opgave.slug]))]
    assert [page.status_code for page in pages] == [200, 200]
    return "".join(page.content.decode() for page in pages)


SECRETS = ("Secret closing", "alderman", "scapegoat")


@pytest.mark.parametrize("word", SECRETS)
def test_a_visitor_reads_nothing_of_before(client, opgave, alice, word):
    opgave = publish(opgave, alice)
    assert word not in read(client, opgave)


@pytest.mark.parametrize("word", [*SECRETS, "Alice"])
def test_the_organisation_that_could_read_it_then_still_does(client, opgave, alice, word):
    opgave = publish(opgave, alice)
    assert word in read(client, opgave, alice)
    assert NOTE not in read(client, opgave, alice)


def test_who_takes_part_later_reads_from_there(client, opgave, alice):
    opgave = publish(opgave, alice, visibility=BETWEEN)
    bob = editor_of(opgave)
    change(opgave, alice, essence="Between us: nobody decides.")
    change(opgave, alice, essence="It takes two.")
    opgave = change(opgave, alice, visibility=ALL)
    seen = read(client, opgave, bob)
    assert "Between us" in seen
    assert not [word for word in SECRETS if word in seen]
    assert "Between us" not in read(client, opgave, UserFactory())


def test_one_line_says_that_something_is_left_out(client, opgave, alice):
    opgave = publish(opgave, alice)
    assert NOTE in read(client, opgave)


def test_shown_and_emptied_at_once_shows_no_old_text(client, opgave, alice):
    opgave = change(opgave, alice, title="A new use", essence="", visibility=ALL)
    seen = read(client, opgave)
    assert "De tekst is gewijzigd" in seen
    assert not [word for word in SECRETS if word in seen]


def test_a_text_is_compared_with_the_last_one_that_was_seen(client, opgave, alice):
    publish(opgave, alice)
    PartyFactory(opgave=opgave, organisation=None, name="children", presence="missing")
    change(opgave, alice, visibility=INSIDE)
    change(opgave, alice, essence="The alderman is stubborn.")
    change(opgave, alice, essence="Nobody knows.")
    opgave = change(opgave, alice, visibility=ALL)
    change(opgave, alice, question="Who begins?")
    seen = read(client, opgave)
    assert " </span>decides.<" in seen
    assert "children" in seen
    assert "stubborn" not in seen


def test_a_part_that_was_seen_shows_what_changed(client, opgave, alice):
    opgave = publish(opgave, alice)
    figure = opgave.figures.get()
    actions.change_figure(figure, by=alice, revision=figure.revision, source="the register")
    seen = read(client, opgave)
    assert " </span>inside<" in seen
    assert "Cijfer toegevoegd" not in seen


def test_a_promise_that_was_public_at_a_hidden_opgave_is_not_told_of_either(client, opgave, alice):
    home = alice.main_membership().organisation
    promise = propose_commitment(opgave, by=alice, organisation=home, what="We sack forty people.")
    change_commitment(promise, by=alice, revision=promise.revision, what="We help forty people.")
    opgave = publish(opgave, alice)
    page = reverse("commitments:detail", args=[opgave.slug, promise.pk])
    client.logout()
    assert "sack" not in client.get(page).content.decode()
    client.force_login(alice)
    assert "sack" in client.get(page).content.decode()


def test_what_was_never_hidden_is_whole(opgave, alice):
    assert hidden_from(alice, opgave).periods == ()
    assert len(hidden_from(AnonymousUser(), opgave).periods) == 1


def test_shown_and_hidden_many_times_stays_one_short_question(client, opgave, alice):
    for _turn in range(MOST_PERIODS + 2):
        change(opgave, alice, visibility=ALL)
        change(opgave, alice, visibility=INSIDE)
    opgave = publish(opgave, alice)
    assert len(hidden_from(AnonymousUser(), opgave).periods) == MOST_PERIODS
    assert "scapegoat" not in read(client, opgave)
