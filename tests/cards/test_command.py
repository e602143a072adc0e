"""`overbrug card`: two words that need no server and no database."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest

from overbrug.config.commands import card
from tests.cards.samples import GOOD, spoiled

ROOT = Path(__file__).parents[2]


def overbrug(*words):
    parser = argparse.ArgumentParser()
    card.add(parser.add_subparsers())
    args = parser.parse_args(["card", *map(str, words)])
    return args.run(args)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "goed.yaml").write_text(GOOD)
    (tmp_path / "fout.yaml").write_text(spoiled("minutes: 12", "minutes: 13"))
    return tmp_path


def test_a_good_card_is_called_good(folder, capsys):
    assert overbrug("check", folder / "goed.yaml") == 0
    assert "good. Test card 1.0.0, 12 minutes, 2 blocks, nl en" in capsys.readouterr().out


def test_a_wrong_card_is_told_by_file_and_line(folder, capsys):
    file = folder / "fout.yaml"
    assert overbrug("check", file) == 1
    said = "the blocks add up to 12 minutes, but the card says 13"
    assert capsys.readouterr().out == f"{file}:12: {said}\n"


def test_one_wrong_card_among_good_ones_is_enough(folder):
    assert overbrug("check", folder / "goed.yaml", folder / "fout.yaml") == 1


def test_the_check_speaks_dutch_when_asked(folder, capsys):
    assert overbrug("check", folder / "fout.yaml", "--lang", "nl") == 1
    assert "de blokken zijn samen 12 minuten, maar de kaart zegt 13" in capsys.readouterr().out


def test_a_list_names_every_card_and_what_is_wrong(folder, capsys):
    assert overbrug("list", folder) == 1
    out = capsys.readouterr().out
    assert "proefkaart" in out
    assert "fout.yaml: not listed, it has mistakes" in out


def test_an_empty_folder_is_said(tmp_path, capsys):
    assert overbrug("list", tmp_path) == 0
    assert "there are no cards" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_said(tmp_path, capsys):
    assert overbrug("list", tmp_path / "weg") == 1
    assert "there is no such folder" in capsys.readouterr().out


def test_no_settings_no_server_and_no_utf8_terminal_are_needed():
    command = (
        "import sys, argparse\n"
        "from overbrug.config.commands import card\n"
        "parser = argparse.ArgumentParser()\n"
        "card.add(parser.add_subparsers())\n"
        "args = parser.parse_args(['card', 'list', '--lang', 'nl'])\n"
        "status = args.run(args)\n"
        "assert 'django' not in sys.modules\n"
        "sys.exit(status)\n"
    )
    env = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Brugtafel" in done.stdout
