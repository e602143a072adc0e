"""What left cannot come back: no button promises it, and no action pretends it."""

import pytest

from overbrug.core.errors import Refused
from overbrug.dialogues.actions import save_private
from overbrug.harvest.actions import hold, keep_here, mark, move_up, propose_page, say
from overbrug.harvest.models import Mark
from tests.factories_dialogues import PRIVATE_FIELD
from tests.harvest.proposals import a_while_ago
from tests.harvest.test_table_page import page_of, press

pytestmark = pytest.mark.django_db


def share(*seats):
    page = a_while_ago(propose_page(seats[0].table, own=[seats[0]], language="nl"))
    for seat in seats:
        say(page, by=seat, choice="agree")


@pytest.fixture
def shared(alice, bob, key):
    """`shared(1)`: Alice's line, out to that level."""

    def out(level):
        mark(alice.table, own=[alice], language="nl", choices={key: level})
        share(alice, bob)
        return key

    return out


def test_a_line_that_everyone_reads_has_no_choice_and_no_way_back(shared, alice):
    key = shared(0)
    page = page_of(alice)
    assert "Dit is gedeeld en kan niet terug." in page
    assert f'name="see:{key}"' not in page
    assert 'name="hold"' not in page


def test_a_line_of_the_network_can_only_go_further(shared, alice):
    key = shared(1)
    page = page_of(alice)
    assert f'name="see:{key}" value="1-1" checked' in page
    assert f'name="see:{key}" value="1-0"' in page
    assert f'name="see:{key}" value="1-3"' not in page
    assert 'name="hold"' not in page


def test_holding_back_what_left_is_refused_in_words(shared, alice):
    key = shared(1)
    with pytest.raises(Refused, match=r"back|terug"):
        hold(alice.table, own=[alice], language="nl", key=key)
    answer = press(alice, hold=key)
    assert answer.status_code == 422
    assert "Dit is gedeeld en kan niet terug." in answer.content.decode()
    assert not Mark.objects.get(key=key).is_held


def test_choosing_less_for_what_left_is_refused_in_words(shared, alice):
    key = shared(1)
    with pytest.raises(Refused):
        mark(alice.table, own=[alice], language="nl", choices={key: 3})
    answer = press(alice, save="1", **{f"see:{key}": "1-3"})
    assert answer.status_code == 422
    assert Mark.objects.get(key=key).visibility == 1


def test_all_lines_of_a_step_leaves_out_what_left(shared, alice):
    key = shared(1)
    assert press(alice, step="1:3").status_code == 302
    assert Mark.objects.get(key=key).visibility == 1


def test_new_words_of_a_shared_line_can_be_held(shared, alice, wrote):
    key = shared(1)
    wrote(alice, reason="Something else.")
    assert press(alice, hold=key).status_code == 302


def test_an_own_answer_that_left_is_not_only_for_its_writer_again(alice, bob):
    save_private(alice, field=PRIVATE_FIELD, text="I am afraid.")
    move_up(alice, field=PRIVATE_FIELD, visibility=1)
    share(alice, bob)
    assert 'name="unshow"' not in page_of(alice)
    with pytest.raises(Refused):
        keep_here(alice, field=PRIVATE_FIELD)
