"""Erasing for good is asked twice and says what it did."""

import pytest

from overbrug.accounts.models import User
from overbrug.config.cli import main
from overbrug.dialogues.models import Dialogue
from tests.factories import UserFactory
from tests.factories_dialogues import make_dialogue

pytestmark = pytest.mark.django_db


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
