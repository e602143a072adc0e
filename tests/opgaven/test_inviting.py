"""The side of who asks: the link is shown once, the address is forgotten, nobody is bothered."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import record
from overbrug.core.sweeping import sweep_all
from overbrug.core.visibility import Visibility
from overbrug.opgaven import actions
from overbrug.opgaven.models import PartyInvitation
from overbrug.outbox.models import OutgoingMail
from tests.factories import (
    MembershipFactory,
    PartyFactory,
    UserFactory,
    invitation_to,
)
from tests.hostile import TEXTS
from tests.opgaven.phone import Phone, html_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, party, bob):
    client.force_login(bob)

    def send(**facts):
        return client.post(
            reverse("opgaven:invite_party", args=[party.opgave.slug, party.pk]), facts
        )

    return send


def test_the_link_stands_on_the_answer_with_a_qr_code_and_nowhere_else(ask, client, party):
    answer = ask()
    link = answer.context["link"]
    assert 'class="qr-code"' in html_of(answer)
    assert answer["Cache-Control"] == "no-store"
    page = html_of(client.get(reverse("opgaven:change_party", args=[party.opgave.slug, party.pk])))
    assert link.split("/")[-2] not in page
    assert "Maak deze link ongeldig" in page


def test_a_mail_carries_the_link_and_the_address_goes_once_used(ask, party):
    link = ask(email="Mieke@Youth.example").context["link"]
    mail = OutgoingMail.objects.get()
    assert link in mail.text
    assert link in mail.html
    assert "Bob" not in mail.text
    assert PartyInvitation.objects.get().email == "mieke@youth.example"
    Phone(link.split("/")[-2]).send(stake="ours")
    assert PartyInvitation.objects.get().email == ""


def test_the_address_is_forgotten_when_the_link_runs_out(party):
    invitation_to(party, email="mieke@youth.example")
    assert sweep_all(timezone.now())["party_invitations"] == 0
    assert sweep_all(timezone.now() + timedelta(days=14, minutes=1))["party_invitations"] == 1
    assert PartyInvitation.objects.get().email == ""


def test_withdrawing_takes_back_the_mail_and_the_address(ask, client, party):
    ask(email="mieke@youth.example")
    invitation = PartyInvitation.objects.get()
    where = [party.opgave.slug, party.pk, invitation.public_id]
    assert client.post(reverse("opgaven:revoke_invitation", args=where)).status_code == 302
    invitation.refresh_from_db()
    assert (invitation.state, invitation.email) == ("revoked", "")
    assert not OutgoingMail.objects.exists()


def test_without_mail_nobody_is_asked_for_an_address(ask, client, party, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    page = client.get(reverse("opgaven:invite_party", args=[party.opgave.slug, party.pk]))
    assert 'type="email"' not in html_of(page)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_nothing_typed_breaks_the_form_of_the_asker(ask, text):
    assert ask(email=text).status_code in (200, 422)
    assert not OutgoingMail.objects.exists() or not text.strip("\u200b\ufeff\u2060\u200d\u200c")


def test_there_are_never_more_than_five_open_links(ask, party):
    for _number in range(5):
        invitation_to(party)
    answer = ask()
    assert answer.status_code == 422
    assert "Maak er eerst één ongeldig" in html_of(answer)


def test_nobody_bothers_the_world_with_mail_also_not_by_removing_the_party(ask, bob, opgave):
    for number in range(40):
        other = PartyFactory(opgave=opgave, organisation=None, name=f"Group {number}")
        actions.invite_party(other, by=bob, site="http://x", email=f"p{number}@youth.example")
        actions.remove_party(other, by=bob)
    assert not PartyInvitation.objects.exists()
    assert "Ga morgen verder" in html_of(ask(email="mieke@youth.example"))
    assert not OutgoingMail.objects.exists()


def test_the_next_day_one_may_ask_again(party, bob, time_machine):
    for _number in range(40):
        record("party_invited", party, by=bob)
    with pytest.raises(Refused):
        actions.invite_party(party, by=bob, site="http://x")
    time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1))
    assert actions.invite_party(party, by=bob, site="http://x").link


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_typed_word_brings_a_link_into_the_mail(party, bob, language):
    link = "Win: https://evil.example/1"
    party.name = party.opgave.title = party.opgave.question = link
    with translation.override(language):
        actions.invite_party(party, by=bob, site="http://x", email="mieke@youth.example")
    mail = OutgoingMail.objects.get()
    assert "evil" not in mail.subject + mail.text + mail.html
    assert (
        mail.subject
        == {
            "nl": "Wat willen jullie, en wat kunnen jullie inbrengen?",
            "en": "What do you want, and what can you bring?",
        }[language]
    )


def test_who_asked_sees_that_the_mail_did_not_arrive(ask, client, party):
    ask(email="mieke@youth.example")
    OutgoingMail.objects.update(state="bounced")
    page = client.get(reverse("opgaven:change_party", args=[party.opgave.slug, party.pk]))
    assert "niet aangekomen" in html_of(page)


def test_an_opgave_of_one_organisation_is_not_shown_by_a_link(opgave):
    hat = MembershipFactory(organisation=opgave.home)
    PartyFactory(opgave=opgave, organisation=opgave.home)
    chair = PartyFactory(opgave=opgave, organisation=None, name="Old", presence="missing")
    opgave.visibility = Visibility.ORGANISATION
    opgave.save()
    with pytest.raises(Refused):
        actions.invite_party(chair, by=hat.user, site="http://x")


def test_who_does_not_edit_asks_nobody(party):
    with pytest.raises(NotAllowed):
        actions.invite_party(party, by=UserFactory(), site="http://x")
    with pytest.raises(NotAllowed):
        actions.revoke_invitation(invitation_to(party)[0], by=UserFactory())
