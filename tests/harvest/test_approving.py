"""A table decides together what leaves the room."""

import pytest
from django.utils import timezone

from overbrug.core.errors import NotAllowed, Refused
from overbrug.dialogues.models import Seat, Table
from overbrug.harvest.actions import (
    mark,
    note_dissent,
    propose_page,
    say,
    take_back,
)
from overbrug.harvest.models import Dissent, HarvestLine, Mark
from overbrug.harvest.network import shared_about
from overbrug.harvest.queries import open_page
from overbrug.lib.tokens import hash_of
from tests.factories import editor_of
from tests.factories_dialogues import make_seat
from tests.harvest.proposals import NETWORK, PUBLIC, a_while_ago, marked, proposed

pytestmark = pytest.mark.django_db


def test_nothing_leaves_by_a_mark_alone(proposal):
    assert HarvestLine.objects.count() == 0


def test_more_than_half_approve_and_the_words_become_rows(proposal, alice, bob):
    say(proposal, by=alice, choice="agree")
    assert HarvestLine.objects.count() == 0
    assert say(proposal, by=bob, choice="agree").state == "approved"
    (line,) = HarvestLine.objects.all()
    assert (line.text, line.visibility) == ("My daughter waits.", NETWORK)


def test_an_objection_stands_in_the_way_until_it_is_gone(proposal, alice, bob, charlie):
    say(proposal, by=charlie, choice="object", reason="Too early")
    say(proposal, by=alice, choice="agree")
    assert say(proposal, by=bob, choice="agree").state == "open"
    assert say(proposal, by=charlie, choice="agree").state == "approved"


def test_one_voice_never_speaks_for_a_table_of_more(alice, bob, wrote, monkeypatch):
    marked(alice, wrote(alice, reason="My daughter waits.")["reason"])
    monkeypatch.setattr("overbrug.harvest.actions.asking.seats_present", lambda table: [alice])
    assert say(proposed(alice), by=alice, choice="agree").state == "open"


def test_who_sits_alone_shares_nothing(alice, wrote):
    marked(alice, wrote(alice, reason="My daughter waits.")["reason"])
    with pytest.raises(Refused):
        proposed(alice)


def test_chairs_that_came_after_the_proposal_have_no_say(proposal, alice):
    late = make_seat(alice.table, name="Late")
    with pytest.raises(Refused):
        say(proposal, by=late, choice="agree")


def test_one_device_with_many_chairs_does_not_decide_for_others(alice, bob, wrote):
    marked(bob, wrote(bob, reason="A secret of Bob.")["reason"])
    chairs = [alice, *(make_seat(alice.table, name=f"Chair {n}") for n in range(5))]
    page = proposed(alice)
    for seat in chairs:
        page = say(page, by=seat, choice="agree", own=chairs)
    assert page.state == "open"
    assert say(page, by=bob, choice="agree", own=[bob]).state == "approved"


def test_people_who_write_on_one_phone_are_as_many_as_they_are(alice, bob, charlie, wrote):
    for seat in (alice, bob, charlie):
        marked(seat, wrote(seat, reason="I rent.")["reason"])
    page = a_while_ago(proposed(alice))
    say(page, by=alice, choice="agree", own=[alice, bob])
    assert say(page, by=bob, choice="agree", own=[alice, bob]).state == "approved"


def test_a_table_that_shares_one_phone_decides_on_it(alice, bob, wrote):
    marked(bob, wrote(bob, reason="We share.")["reason"])
    page = proposed(alice)
    say(page, by=alice, choice="agree", own=[alice, bob])
    assert say(page, by=bob, choice="agree", own=[alice, bob]).state == "approved"


def test_an_objection_does_not_end_with_the_chair_of_who_objects(proposal, alice, bob, charlie):
    say(proposal, by=charlie, choice="object")
    Seat.objects.filter(pk=charlie.pk).update(revoked_at=timezone.now())
    say(proposal, by=alice, choice="agree")
    assert say(proposal, by=bob, choice="agree").state == "open"


def test_writers_whose_chairs_are_gone_still_count(alice, bob, charlie, wrote):
    for seat in (bob, charlie):
        marked(seat, wrote(seat, reason="A secret.")["reason"])
    Seat.objects.filter(pk__in=[bob.pk, charlie.pk]).update(revoked_at=timezone.now())
    dave = make_seat(alice.table, name="Dave")
    page = proposed(alice)
    say(page, by=alice, choice="agree")
    assert say(page, by=dave, choice="agree").state == "open"


def test_a_seat_taken_over_after_the_proposal_has_no_say(proposal, bob):
    Seat.objects.filter(pk=bob.pk).update(epoch=2)
    with pytest.raises(Refused):
        say(proposal, by=Seat.objects.get(pk=bob.pk), choice="agree")


def test_what_was_never_approved_is_not_kept(proposal, bob, wrote):
    marked(bob, wrote(bob, reason="I rent.")["reason"])
    proposed(bob)
    proposal.refresh_from_db()
    assert proposal.content == []


def test_too_much_is_refused_in_words(alice, bob, wrote, monkeypatch):
    monkeypatch.setattr("overbrug.harvest.actions.freezing.MOST_CHARACTERS", 10)
    marked(alice, wrote(alice, reason="My daughter waits.")["reason"])
    with pytest.raises(Refused):
        proposed(alice)


def test_other_views_count_as_well(alice, bob, wrote, monkeypatch):
    monkeypatch.setattr("overbrug.harvest.actions.freezing.MOST_CHARACTERS", 30)
    key = wrote(alice, reason="My daughter waits.")["reason"]
    Dissent.objects.create(table=alice.table, key=key, seat=bob, text="Mine does not.")
    marked(alice, key)
    with pytest.raises(Refused):
        proposed(alice)


def test_the_order_of_lines_is_not_the_order_of_chairs(alice, bob, charlie, wrote):
    people = [alice, bob, charlie, *(make_seat(alice.table, name=f"P{n}") for n in range(5))]
    for seat in people:
        marked(seat, wrote(seat, reason=seat.name)["reason"])
    orders = [line["text"] for line in proposed(alice).content]
    keys = [hash_of(f"start/reason/{seat.public_id}") for seat in people]
    wanted = [
        seat.name for _key, seat in sorted(zip(keys, people, strict=True), key=lambda p: p[0])
    ]
    assert orders == wanted


def test_what_is_typed_later_is_a_new_line_and_changes_nothing(proposal, alice, bob, wrote):
    say(proposal, by=alice, choice="agree")
    say(proposal, by=bob, choice="agree")
    wrote(alice, reason=" And my son.")
    assert HarvestLine.objects.get().text == "My daughter waits."
    again = proposed(alice)
    assert (again.number, "And my son." in again.content[0]["text"]) == (2, True)


def test_typing_while_a_page_is_open_leaves_the_page_as_it_was_read(proposal, alice, bob, wrote):
    wrote(alice, reason=" Do not share this.")
    say(proposal, by=alice, choice="agree")
    say(proposal, by=bob, choice="agree")
    assert HarvestLine.objects.get().text == "My daughter waits."


def test_the_same_is_not_proposed_twice(proposal, alice, bob):
    assert proposed(bob).pk == proposal.pk
    say(proposal, by=alice, choice="agree")
    say(proposal, by=bob, choice="agree")
    with pytest.raises(Refused):
        proposed(alice)


def test_another_proposal_replaces_the_open_one_and_votes_begin_anew(proposal, alice, bob, wrote):
    say(proposal, by=alice, choice="agree")
    marked(bob, wrote(bob, reason="I rent.")["reason"])
    newer = proposed(bob)
    assert open_page(alice.table) == newer
    with pytest.raises(Refused):
        say(proposal, by=bob, choice="agree")
    assert not newer.votes.exclude(choice="").exists()


def test_after_approval_nothing_is_taken_back_or_objected_to(proposal, alice, bob, charlie):
    say(proposal, by=alice, choice="agree")
    say(proposal, by=bob, choice="agree")
    with pytest.raises(Refused, match="blijft gedeeld"):
        say(proposal, by=charlie, choice="object")
    with pytest.raises(Refused, match="blijft gedeeld"):
        take_back(proposal, own=[alice], key=f"start/reason/{alice.public_id}")


def test_who_agrees_a_moment_too_late_agrees_all_the_same(proposal, alice, bob, charlie):
    say(proposal, by=alice, choice="agree")
    say(proposal, by=bob, choice="agree")
    assert say(proposal, by=charlie, choice="agree").state == "approved"


def test_another_view_leaves_with_the_line_and_without_a_name(alice, bob, wrote):
    key = wrote(alice, reason="My daughter waits.")["reason"]
    note_dissent(bob.table, own=[bob], by=bob, language="nl", key=key, text="Mine does not.")
    marked(alice, key)
    proposal = proposed(alice)
    say(proposal, by=alice, choice="agree")
    say(proposal, by=bob, choice="agree")
    assert HarvestLine.objects.get().dissents == ["Mine does not."]


def test_no_name_of_a_person_leaves(proposal):
    assert "Alice" not in str(proposal.content)


def test_a_promise_is_one_line_with_its_parts(alice, bob, wrote):
    wrote(alice, promise="Ten homes", when="In May", sign="Keys")
    marked(alice, f"step/promise/{alice.public_id}", PUBLIC)
    (line,) = proposed(alice).content
    assert line["parts"] == {"what": "Ten homes", "when": "In May", "sign": "Keys"}


def test_lines_reach_only_readers_of_their_level(proposal, alice, bob, django_user_model):
    from django.contrib.auth.models import AnonymousUser

    opgave = alice.table.dialogue.opgave
    say(proposal, by=alice, choice="agree")
    say(proposal, by=bob, choice="agree")
    assert shared_about(AnonymousUser(), opgave) == []
    assert [row.line.text for row in shared_about(editor_of(opgave), opgave)] == [
        "My daughter waits."
    ]


def test_a_seat_of_another_table_does_nothing_here(proposal, alice):
    stranger = make_seat(name="Dave")
    with pytest.raises(NotAllowed):
        say(proposal, by=stranger, choice="agree")
    with pytest.raises(NotAllowed):
        mark(alice.table, own=[stranger], language="nl", choices={})
    with pytest.raises(NotAllowed):
        propose_page(alice.table, own=[stranger], language="nl")


def test_marks_for_lines_that_are_not_there_are_refused(alice):
    with pytest.raises(Refused):
        marked(alice, "start/reason/nobody")
    assert not Mark.objects.exists()


def test_erasing_the_conversation_takes_the_harvest_along(proposal, alice, bob):
    say(proposal, by=alice, choice="agree")
    say(proposal, by=bob, choice="agree")
    alice.table.dialogue.delete()
    assert not Table.objects.exists()
    assert not HarvestLine.objects.exists()
