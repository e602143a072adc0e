"""Erasing for good is asked twice and says what it did."""

import pytest

from overbrug.accounts.models import User
from overbrug.config.cli import main
from overbrug.config.commands.erase import places_of
from overbrug.config.serving import prepare
from overbrug.core.models import DomainEvent
from overbrug.dialogues.models import Dialogue
from overbrug.opgaven.actions import add_party, change_party, remove_party
from overbrug.opgaven.models import Party
from tests.factories import (
    CommitmentFactory,
    IndicatorFactory,
    OpgaveFactory,
    UserFactory,
    editor_of,
)
from tests.factories_dialogues import make_dialogue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_a_transaction(monkeypatch):
    """In which no log can be emptied; test_erased_from_the_log.py looks at that."""
    monkeypatch.setattr(prepare, "empty_log", lambda **how: True)


def test_a_conversation_goes_once_somebody_is_sure(capsys):
    words = ["erase", "dialogue", make_dialogue().shown_code.lower()]
    assert main(words) == 1
    assert "add --yes" in capsys.readouterr().err
    assert Dialogue.objects.exists()
    assert main([*words, "--yes"]) == 0
    assert not Dialogue.objects.exists()


def test_an_account_goes_once_somebody_is_sure():
    words = ["erase", "account", UserFactory().email.upper()]
    assert main(words) == 1
    assert User.objects.exists()
    assert main([*words, "--yes"]) == 0
    assert not User.objects.exists()


@pytest.mark.parametrize("words", [["dialogue", "0000-0000"], ["account", "nobody@example.org"]])
def test_what_is_not_there_is_told(words, capsys):
    assert main(["erase", *words, "--yes"]) == 1
    assert f"there is no {words[0].replace('dialogue', 'conversation')}" in capsys.readouterr().err


@pytest.fixture
def opgave():
    return OpgaveFactory(slug="homes", essence="Alice Jansen waits. Alice waits.")


def test_words_go_from_the_text_the_parts_and_all_history(opgave, capsys):
    by = editor_of(opgave)
    party = add_party(opgave, by=by, name="Youth", stake="says Alice Jansen")
    change_party(party, by=by, revision=1, stake="says somebody")
    CommitmentFactory(opgave=opgave, what="helps Alice Jansen")
    words = ["erase", "words", "homes", "Alice Jansen"]
    assert main(words) == 1
    assert "historicalparty 1" in capsys.readouterr().err
    assert main([*words, "--yes"]) == 0
    opgave.refresh_from_db()
    assert opgave.essence == "[…] waits. Alice waits."
    for rows in (place.rows for place in places_of(opgave)):
        assert all("Alice Jansen" not in str(row) for row in rows.values())
    assert main([*words, "--yes"]) == 1


def test_words_of_what_was_removed_go_too(opgave):
    by = editor_of(opgave)
    party = add_party(opgave, by=by, name="Alice Jansen and friends")
    remove_party(party, by=by)
    assert main(["erase", "words", "homes", "Alice Jansen", "--yes"]) == 0
    assert not Party.history.filter(name__contains="Alice Jansen").exists()


def test_another_opgave_keeps_its_words(opgave):
    other = OpgaveFactory(essence="Alice Jansen waits.")
    assert main(["erase", "words", "homes", "Alice Jansen", "--yes"]) == 0
    other.refresh_from_db()
    assert other.essence == "Alice Jansen waits."


def test_erasing_adds_no_row_to_the_history_and_keeps_no_word_in_the_trail(opgave):
    rows = opgave.history.count()
    main(["erase", "words", "homes", "Alice Jansen", "--yes"])
    assert opgave.history.count() == rows
    assert "Alice" not in str(DomainEvent.objects.get(verb="words_erased").facts)


def test_dates_stay_dates(opgave):
    indicator = IndicatorFactory(opgave=opgave, source="report 2023")
    assert main(["erase", "words", "homes", "2023", "--yes"]) == 0
    indicator.refresh_from_db()
    assert (indicator.baseline_at, indicator.source) == ("2023", "report […]")


@pytest.mark.parametrize(
    ("slug", "words"), [("homes", "Al"), ("homes", "   "), ("homes", "nowhere"), ("none", "Alice")]
)
def test_what_would_erase_nothing_or_too_much_is_refused(opgave, slug, words):
    assert main(["erase", "words", slug, words, "--yes"]) == 1
    opgave.refresh_from_db()
    assert opgave.essence == "Alice Jansen waits. Alice waits."
