"""Who began an opgave is taken off it by its own people alone."""

import pytest
from django.urls import reverse

from overbrug.accounts.models import Role
from overbrug.core.errors import Refused
from overbrug.opgaven import actions
from overbrug.opgaven.models import Party
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    invitation_to,
)
from tests.opgaven.phone import Phone

pytestmark = pytest.mark.django_db
BEGAN = "is deze opgave begonnen"


@pytest.fixture
def home(opgave):
    return PartyFactory(opgave=opgave, organisation=opgave.home)


@pytest.fixture
def other(opgave):
    """An editor of another party."""
    hat = MembershipFactory(role=Role.EDITOR)
    PartyFactory(opgave=opgave, organisation=hat.organisation)
    return hat.user


def test_another_organisation_does_not_remove_it(client, opgave, home, other):
    client.force_login(other)
    page = client.post(reverse("opgaven:remove_party", args=[opgave.slug, home.pk]))
    assert page.status_code == 422
    assert BEGAN in page.content.decode()
    assert Party.objects.filter(pk=home.pk).exists()


@pytest.mark.parametrize("presence", ["missing", "declined"])
def test_another_organisation_does_not_write_it_off(home, other, presence):
    with pytest.raises(Refused) as refusal:
        actions.change_party(home, by=other, revision=1, presence=presence, reason="gone")
    assert refusal.value.field == "presence"


def test_another_organisation_does_not_put_somebody_in_its_place(home, other):
    with pytest.raises(Refused) as refusal:
        actions.change_party(home, by=other, revision=1, organisation=OrganisationFactory())
    assert refusal.value.field == "organisation"


def test_other_words_of_its_row_others_may_change(home, other):
    assert actions.change_party(home, by=other, revision=1, own_goal="homes").own_goal == "homes"


def test_a_guest_of_it_who_edits_for_another_does_not_either(opgave, home, other):
    MembershipFactory(user=other, organisation=opgave.home, role=Role.GUEST)
    with pytest.raises(Refused):
        actions.remove_party(home, by=other)


def test_a_link_does_not_say_that_it_left(home, other):
    phone = Phone(invitation_to(home)[1])
    assert phone.send(declines="on", reason="gone").status_code == 422
    home.refresh_from_db()
    assert home.presence == Party.Presence.AT_TABLE


def test_it_leaves_by_itself_and_its_row_is_then_like_others(opgave, home, other):
    own = MembershipFactory(organisation=opgave.home, role=Role.EDITOR).user
    actions.change_party(home, by=own, revision=1, presence="declined", reason="no time")
    home.refresh_from_db()
    actions.remove_party(home, by=other)
    assert not Party.objects.filter(pk=home.pk).exists()
