"""A party describes itself through a link: only it speaks, once, and nothing is lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import DomainEvent
from overbrug.core.sweeping import sweep_all
from overbrug.core.visibility import Visibility
from overbrug.opgaven import actions
from overbrug.opgaven.models import PartyInvitation
from overbrug.opgaven.past import places_of, steps_of
from overbrug.outbox.models import OutgoingMail
from tests.factories import (
    MembershipFactory,
    OpgaveFactory,
    PartyFactory,
    UserFactory,
    editor_of,
    invitation_to,
)
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def opgave():
    return OpgaveFactory(title="Enough homes", question="For whom?")


@pytest.fixture
def bob(opgave):
    return editor_of(opgave, name="Bob")


@pytest.fixture
def party(opgave):
    return PartyFactory(
        opgave=opgave, organisation=None, name="Youth", stake="they want cheap rooms"
    )


class Phone:
    """Somebody without an account who came through a link."""

    def __init__(self, token, client=None):
        self.client = client or Client()
        opened = self.client.get(reverse("opgaven:open_invitation", args=[token]))
        self.address = opened.url

    def look(self):
        return self.client.get(self.address)

    def send(self, **facts):
        first = self.look().context
        texts = {
            field.name: field.value()
            for field in (first or {}).get("form", [])
            if field.value() and field.value() is not True
        }
        data = texts | {"revision": str(first.get("revision", 1))} | facts
        return self.client.post(self.address, data)


@pytest.fixture
def phone(party):
    return Phone(invitation_to(party)[1])


def html_of(answer):
    return answer.content.decode()


def test_the_page_says_what_it_is_about_who_asks_and_what_others_wrote(phone, party):
    html = html_of(phone.look())
    assert "For whom?" in html
    assert party.opgave.home.name in html
    assert "they want cheap rooms" in html
    assert 'name="robots" content="noindex"' in html


def test_the_token_does_not_stay_in_the_address(party):
    _invitation, token = invitation_to(party)
    opened = Client().get(reverse("opgaven:open_invitation", args=[token]))
    assert token not in opened.url
    assert opened["Referrer-Policy"] == "no-referrer"


def test_opening_changes_nothing(phone, party):
    phone.look()
    phone.client.head(phone.address)
    party.refresh_from_db()
    assert (party.revision, party.own_words) == (1, {})
    assert PartyInvitation.objects.get().state == "open"


def test_own_words_replace_the_attributed_ones_which_stay_in_the_history(phone, party):
    assert phone.send(stake="we want to stay here").status_code == 302
    party.refresh_from_db()
    assert (party.stake, party.own_words) == ("we want to stay here", {"stake": "invitation"})
    old, new = party.history.order_by("history_id")
    assert (old.stake, old.own_words) == ("they want cheap rooms", {})
    assert (new.hat_role, new.hat_organisation, new.history_user) == ("invitation", "Youth", None)


def test_the_history_says_it_came_through_an_invitation(phone, party):
    phone.send(stake="we want to stay here")
    step = steps_of(places_of(party.opgave), with_names=True)[0]
    assert (step.role, step.person) == ("via een uitnodiging", "")
    assert "beschreef zichzelf" in step.sentence


def test_what_was_not_touched_stays_attributed(phone, party):
    phone.send(contribution="our time")
    party.refresh_from_db()
    assert (party.contribution, party.stake) == ("our time", "they want cheap rooms")
    assert party.own_words == {"contribution": "invitation"}


def test_a_tick_makes_the_words_of_others_their_own(phone, party):
    phone.send(stake_is_right="on")
    party.refresh_from_db()
    assert (party.stake, party.stake_is_own) == ("they want cheap rooms", True)


def test_words_of_others_can_be_taken_away(phone, party):
    phone.send(stake="", own_goal="a room of our own")
    party.refresh_from_db()
    assert (party.stake, party.own_words) == ("", {"own_goal": "invitation"})


def test_sending_nothing_uses_nothing_up(phone):
    answer = phone.send()
    assert answer.status_code == 422
    assert "Schrijf iets" in html_of(answer)
    assert PartyInvitation.objects.get().state == "open"


def test_declining_needs_a_reason_and_keeps_what_was_typed(phone, party):
    answer = phone.send(declines="on", own_goal="peace")
    assert answer.status_code == 422
    assert 'href="#id_reason"' in html_of(answer)
    assert "peace" in html_of(answer)
    phone.send(declines="on", reason="no time")
    party.refresh_from_db()
    assert (party.presence, party.reason) == ("declined", "no time")
    assert party.own_words == {"reason": "invitation"}


def test_a_reason_without_the_tick_is_not_dropped(phone, party):
    answer = phone.send(stake="ours", reason="no time")
    assert answer.status_code == 422
    assert 'href="#id_declines"' in html_of(answer)
    assert "no time" in html_of(answer)


def test_who_declined_may_come_back(party):
    Phone(invitation_to(party)[1]).send(declines="on", reason="no time")
    Phone(invitation_to(party)[1]).send(declines="", own_goal="a room")
    party.refresh_from_db()
    assert (party.presence, party.reason, party.own_words) == (
        "invited",
        "",
        {"own_goal": "invitation"},
    )


def test_a_chair_with_words_is_no_longer_empty(opgave):
    chair = PartyFactory(
        opgave=opgave, organisation=None, name="Old", presence="missing", reason="never asked"
    )
    phone = Phone(invitation_to(chair)[1])
    assert "never asked" in html_of(phone.look())
    phone.send(contribution="our hands")
    chair.refresh_from_db()
    assert (chair.presence, chair.reason) == ("invited", "")
    assert chair.history.filter(reason="never asked").exists()


def test_it_works_once_and_who_sent_it_may_read_it_back(phone, party):
    phone.send(stake="we want to stay here")
    actions.change_party(party, by=editor_of(party.opgave), revision=2, presence="represented")
    html = html_of(phone.look())
    assert "we want to stay here" in html
    assert "in eigen woorden, via een uitnodiging" in html
    assert phone.client.post(phone.address, {"stake": "more", "revision": "2"}).status_code == 200
    party.refresh_from_db()
    assert party.stake == "we want to stay here"


def test_a_forwarded_link_that_was_used_shows_nothing_of_what_was_sent(party):
    _invitation, token = invitation_to(party)
    Phone(token).send(stake="we want to stay here")
    other = Phone(token)
    assert other.look().status_code == 410
    assert "we want to stay here" not in html_of(other.look())
    assert party.opgave.home.name in html_of(other.look())


def test_two_who_hold_one_link_send_once(party):
    _invitation, token = invitation_to(party)
    first, second = Phone(token), Phone(token)
    second.look()
    first.send(stake="first")
    data = {"stake": "second", "revision": "1"}
    assert second.client.post(second.address, data).status_code == 410
    party.refresh_from_db()
    assert party.stake == "first"


@pytest.mark.parametrize("end", ["expired", "revoked", "closed"])
def test_a_link_that_ended_says_so_kindly(party, bob, end, time_machine):
    invitation, token = invitation_to(party)
    phone = Phone(token)
    if end == "expired":
        time_machine.move_to(timezone.now() + timedelta(days=15))
        phone = Phone(token)
    elif end == "revoked":
        actions.revoke_invitation(invitation, by=bob)
    else:
        type(party.opgave).objects.update(visibility=Visibility.ORGANISATION)
    answer = phone.look()
    assert answer.status_code == 410
    assert "Vraag" in html_of(answer)
    assert phone.client.post(phone.address, {"stake": "x", "revision": "1"}).status_code == 410
    party.refresh_from_db()
    assert party.stake == "they want cheap rooms"


@pytest.mark.parametrize("token", ["x", "x" * 43, "é" * 20, "x" * 500])
def test_a_strange_token_leads_to_a_page_in_words(token):
    answer = Client().get(reverse("opgaven:open_invitation", args=[token]), follow=True)
    assert answer.status_code == 404
    assert "link" in html_of(answer)


def test_an_address_without_the_link_behind_it_opens_nothing(party):
    invitation, _token = invitation_to(party)
    page = reverse("opgaven:invitation", args=[invitation.public_id])
    assert Client().get(page).status_code == 404
    assert Client().post(page, {"stake": "x", "revision": "1"}).status_code == 404


def test_a_change_meanwhile_shows_both_texts_and_the_link_still_works(phone, party, bob):
    phone.look()
    actions.change_party(party, by=bob, revision=1, stake="they want big rooms")
    answer = phone.client.post(phone.address, {"stake": "we want quiet rooms", "revision": "1"})
    html = html_of(answer)
    assert answer.status_code == 409
    assert "they want big rooms" in html
    assert "we want quiet rooms" in html
    assert "stake_is_right" not in html
    data = {"stake": "we want quiet rooms", "choose-stake": "mine", "revision": "2"}
    assert phone.client.post(phone.address, data).status_code == 302
    party.refresh_from_db()
    assert party.stake == "we want quiet rooms"


def test_nobody_agreed_with_a_text_that_came_later(phone, party, bob):
    phone.look()
    actions.change_party(party, by=bob, revision=1, stake="they want big rooms")
    data = {"stake": "they want cheap rooms", "stake_is_right": "on", "revision": "1"}
    answer = phone.client.post(phone.address, data)
    assert answer.status_code == 409
    assert "they want big rooms" in html_of(answer)


def test_a_member_who_logged_in_has_the_last_word(opgave):
    hat = MembershipFactory()
    party = PartyFactory(opgave=opgave, organisation=hat.organisation)
    _invitation, token = invitation_to(party)
    phone = Phone(token)
    phone.look()
    actions.change_party(party, by=hat.user, revision=1, stake="our own")
    answer = phone.client.post(phone.address, {"stake": "through the link", "revision": "1"})
    assert answer.status_code == 409
    assert "through the link" in html_of(answer)
    data = {"stake": "through the link", "own_goal": "more", "revision": "2"}
    assert phone.client.post(phone.address, data).status_code == 302
    party.refresh_from_db()
    assert (party.stake, party.own_goal) == ("our own", "more")
    assert party.own_words == {"stake": "party", "own_goal": "invitation"}


def test_a_member_may_correct_what_came_through_the_link(opgave):
    hat = MembershipFactory()
    party = PartyFactory(opgave=opgave, organisation=hat.organisation)
    Phone(invitation_to(party)[1]).send(contribution="all our money")
    actions.change_party(party, by=hat.user, revision=2, contribution="some money")
    party.refresh_from_db()
    assert party.own_words == {"contribution": "party"}


@pytest.mark.parametrize("name", ["stake", "own_goal", "contribution"])
def test_others_leave_own_words_alone(party, bob, name):
    Phone(invitation_to(party)[1]).send(**{name: "ours"})
    for theirs in ("theirs", ""):
        with pytest.raises(Refused) as refused:
            actions.change_party(party, by=bob, revision=2, **{name: theirs})
        assert refused.value.field == name


def test_own_words_never_move_to_another_party(party, bob):
    Phone(invitation_to(party)[1]).send(stake="ours")
    with pytest.raises(Refused):
        actions.change_party(party, by=bob, revision=2, name="Old people")


def test_others_do_not_bring_back_who_declined(party, bob):
    Phone(invitation_to(party)[1]).send(declines="on", reason="no time")
    with pytest.raises(Refused) as refused:
        actions.change_party(party, by=bob, revision=2, presence="at_table")
    assert refused.value.field == "presence"


def test_the_asker_does_not_answer_for_the_party(client, party, bob):
    client.force_login(bob)
    phone = Phone(invitation_to(party)[1], client)
    assert "Alleen de partij zelf" in html_of(phone.look())
    assert phone.send(stake="what suits me").status_code == 422
    party.refresh_from_db()
    assert party.stake == "they want cheap rooms"


def test_the_last_that_takes_part_cannot_leave_by_a_link(opgave):
    party = PartyFactory(opgave=opgave)
    answer = Phone(invitation_to(party)[1]).send(declines="on", reason="no time")
    assert answer.status_code == 422
    assert 'href="#id_declines"' in html_of(answer)


def test_the_audit_row_holds_no_text(phone):
    phone.send(stake="we want to stay here")
    row = DomainEvent.objects.get(verb="party_described")
    assert row.facts["fields"] == ["stake"]
    assert (row.person, row.role) == (None, "invitation")


# The side of who asks.


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


def test_nobody_bothers_the_world_with_mail(ask, bob, opgave):
    for _number in range(40):
        invitation_to(PartyFactory(opgave=opgave), asked_by=bob)
    assert "Ga morgen verder" in html_of(ask(email="mieke@youth.example"))
    assert not OutgoingMail.objects.exists()


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


# What people type that they should not.


@pytest.mark.parametrize("field", ["stake", "own_goal", "contribution", "reason", "revision"])
def test_nothing_typed_breaks_the_page(party, field):
    for name, text in TEXTS.items():
        phone = Phone(invitation_to(party)[1])
        data = {"declines": "on", "reason": "no", "revision": "1"} | {field: text}
        answer = phone.client.post(phone.address, data)
        assert answer.status_code in (302, 409, 422), (name, answer.status_code)
        assert "<script>alert" not in html_of(answer)


@pytest.mark.parametrize("field", ["declines", "stake_is_right", "reason", "pk", "opgave"])
def test_a_choice_that_was_never_offered_is_ignored(phone, field):
    assert phone.send(stake="ours", **{f"choose-{field}": "theirs"}).status_code == 302


def test_too_long_says_how_much_and_gives_it_back(phone):
    answer = phone.send(stake="brug " * 400)
    assert answer.status_code == 422
    assert "1000" in html_of(answer)
    assert "brug brug" in html_of(answer)


# What stays in the tab until it is sent (docs/decisions/0021).


def test_a_fresh_page_may_be_filled_from_the_tab_and_one_with_mistakes_not(phone, party):
    name = PartyInvitation.objects.get().public_id
    fresh = html_of(phone.look())
    refused = html_of(phone.send(stake="brug " * 400))
    assert f'data-draft="{name}" data-draft-fresh' in fresh
    assert f'data-draft="{name}"' in refused
    assert "data-draft-fresh" not in refused


def test_once_sent_the_tab_is_told_to_forget(phone):
    name = PartyInvitation.objects.get().public_id
    phone.send(stake="ours")
    assert f'data-draft-done="{name}"' in html_of(phone.look())


def test_who_cannot_send_keeps_nothing(client, party, bob):
    client.force_login(bob)
    assert "data-draft=" not in html_of(Phone(invitation_to(party)[1], client).look())
