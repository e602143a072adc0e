"""A party describes itself through a link: only it speaks, once, and nothing is lost."""

import pytest
from django.contrib.auth.models import AnonymousUser

from overbrug.core.errors import Refused
from overbrug.core.models import DomainEvent
from overbrug.opgaven import actions
from overbrug.opgaven.models import PartyInvitation
from overbrug.opgaven.past import places_of, steps_of
from overbrug.opgaven.then import hidden_from
from tests.factories import (
    MembershipFactory,
    PartyFactory,
    invitation_to,
)
from tests.hostile import TEXTS
from tests.opgaven.phone import Phone, html_of

pytestmark = pytest.mark.django_db


def test_the_page_says_what_it_is_about_who_asks_and_what_others_wrote(phone, party):
    html = html_of(phone.look())
    assert "For whom?" in html
    assert party.opgave.home.name in html
    assert "they want cheap rooms" in html
    assert 'name="robots" content="noindex"' in html


def test_own_words_replace_the_attributed_ones_which_stay_in_the_history(phone, party):
    assert phone.send(stake="we want to stay here").status_code == 302
    party.refresh_from_db()
    assert (party.stake, party.own_words) == ("we want to stay here", {"stake": "invitation"})
    old, new = party.history.order_by("history_id")
    assert (old.stake, old.own_words) == ("they want cheap rooms", {})
    assert (new.hat_role, new.hat_organisation, new.history_user) == ("invitation", "Youth", None)


def test_the_history_says_it_came_through_an_invitation(phone, party):
    phone.send(stake="we want to stay here")
    hidden = hidden_from(AnonymousUser(), party.opgave)
    step = steps_of(places_of(party.opgave, hidden), with_names=True)[0]
    assert (step.role, step.person) == ("via een uitnodiging", "")
    assert "beschreef zichzelf" in step.sentence


def test_what_was_not_touched_stays_attributed(phone, party):
    phone.send(contribution="our time")
    party.refresh_from_db()
    assert (party.contribution, party.stake) == ("our time", "they want cheap rooms")
    assert party.own_words == {"contribution": "invitation"}


def test_afterwards_it_is_said_what_stayed_as_others_wrote_it(phone):
    phone.send(contribution="our time")
    html = html_of(phone.look())
    told = html[html.index("Dit bleef staan zoals een ander het schreef") :]
    assert "they want cheap rooms" in told
    assert "our time" not in told
    assert "om een nieuwe link" in told


def test_of_what_they_wrote_themselves_nothing_stayed_of_others(phone):
    phone.send(stake="we want to stay here")
    assert "Dit bleef staan zoals een ander het schreef" not in html_of(phone.look())


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
