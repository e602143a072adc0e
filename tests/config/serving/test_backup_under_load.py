"""A backup made while tables type and pages write is whole, and a server on it shows the words."""

import argparse
import asyncio
from pathlib import Path

from bench.backup import run as back_up_while_they_write

# It has most migrations already, which saves seconds.
FOLDER = Path(__file__).parents[1] / "frozen/2026-11-22.zip"


def test_what_was_acknowledged_before_a_backup_is_in_it_and_comes_back():
    small = argparse.Namespace(tables=20, seats=2, rate=2.0, pages=50.0, backups=1, start=FOLDER)
    result = asyncio.run(back_up_while_they_write(small))
    assert result["acknowledged"] > 20
    assert result["answers"] > 0
    assert (result["letters_lost"], result["answers_lost"]) == (0, 0)
    assert (result["unreadable"], result["loose_ends"]) == (0, 0)
    assert result["shown_after_restore"] == 20
    assert result["problems"] == []
