"""Whose words they are decides: take back, hold, move up."""

import pytest

from overbrug.core.errors import NotAllowed, Refused
from overbrug.core.models import DomainEvent
from overbrug.dialogues.actions import save_private
from overbrug.harvest.actions import (
    hold,
    move_up,
    say,
    take_back,
)
from overbrug.harvest.models import HarvestLine
from overbrug.harvest.queries import candidates_of
from tests.factories_dialogues import PRIVATE_FIELD
from tests.harvest.proposals import NETWORK, TABLE, a_while_ago, marked, proposed
from tests.talk import write_in_room

pytestmark = pytest.mark.django_db


def test_only_the_owner_lets_go_of_a_line(alice, bob, wrote, room_log):
    key = wrote(alice, reason="My daughter is ill.")["reason"]
    write_in_room(room_log, bob, {key: "."})
    hold(alice.table, own=[alice], language="nl", key=key)
    with pytest.raises(NotAllowed):
        hold(bob.table, own=[bob], language="nl", key=key, is_held=False)


def test_the_writer_takes_an_own_line_back_before_approval(proposal, alice, bob, wrote):
    marked(bob, wrote(bob, reason="I rent.")["reason"])
    newer = a_while_ago(proposed(bob))
    key = f"start/reason/{alice.public_id}"
    take_back(newer, own=[alice], key=key)
    say(newer, by=alice, choice="agree")
    say(newer, by=bob, choice="agree")
    assert [line.text for line in HarvestLine.objects.all()] == ["I rent."]


def test_nobody_takes_back_a_line_of_another(proposal, alice, bob):
    with pytest.raises(NotAllowed):
        take_back(proposal, own=[bob], key=f"start/reason/{alice.public_id}")


def test_a_held_line_is_not_lifted_by_others(alice, bob, wrote):
    key = wrote(alice, reason="My daughter waits.")["reason"]
    hold(alice.table, own=[alice], language="nl", key=key)
    assert [c.key for c in marked(bob, key)] == [key]
    with pytest.raises(NotAllowed):
        hold(alice.table, own=[bob], language="nl", key=key, is_held=False)
    with pytest.raises(Refused):
        proposed(bob)


def test_only_the_writer_moves_up_what_is_only_for_me(alice, bob):
    save_private(alice, field=PRIVATE_FIELD, text="I will call the province.")
    assert candidates_of(alice.table, own=[alice], language="nl") == []
    with pytest.raises(Refused):
        move_up(bob, field=PRIVATE_FIELD, visibility=NETWORK)
    move_up(alice, field=PRIVATE_FIELD, visibility=TABLE)
    (line,) = candidates_of(alice.table, own=[bob], language="nl")
    assert line.text == "I will call the province."


def test_moving_up_is_written_down_without_the_words(alice):
    save_private(alice, field=PRIVATE_FIELD, text="I will call the province.")
    move_up(alice, field=PRIVATE_FIELD, visibility=TABLE)
    row = DomainEvent.objects.get(verb="answer_moved_up")
    assert (row.person, row.facts["visibility"]) == (None, TABLE)
    assert "call" not in str(row.facts)


def test_what_was_moved_up_is_the_words_of_that_moment(alice, bob):
    save_private(alice, field=PRIVATE_FIELD, text="I will call the province.")
    move_up(alice, field=PRIVATE_FIELD, visibility=NETWORK)
    save_private(alice, field=PRIVATE_FIELD, text="My boss may not know.")
    assert proposed(bob).content[0]["text"] == "I will call the province."
