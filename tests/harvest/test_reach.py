"""What a table wrote says of each line who really sees it."""

import pytest

from overbrug.harvest.actions import mark, propose_page, say
from overbrug.harvest.actions.hiding import hide
from overbrug.harvest.models import HarvestLine
from tests.factories import editor_of
from tests.factories_dialogues import browser_of
from tests.harvest.proposals import a_while_ago

pytestmark = pytest.mark.django_db
EVERYONE, TABLE = "Iedereen ziet dit", "Alleen deze tafel ziet dit"


@pytest.fixture
def shared(alice, bob, charlie, wrote):
    """Alice's reason and promise are public; what Bob wrote stays at the table."""
    wrote(bob, reason="I rent.")
    keys = wrote(alice, reason="My daughter waits.", promise="I ring the bell.", when="Monday")
    choices = {keys["reason"]: 0, keys["promise"].rpartition("/")[0]: 0}
    mark(alice.table, own=[alice], language="nl", choices=choices)
    page = a_while_ago(propose_page(alice.table, own=[alice], language="nl"))
    say(page, by=alice, choice="agree")
    say(page, by=bob, choice="agree")
    return HarvestLine.objects.filter(page=page)


@pytest.fixture
def read(alice):
    def read(ending):
        answer = browser_of(alice).get(f"/tafel/{alice.table.public_id}/oogst{ending}")
        return answer.content.decode("utf-8-sig")

    return read


def row_of(text, rows):
    [row] = [row for row in rows.splitlines() if text in row]
    return row


def test_each_row_says_who_sees_it(shared, read):
    rows = read(".csv")
    assert EVERYONE in row_of("My daughter waits.", rows)
    assert EVERYONE in row_of("I ring the bell.", rows)
    assert EVERYONE in row_of("Monday", rows)
    assert TABLE in row_of("I rent.", rows)


def test_a_question_whose_lines_differ_says_it_on_each_line(shared, read):
    strip = read("/").partition("My daughter waits.")[2].partition("</li>")[0]
    assert EVERYONE in strip
    assert row_of("My daughter waits.", read(".md")).endswith(f"*({EVERYONE})*")
    assert row_of("I rent.", read(".md")).endswith(f"*({TABLE})*")


def test_words_that_changed_since_are_the_tables_again(shared, read, alice, wrote):
    wrote(alice, reason="And my son too. ")
    assert TABLE in row_of("my son", read(".csv"))


def test_what_an_editor_took_off_the_pages_is_seen_by_the_table_alone(shared, read, alice):
    line = shared.get(text="My daughter waits.")
    hide(line, by=editor_of(alice.table.dialogue.opgave), reason="A name of a child.")
    assert TABLE in row_of("My daughter waits.", read(".csv"))


def test_at_a_table_that_practises_nothing_left(shared, read, alice):
    alice.table.dialogue.is_example = True
    alice.table.dialogue.save()
    assert EVERYONE not in read(".csv")
