"""How far each written line reaches now. A higher app knows what left the table and says it here.

Without such an app every line is seen by whom its card says.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from overbrug.dialogues.account_of_table import StepAccount
    from overbrug.dialogues.models import Table

    # By the key of a line: the word of the level that sees it, for those that left the table.
    Reach = Callable[[Table, Sequence[StepAccount]], Mapping[str, str]]

_reaches: list[Reach] = []


def register(reach: Reach) -> None:
    """Ask `reach` which lines left their table."""
    _reaches.append(reach)


def with_reach(table: Table, steps: Sequence[StepAccount]) -> list[StepAccount]:
    """The same steps; a line that left the table says who sees it now."""
    levels = {key: level for reach in _reaches for key, level in reach(table, steps).items()}
    return [
        replace(
            step,
            prompts=tuple(
                replace(
                    prompt,
                    lines=tuple(
                        replace(line, visibility=levels.get(line.key) or prompt.visibility)
                        for line in prompt.lines
                    ),
                )
                for prompt in step.prompts
            ),
        )
        for step in steps
    ]
