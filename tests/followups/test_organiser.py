"""What the organiser reads about the own steps: who was asked, when numbers come, what to do first."""

import pytest
from django.test import Client
from django.urls import reverse

from overbrug.followups.actions import answer, leave_address, stop
from overbrug.followups.counting import SPLITS, Part, answered, split
from overbrug.followups.models import FollowUp, FollowUpLink
from overbrug.followups.wording import WORDS
from tests.factories import editor_of
from tests.factories_dialogues import make_seat, make_table
from tests.followups.conftest import DAYS, HOURS, STEP

CLOSE = "Sluit eerst het gesprek"


def seen(table):
    """The words of the section."""
    client = Client()
    client.force_login(editor_of(table.dialogue.opgave))
    html = client.get(reverse("dialogues:dialogue", args=[table.dialogue.public_id]))
    return html.content.decode().split('id="next-morning"')[1].split("</section>")[0]


def ask(table, people):
    """So many people leave an address."""
    for n in range(people):
        seat = make_seat(table, f"Nr {n}")
        leave_address(seat, email=f"p{n}@overwater.example", step=STEP, language="nl")


def test_each_way_to_take_answers_together_has_its_words():
    assert {part for way in SPLITS for part in way} == set(WORDS)


def test_how_many_answered_is_said_only_where_it_can_be_counted():
    assert answered(split(asked=20, yes=5, partly=5, not_yet=5)) == 15
    assert answered([Part(("yes",), 5), Part(("partly", "not_yet", "no_answer"), 9)]) == 0
    assert answered([]) == 0


@pytest.mark.django_db
def test_before_the_end_nobody_was_asked_and_nothing_has_to_be_closed(now):
    table = make_table()
    html = seen(table)
    assert "Nog niemand is gevraagd" in html
    assert CLOSE not in html


@pytest.mark.django_db
def test_while_people_may_sit_down_closing_comes_first_with_its_button(now):
    table = make_table(tables=2)
    table.finished_at = now
    table.save()
    html = seen(table)
    assert html.index(CLOSE) < html.index("mailadres")
    assert f"/gesprekken/{table.dialogue.public_id}/sluit/" in html


@pytest.mark.django_db
def test_a_closed_conversation_tells_when_it_asks(table, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    html = seen(table)
    assert CLOSE not in html
    assert html.count("Nog niet gevraagd") == 2
    assert "vanaf 23 november 2026" in html
    assert "vanaf 21 december 2026" in html


@pytest.mark.django_db
def test_without_a_mail_server_no_mail_is_promised(table, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    html = seen(table)
    assert "geen mailserver" in html
    assert "vanaf" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("people", [0, 4])
def test_none_and_four_read_the_same(table, at, now, people):
    ask(table, people)
    at(now + 48 * HOURS)
    assert "Minder dan 5 mensen" not in seen(table)
    at(now + 9 * DAYS)
    assert seen(table).count("Minder dan 5 mensen") == 1


@pytest.mark.django_db
def test_until_the_count_the_words_tell_nobody_of_a_fifth_or_of_a_stop(table, at, now):
    ask(table, 4)
    at(now + 48 * HOURS)
    four = seen(table)
    late = make_seat(table, "Late")
    fifth = leave_address(late, email="p5@overwater.example", step=STEP, language="nl")
    at(now + 4 * DAYS)
    five = seen(table)
    stop(fifth)
    assert four == five == seen(table)


@pytest.mark.django_db
def test_a_stop_after_the_count_changes_nothing(table, at, now):
    ask(table, 5)
    at(now + 48 * HOURS)
    at(now + 9 * DAYS)
    counted = seen(table)
    assert "5 mensen zijn gevraagd" in counted
    stop(FollowUp.objects.first())
    assert seen(table) == counted


@pytest.mark.django_db
def test_five_who_were_asked_have_a_week(table, at, now):
    ask(table, 5)
    at(now + 48 * HOURS)
    html = seen(table)
    assert "een week" in html
    assert "30 november 2026" in html


@pytest.mark.django_db
def test_a_conversation_whose_tables_all_finished_is_counted_without_closing(at, now):
    table = make_table()
    table.finished_at = now
    table.save()
    ask(table, 9)
    at(now + 48 * HOURS)
    for link in FollowUpLink.objects.all():
        answer(link, said="yes")
    assert CLOSE not in seen(table)
    at(now + 6 * DAYS)
    assert "9 mensen" not in seen(table)
    table.dialogue.code_expires_at = now + 40 * DAYS
    table.dialogue.save()
    at(now + 10 * DAYS)
    assert "9 mensen" in seen(table)
