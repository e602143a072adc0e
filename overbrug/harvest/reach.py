"""Which of the lines on the page of a table left it, and who sees them now.

Only with the words of now: what was written anew after it was shared is the table's alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from overbrug.core.visibility import Visibility
from overbrug.harvest.candidates import PROMISE, candidates
from overbrug.harvest.models import HarvestLine, Mark
from overbrug.harvest.queries import widest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from overbrug.dialogues.account_of_table import StepAccount
    from overbrug.dialogues.models import Table


def reach(table: Table, steps: Sequence[StepAccount]) -> dict[str, str]:
    """By the key of a line: the level that sees it. What an editor took off the pages is not there.

    Nothing leaves a table that practises.
    """
    if table.dialogue.is_rehearsal:
        return {}
    out = widest(HarvestLine.objects.filter(page__table=table).shown().unpractised())
    if not out:
        return {}
    marks = {mark.key: mark for mark in Mark.objects.filter(table=table).select_related("seat")}
    shared = {
        candidate.key: Visibility(out[candidate.words_key]).word
        for candidate in candidates(steps, marks=marks, dissents={}, fills={})
        if candidate.words_key in out
    }
    return {**shared, **_parts(steps, shared)}


def _parts(steps: Sequence[StepAccount], shared: dict[str, str]) -> dict[str, str]:
    """The parts of a promise are lines of their own on that page."""
    return {
        line.key: shared[whole]
        for step in steps
        for prompt in step.prompts
        if prompt.kind == PROMISE
        for line in prompt.lines
        if (whole := line.key.rpartition("/")[0]) in shared
    }
