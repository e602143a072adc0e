"""A conversation that is removed takes all that people wrote with it."""

import pytest

from overbrug.core.models import DomainEvent
from overbrug.dialogues.actions import remove_dialogue, save_private, submit_unnamed
from overbrug.dialogues.models import Dialogue, PrivateAnswer, Seat, Table, UnnamedLine
from tests.factories_dialogues import PRIVATE_FIELD, UNNAMED_FIELD, make_seat

pytestmark = pytest.mark.django_db


def test_nothing_of_it_stays_but_that_it_was_removed():
    alice, other = make_seat(), make_seat()
    save_private(alice, field=PRIVATE_FIELD, text="Ik durf wel")
    submit_unnamed(alice.table, line_id="a" * 32, field=UNNAMED_FIELD, text="Wij praten niet")

    tables = remove_dialogue(alice.table.dialogue)

    assert tables == [alice.table.public_id]
    assert not PrivateAnswer.objects.exists()
    assert not UnnamedLine.objects.exists()
    assert [row.pk for model in (Dialogue, Table, Seat) for row in model.objects.all()] == [
        other.table.dialogue.pk,
        other.table.pk,
        other.pk,
    ]
    assert DomainEvent.objects.get(verb="dialogue_removed").role == "host"
