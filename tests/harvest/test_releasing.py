"""A promise of a table comes to the bridge by the hand of an editor, once; no mail by itself."""

import pytest
from django.test import Client
from django.urls import reverse

from overbrug.accounts.models import Role
from overbrug.commitments.actions import confirm, show_to
from overbrug.commitments.models import Commitment
from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import DomainEvent
from overbrug.harvest.actions import release, set_aside, take_up_again
from overbrug.harvest.actions.releasing import AlreadyDecided
from overbrug.harvest.inbox import inbox_of
from overbrug.harvest.models import Release
from tests.factories import (
    MandateFactory,
    MembershipFactory,
    PartyFactory,
    editor_of,
)
from tests.harvest.network import NETWORK, PUBLIC, approved, approved_promise, filled, page
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db


def test_a_released_promise_is_a_wish_that_only_the_network_sees(table, editor, party):
    line = approved_promise(table)
    made = release(line, by=editor, party=party, visibility=NETWORK, what="Ten homes")
    promise = made.commitment
    assert (promise.firmness, promise.visibility) == ("wish", NETWORK)
    assert promise.organisation == party.organisation


def test_what_the_network_sees_is_never_released_to_everyone(table, editor, party):
    line = approved_promise(table)
    with pytest.raises(Refused) as refusal:
        release(line, by=editor, party=party, visibility=PUBLIC, what="Ten homes")
    assert refusal.value.field == "visibility"
    assert not Commitment.objects.exists()


def test_a_wish_from_the_network_is_not_shown_to_everyone_later(table, editor, party):
    line = approved_promise(table)
    made = release(line, by=editor, party=party, visibility=NETWORK, what="Ten homes")
    with pytest.raises(Refused):
        show_to(made.commitment, by=editor, revision=1, visibility=PUBLIC)


def test_a_yes_of_the_house_and_a_tick_show_it_to_everyone_and_a_personal_yes_never(table, editor):
    own = editor.memberships.get()
    party = table.dialogue.opgave.parties.get(organisation=own.organisation)
    line = approved_promise(table)
    promise = release(line, by=editor, party=party, visibility=NETWORK, what="Ten homes").commitment
    confirm(promise, by=editor, revision=1, speaks_as="personal")
    with pytest.raises(Refused):
        show_to(promise, by=editor, revision=2, visibility=PUBLIC, everyone_may_read=True)
    mandate = MandateFactory(membership=own)
    confirm(promise, by=editor, revision=2, speaks_as=str(mandate.pk))
    browser = Client()
    browser.force_login(editor)
    address = reverse("commitments:choose_visibility", args=[promise.opgave.slug, promise.pk])
    sent = {"revision": 3, "visibility": int(PUBLIC)}
    assert browser.post(address, sent).status_code == 422
    assert browser.post(address, sent | {"everyone": "on"}).status_code == 302
    assert DomainEvent.objects.latest("pk").facts["wider_than_shared"]


def test_the_form_offers_no_wider_readers_than_the_table(as_editor, table, party):
    line = approved_promise(table)
    answer = as_editor.post(page("release", line), filled(party, visibility=0))
    assert answer.status_code == 422
    assert not Commitment.objects.exists()


def test_the_words_of_the_table_stand_beside_the_form_and_stay(as_editor, table, party):
    line = approved_promise(table)
    assert "Ten homes in the old school" in as_editor.get(page("release", line)).content.decode()
    as_editor.post(page("release", line), filled(party, what="Twelve homes"))
    line.refresh_from_db()
    assert line.parts["what"] == "Ten homes in the old school"
    assert Commitment.objects.get().what == "Twelve homes"


def test_a_day_of_the_table_counts_only_when_somebody_ticks_it(as_editor, table, party):
    first, second = (approved_promise(table, what=what) for what in ("One", "Two"))
    as_editor.post(page("release", first), filled(party, what="One"))
    as_editor.post(page("release", second), filled(party, what="Two", take_hint="on"))
    days = dict(Commitment.objects.values_list("what", "due_on"))
    assert days["One"] is None
    assert (days["Two"].month, days["Two"].day) == (5, 31)


def test_a_chosen_day_goes_before_the_hint(as_editor, table, party):
    line = approved_promise(table)
    sent = filled(party, due_on="2027-01-01", take_hint="on")
    as_editor.post(page("release", line), sent)
    assert str(Commitment.objects.get().due_on) == "2027-01-01"


def test_two_editors_who_press_at_once_make_one_promise(as_editor, table, opgave, party):
    line = approved_promise(table)
    other = Client()
    other.force_login(editor_of(opgave))
    first = as_editor.post(page("release", line), filled(party))
    second = other.post(page("release", line), filled(party, what="Something else"))
    assert (first.status_code, second.status_code) == (302, 200)
    assert Commitment.objects.count() == 1
    html = second.content.decode()
    assert first.url in html
    assert "Something else" in html


def test_the_second_of_two_at_the_same_moment_is_refused(table, editor, party):
    line = approved_promise(table)
    release(line, by=editor, party=party, visibility=NETWORK, what="Ten homes")
    with pytest.raises(AlreadyDecided):
        release(line, by=editor, party=party, visibility=NETWORK, what="Ten homes")
    with pytest.raises(AlreadyDecided):
        set_aside(line, by=editor, reason="twice")
    assert Release.objects.count() == 1


def test_the_same_words_that_left_twice_wait_once(table, editor, party):
    line = approved_promise(table)
    approved_promise(table, key=line.key, visibility=PUBLIC)
    opgave = table.dialogue.opgave
    (row,) = inbox_of(editor, opgave).promises
    release(row.line, by=editor, party=party, visibility=NETWORK, what="Ten homes")
    assert inbox_of(editor, opgave).count == 0
    with pytest.raises(AlreadyDecided):
        release(line, by=editor, party=party, visibility=NETWORK, what="Ten homes")


def test_setting_aside_asks_why_and_can_be_undone(as_editor, table, editor):
    line = approved_promise(table)
    assert as_editor.post(page("set_aside", line), {"reason": ""}).status_code == 422
    as_editor.post(page("set_aside", line), {"reason": "It is the same as last year."})
    assert inbox_of(editor, table.dialogue.opgave).count == 0
    as_editor.post(page("put_back", line))
    assert inbox_of(editor, table.dialogue.opgave).count == 1


def test_what_was_released_is_not_undone(table, editor, party):
    line = approved_promise(table)
    release(line, by=editor, party=party, visibility=NETWORK, what="Ten homes")
    with pytest.raises(AlreadyDecided):
        take_up_again(line, by=editor)


def test_an_organiser_who_edits_nothing_releases_from_the_own_conversation_only(
    table, opgave, party
):
    hat = MembershipFactory(role=Role.MEMBER)
    PartyFactory(opgave=opgave, organisation=hat.organisation)
    line = approved_promise(table)
    with pytest.raises(NotAllowed):
        release(line, by=hat.user, party=party, visibility=NETWORK, what="Ten homes")
    table.dialogue.created_by = hat.user
    table.dialogue.organisation = hat.organisation
    table.dialogue.save()
    line.refresh_from_db()
    made = release(line, by=hat.user, party=party, visibility=NETWORK, what="Ten homes")
    assert made.commitment.firmness == "wish"


def test_a_guest_an_outsider_and_a_line_out_of_sight_release_nothing(table, opgave, party):
    line = approved_promise(table)
    guest = MembershipFactory(role=Role.GUEST, organisation=party.organisation).user
    for somebody in (guest, MembershipFactory().user):
        with pytest.raises(NotAllowed):
            release(line, by=somebody, party=party, visibility=NETWORK, what="Ten homes")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_texts_are_kept_or_refused_and_never_break(as_editor, table, party, text):
    line = approved_promise(table, what=text[:400], who=text[:400], when=text[:400])
    assert as_editor.get(page("inbox", line)).status_code == 200
    assert as_editor.get(page("release", line)).status_code == 200
    sent = filled(party, what=text, means=text, evidence=text, due_on=text, email=text, need=text)
    answer = as_editor.post(page("release", line), sent)
    assert answer.status_code in (302, 400, 422)
    assert b"<script>alert" not in answer.content
    assert as_editor.post(page("set_aside", line), {"reason": text}).status_code < 500


def test_what_happened_is_written_down_without_a_text(table, editor, party):
    line = approved_promise(table)
    release(line, by=editor, party=party, visibility=NETWORK, what="Ten homes")
    event = DomainEvent.objects.get(verb="promise_released")
    assert event.facts == {"line": line.pk, "dialogue": table.dialogue.public_id}
    assert event.role


def test_the_count_waits_on_the_opgave_for_editors_only(as_editor, client, table, opgave):
    approved_promise(table, visibility=PUBLIC)
    assert reverse("harvest:inbox", args=[opgave.slug]) in (
        as_editor.get(opgave.get_absolute_url()).content.decode()
    )
    assert reverse("harvest:inbox", args=[opgave.slug]) not in (
        client.get(opgave.get_absolute_url()).content.decode()
    )


def test_the_organiser_reads_which_tables_approved_and_what_came_of_it(
    as_editor, table, editor, party
):
    line = approved_promise(table)
    approved(table, text="We want the old school.")
    made = release(line, by=editor, party=party, visibility=NETWORK, what="Twelve homes")
    address = reverse("dialogues:dialogue", args=[table.dialogue.public_id])
    html = as_editor.get(address).content.decode()
    assert "We want the old school." in html
    assert made.commitment.get_absolute_url() in html
