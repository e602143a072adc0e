"""Promises that only the parties see: no page lets on that they exist."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overbrug.accounts.models import Role
from overbrug.commitments import actions, origins
from overbrug.commitments.queries import commitments_for, standing_promises
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import DomainEvent
from overbrug.core.visibility import Visibility
from overbrug.opgaven.bridging import bridge_of
from tests.factories import (
    CommitmentFactory,
    MandateFactory,
    MembershipFactory,
    NeedFactory,
    editor_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    """An editor of a party of the opgave."""
    return MembershipFactory(role=Role.EDITOR)


@pytest.fixture
def hidden(opgave, alice):
    return CommitmentFactory(
        opgave=opgave,
        organisation=alice.organisation,
        need=NeedFactory(opgave=opgave),
        what="a plan only the parties know",
        visibility=Visibility.NETWORK,
    )


def browser(user=None):
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def pages(opgave, client):
    """Every page of this opgave that shows promises."""
    addresses = ["/", "/opgaven/", opgave.get_absolute_url()]
    addresses += [
        reverse(name, args=[opgave.slug]) for name in ("opgaven:history", "commitments:list")
    ]
    return "".join(client.get(address).content.decode() for address in addresses)


def test_who_does_not_take_part_meets_it_nowhere(opgave, hidden):
    stranger = MembershipFactory(role=Role.ADMIN).user
    for client in (browser(), browser(stranger)):
        assert hidden.what not in pages(opgave, client)
        assert client.get(hidden.get_absolute_url()).status_code == 404


def test_every_address_about_it_answers_404_to_who_may_not_see_it(opgave, hidden):
    client = browser(MembershipFactory(role=Role.ADMIN).user)
    for name in ("detail", "change", "confirm", "decline", "withdraw", "deliver"):
        address = reverse(f"commitments:{name}", args=[opgave.slug, hidden.pk])
        assert client.get(address).status_code == 404, name


def test_the_pages_of_the_public_are_the_same_with_and_without_it(opgave, hidden):
    def seen():  # but for the token of the language form, which differs each time
        return re.sub(r'(csrfmiddlewaretoken" value=)"[^"]*"', r"\1", pages(opgave, browser()))

    with_it = seen()
    hidden.delete()
    assert with_it == seen()


def test_the_numbers_on_the_bridge_have_no_gap(opgave, hidden):
    CommitmentFactory(opgave=opgave, need=hidden.need)
    CommitmentFactory(opgave=opgave, need=hidden.need)
    lines = bridge_of(opgave).lines
    assert [line.number for line in lines if line.span] == ["1", "2"]


def test_a_hole_says_no_more_than_is_true(opgave, hidden, alice):
    words = "nog niemand in het openbaar"
    assert words in browser().get(opgave.get_absolute_url()).content.decode()
    hidden.delete()
    assert words in browser().get(opgave.get_absolute_url()).content.decode()
    assert words not in browser(alice.user).get(opgave.get_absolute_url()).content.decode()


def test_who_takes_part_sees_it_and_who_else_does(opgave, hidden, alice):
    html = browser(alice.user).get(hidden.get_absolute_url()).content.decode()
    assert "De organisaties van de opgave zien dit" in html
    assert hidden.what in pages(opgave, browser(alice.user))


def test_a_guest_of_a_party_looks_on(opgave, hidden, alice):
    guest = MembershipFactory(role=Role.GUEST, organisation=alice.organisation).user
    assert hidden in commitments_for(guest, [opgave])
    for name in ("change", "confirm", "decline", "withdraw", "deliver"):
        address = reverse(f"commitments:{name}", args=[opgave.slug, hidden.pk])
        assert browser(guest).post(address).status_code == 403, name


def test_who_only_was_invited_sees_nothing_yet(opgave, hidden, alice):
    invited = MembershipFactory(organisation=alice.organisation, accepted_at=None).user
    assert hidden not in commitments_for(invited, [opgave])


def test_a_party_that_left_sees_its_own_promise_and_no_other(opgave, hidden, alice):
    CommitmentFactory(opgave=opgave, visibility=Visibility.NETWORK)
    opgave.parties.filter(organisation=alice.organisation).update(presence="declined")
    assert list(commitments_for(alice.user, [opgave])) == [hidden]


def test_the_next_table_hears_what_is_public_and_what_came_of_it(opgave, hidden, alice):
    CommitmentFactory(opgave=opgave, organisation=alice.organisation, what="builds homes")
    CommitmentFactory(opgave=opgave, status="declined", what="was refused")
    CommitmentFactory(opgave=opgave, status="withdrawn", what="was never firm")
    CommitmentFactory(
        opgave=opgave, status="withdrawn", reason="no money", confirmed_at=timezone.now()
    )
    first, last = standing_promises(opgave)
    assert (first.who, first.what) == (alice.organisation.name, "builds homes")
    assert (first.firmness, first.outcome) == ("wish", "")
    assert last.outcome == "Ingetrokken: no money"


def test_nobody_who_is_not_active_sees_more_than_the_public(opgave, hidden, alice):
    alice.user.is_active = False
    alice.user.save()
    assert list(commitments_for(alice.user, [opgave])) == []
    assert list(commitments_for(AnonymousUser(), [opgave])) == []


def test_an_editor_chooses_who_sees_a_proposal(opgave, alice):
    client = browser(alice.user)
    address = reverse("commitments:propose", args=[opgave.slug])
    assert 'name="visibility"' in client.get(address).content.decode()
    words = {"party": opgave.parties.get().pk, "what": "builds homes"}
    assert client.post(address, words).status_code == 422
    assert client.post(address, words | {"visibility": 1}).status_code == 302
    assert opgave.commitments.get().visibility == Visibility.NETWORK


def test_a_member_gets_no_choice_and_proposes_in_public(opgave, alice):
    member = MembershipFactory(organisation=alice.organisation, role=Role.MEMBER).user
    address = reverse("commitments:propose", args=[opgave.slug])
    words = {"party": opgave.parties.get().pk, "what": "builds homes", "visibility": 1}
    browser(member).post(address, words)
    assert opgave.commitments.get().visibility == Visibility.PUBLIC


def test_to_show_it_to_everyone_is_an_act_that_is_written_down(opgave, hidden, alice):
    address = reverse("commitments:choose_visibility", args=[opgave.slug, hidden.pk])
    client = browser(alice.user)
    assert client.get(address).status_code == 200
    assert client.post(address, {"revision": 1, "visibility": 0}).status_code == 302
    event = DomainEvent.objects.get(verb="commitment_visibility_changed")
    assert event.facts == {"before": 1, "after": 0, "opgave": opgave.pk}
    assert browser().get(hidden.get_absolute_url()).status_code == 200


def test_what_stood_there_before_stays_with_the_parties(opgave, hidden, alice):
    by = {"by": alice.user}
    actions.change_commitment(hidden, revision=1, what="for everyone", **by)
    actions.show_to(hidden, revision=2, visibility=Visibility.PUBLIC, **by)
    actions.change_commitment(hidden, revision=3, what="for truly everyone", **by)
    assert hidden.what not in browser().get(hidden.get_absolute_url()).content.decode()
    assert hidden.what in browser(alice.user).get(hidden.get_absolute_url()).content.decode()


def test_what_the_party_confirmed_is_shown_to_more_by_the_party_alone(opgave, hidden, alice):
    actions.confirm(hidden, by=alice.user, revision=1, speaks_as="personal")
    with pytest.raises(NotAllowed):
        actions.show_to(hidden, by=editor_of(opgave), revision=2, visibility=0)
    assert actions.show_to(hidden, by=alice.user, revision=2, visibility=0).visibility == 0


def test_what_was_promised_with_a_mandate_is_shown_with_one(opgave, hidden, alice):
    boss = MembershipFactory(organisation=alice.organisation)
    mandate = MandateFactory(membership=boss)
    actions.confirm(hidden, by=boss.user, revision=1, speaks_as=str(mandate.pk))
    with pytest.raises(Refused, match="mandaat"):
        actions.show_to(hidden, by=alice.user, revision=2, visibility=0)


@pytest.mark.parametrize("wrong", [2, 3, 4, 99, -1])
def test_a_promise_is_for_everyone_or_for_the_parties(opgave, hidden, alice, wrong):
    with pytest.raises(Refused):
        actions.show_to(hidden, by=alice.user, revision=1, visibility=wrong)
    address = reverse("commitments:choose_visibility", args=[opgave.slug, hidden.pk])
    answer = browser(alice.user).post(address, {"revision": 1, "visibility": wrong})
    assert answer.status_code == 422


def test_another_app_says_where_a_promise_came_from(opgave, alice, monkeypatch):
    monkeypatch.setattr(origins, "_renders", [])
    origins.register(lambda request, commitment: f"<p>from table {commitment.pk}</p>")
    promise = CommitmentFactory(opgave=opgave, organisation=alice.organisation)
    html = browser().get(promise.get_absolute_url()).content.decode()
    assert f"<p>from table {promise.pk}</p>" in html
