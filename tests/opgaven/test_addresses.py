"""The address of an opgave holds no title that its readers may not know."""

import pytest
from django.urls import reverse

from overbrug.accounts.models import Role
from overbrug.core.visibility import Visibility
from overbrug.opgaven import actions
from tests.factories import MembershipFactory, OpgaveFactory

pytestmark = pytest.mark.django_db
INSIDE, ALL = Visibility.ORGANISATION, Visibility.PUBLIC


@pytest.fixture
def alice():
    return MembershipFactory(role=Role.EDITOR).user


def begin(alice, title, **facts):
    home = alice.main_membership().organisation
    return actions.create_opgave(by=alice, home=home, title=title, **facts)


def change(opgave, alice, **facts):
    opgave.refresh_from_db()
    return actions.change_opgave(opgave, by=alice, revision=opgave.revision, **facts)


@pytest.mark.parametrize("hidden", [True, False])
def test_an_address_does_not_tell_of_a_hidden_one_with_the_same_title(alice, hidden):
    if hidden:
        OpgaveFactory(slug="water", title="Water", visibility=INSIDE)
    assert len(begin(alice, "Water").slug) == len("water-abcd")


@pytest.mark.parametrize("at_once", [True, False])
def test_shown_to_more_people_it_gets_an_address_of_its_title_of_now(alice, at_once):
    opgave = begin(alice, "Secret closing")
    if at_once:
        opgave = change(opgave, alice, title="A new use", visibility=ALL)
    else:
        change(opgave, alice, title="A new use")
        opgave = change(opgave, alice, visibility=ALL)
    assert opgave.slug.startswith("a-new-use-")


def test_with_the_same_title_the_address_stays(alice):
    opgave = begin(alice, "A new use")
    assert change(opgave, alice, visibility=ALL).slug == opgave.slug


def test_what_everyone_knows_keeps_its_address(alice):
    opgave = begin(alice, "A new use", visibility=ALL)
    assert change(opgave, alice, title="Another use").slug == opgave.slug


def test_the_old_address_leads_on_for_who_could_read_it_then(client, alice):
    opgave = begin(alice, "Secret closing")
    old, form = (reverse(f"opgaven:{n}", args=[opgave.slug]) for n in ("detail", "change"))
    opgave = change(opgave, alice, title="A new use", visibility=ALL)
    assert client.get(opgave.get_absolute_url()).status_code == 200
    assert client.get(old).status_code == 404
    client.force_login(alice)
    assert client.get(old).url == opgave.get_absolute_url()
    assert client.get(form).status_code == 200


def test_an_old_address_opens_nothing_that_is_hidden_now(client, alice):
    opgave = begin(alice, "Open talk", visibility=ALL)
    old = opgave.get_absolute_url()
    change(opgave, alice, title="Secret closing", visibility=INSIDE)
    assert client.get(old).status_code == 404
    opgave = change(opgave, alice, title="A new use", visibility=ALL)
    assert client.get(old).url == opgave.get_absolute_url()
