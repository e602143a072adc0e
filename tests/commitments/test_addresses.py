"""Mailboxes that speak for an organisation, and people with several hats."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from overbrug.accounts.models import Role
from overbrug.commitments import actions
from overbrug.commitments.models import AnswerLink, RegisteredAddress
from overbrug.commitments.sweeping import forget_addresses
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import DomainEvent
from tests.commitments.conftest import SITE
from tests.factories import CommitmentFactory, MandateFactory, MembershipFactory, PartyFactory
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db
FACTS = {
    "email": "board@overwater.example",
    "role": "office of the board",
    "text": "may promise homes",
    "valid_from": date(2026, 1, 1),
}


@pytest.fixture
def admin(alice):
    return MembershipFactory(organisation=alice.organisation, role=Role.ADMIN)


@pytest.fixture
def house(alice):
    return alice.organisation


def test_the_administrator_registers_and_ends_a_mailbox(client, admin, house):
    client.force_login(admin.user)
    address = reverse("commitments:register_address", args=[house.public_id])
    assert client.post(address, FACTS | {"valid_from": "2026-01-01"}).status_code == 302
    mailbox = RegisteredAddress.objects.get()
    assert mailbox.is_valid
    page = reverse("accounts:organisation", args=[house.public_id])
    assert mailbox.email in client.get(page).content.decode()
    client.post(reverse("commitments:end_address", args=[house.public_id, mailbox.pk]))
    mailbox.refresh_from_db()
    assert (mailbox.is_valid, mailbox.email) == (False, "")
    assert mailbox.role in client.get(page).content.decode()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MEMBER, Role.GUEST])
def test_nobody_else_in_the_house_registers_one(house, role):
    hat = MembershipFactory(organisation=house, role=role)
    with pytest.raises(NotAllowed):
        actions.register_address(house, by=hat.user, **FACTS)


def test_the_administrator_of_another_house_registers_nothing(house, mailbox):
    other = MembershipFactory(role=Role.ADMIN).user
    with pytest.raises(NotAllowed):
        actions.register_address(house, by=other, **FACTS)
    with pytest.raises(NotAllowed):
        actions.end_address(mailbox, by=other)


def test_a_colleague_sees_the_role_and_not_the_address(client, alice, mailbox):
    client.force_login(alice.user)
    page = reverse("accounts:organisation", args=[alice.organisation.public_id])
    html = client.get(page).content.decode()
    assert mailbox.role in html
    assert mailbox.email not in html


def test_a_form_sent_twice_registers_once(admin, house):
    first = actions.register_address(house, by=admin.user, **FACTS)
    assert actions.register_address(house, by=admin.user, **FACTS) == first
    with pytest.raises(Refused, match="al geregistreerd"):
        actions.register_address(house, by=admin.user, **FACTS | {"role": "another"})


@pytest.mark.parametrize("last", [date(2025, 12, 31), date(2026, 2, 1)])
def test_dates_that_cannot_be_are_refused_at_their_field(admin, house, last):
    with pytest.raises(Refused) as refusal:
        actions.register_address(house, by=admin.user, **FACTS | {"valid_until": last})
    assert refusal.value.field == "valid_until"


def test_to_end_it_stops_its_open_links(admin, mailbox, ask):
    link, _reader, _page = ask(address=mailbox)
    actions.end_address(mailbox, by=admin.user)
    assert AnswerLink.objects.get(pk=link.pk).state == "revoked"


def test_the_audit_trail_holds_no_address(admin, house):
    actions.register_address(house, by=admin.user, **FACTS)
    event = DomainEvent.objects.get(verb="address_registered")
    assert event.organisation == house.name
    assert event.facts == {}


def test_one_that_begins_tomorrow_is_not_asked(proposal, editor, mailbox):
    mailbox.valid_from = timezone.localdate() + timedelta(days=1)
    mailbox.save()
    with pytest.raises(Refused):
        actions.ask_to_confirm(proposal, by=editor, site=SITE, address=mailbox)


@pytest.mark.parametrize("field", ["email", "role", "text", "valid_from", "valid_until"])
def test_nothing_typed_breaks_the_form(client, admin, house, field):
    client.force_login(admin.user)
    address = reverse("commitments:register_address", args=[house.public_id])
    good = FACTS | {"valid_from": "2026-01-01"}
    for name, text in TEXTS.items():
        answer = client.post(address, good | {field: text}, follow=True)
        assert answer.status_code in (200, 422), name
        assert "<script>alert" not in answer.content.decode()


class TestTwoHats:
    """Alice works for two parties of one opgave."""

    @pytest.fixture
    def second(self, alice, opgave):
        hat = MembershipFactory(user=alice.user, role=Role.MEMBER)
        PartyFactory(opgave=opgave, organisation=hat.organisation)
        return hat

    def test_she_chooses_for_which_she_proposes(self, client, alice, opgave, second):
        client.force_login(alice.user)
        address = reverse("commitments:propose", args=[opgave.slug])
        html = client.get(address).content.decode()
        assert str(alice.organisation) in html
        assert str(second.organisation) in html
        party = opgave.parties.get(organisation=second.organisation)
        client.post(address, {"party": party.pk, "what": "builds homes"})
        made = opgave.commitments.get()
        assert made.organisation == second.organisation
        assert made.history.get().hat_organisation == second.organisation.name

    def test_she_confirms_in_the_hat_of_who_promises(self, client, alice, opgave, second):
        promise = CommitmentFactory(opgave=opgave, organisation=second.organisation)
        client.force_login(alice.user)
        address = reverse("commitments:confirm", args=[opgave.slug, promise.pk])
        words = f"Je antwoordt als lid van {second.organisation}."
        assert words in client.get(address).content.decode()
        client.post(address, {"revision": 1, "speaks_as": "personal"})
        event = DomainEvent.objects.get(verb="commitment_confirmed")
        assert event.organisation == second.organisation.name

    def test_the_mandate_of_one_house_does_not_count_for_the_other(self, alice, opgave, second):
        promise = CommitmentFactory(opgave=opgave, organisation=second.organisation)
        mandate = MandateFactory(membership=alice)
        with pytest.raises(Refused, match="mandaat"):
            actions.confirm(promise, by=alice.user, revision=1, speaks_as=str(mandate.pk))


@pytest.fixture
def confirmed(proposal, alice):
    """A promise to which Alice, logged in, said yes on personal title."""
    return actions.confirm(proposal, by=alice.user, revision=1, speaks_as="personal")


def run_out(mailbox):
    """Its last day was yesterday; no sweep has come by."""
    mailbox.valid_until = timezone.localdate() - timedelta(days=1)
    mailbox.save()


def test_a_mailbox_that_ran_out_withdraws_nothing(ask, proposal, confirmed, mailbox):
    link, reader, _page = ask(address=mailbox)
    run_out(mailbox)
    page = reverse("commitments:answer_withdraw", args=[link.public_id])
    reader.post(page, {"revision": "2", "reason": "no"})
    with pytest.raises(Refused):
        actions.withdraw_by_link(link, revision=2, reason="no")
    proposal.refresh_from_db()
    assert proposal.status == "confirmed"


def test_the_sweep_ends_an_address_as_its_administrator_would(ask, mailbox):
    link, _reader, _page = ask(address=mailbox)
    run_out(mailbox)
    forget_addresses(timezone.now())
    forget_addresses(timezone.now())
    link.refresh_from_db()
    mailbox.refresh_from_db()
    assert (link.state, mailbox.email) == ("revoked", "")
    assert DomainEvent.objects.filter(verb="address_ended").count() == 1
