"""What a proposed page holds: lines as they were, in an order that names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.harvest import queries
from overbrug.lib.tokens import hash_of

if TYPE_CHECKING:
    from overbrug.dialogues.models import Table
    from overbrug.harvest.candidates import Candidate

MOST_LINES = 400
MOST_CHARACTERS = 200_000


def frozen_content(table: Table, found: list[Candidate]) -> list[dict[str, Any]]:
    """The lines that are new, as they will be frozen."""
    content = [candidate.frozen() for candidate in queries.new_lines(table, found)]
    if not content:
        raise Refused(
            _("Nothing new may leave the table yet. First choose who may see a line."), field="line"
        )
    size = sum(map(_characters, content))
    if len(content) > MOST_LINES or size > MOST_CHARACTERS:
        raise Refused(
            _("This is too much for one proposal. Choose fewer lines, and propose the rest later."),
            field="line",
        )
    return _mixed(content)


def _characters(line: dict[str, Any]) -> int:
    """What people typed; other views leave with the line, so they count as well."""
    return sum(map(len, (line["text"], *line["parts"].values(), *line["dissents"])))


def _mixed(content: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers to one question in an order that does not tell who wrote which.

    Seats have one order everywhere: without this the third answer here and the third promise
    there would be of the same person. The keys hold names that only the table knows.
    """
    places: dict[tuple[str, str], int] = {}
    for line in content:
        places.setdefault((line["step"], line["question"]), len(places))
    return sorted(
        content, key=lambda line: (places[line["step"], line["question"]], hash_of(line["key"]))
    )
