"""What a table wrote as Markdown and as CSV.

Answers for the writer alone stay out of both: a file is passed on more easily than one thinks.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from overbrug.core.visibility import Visibility
from overbrug.dialogues.account_of_table import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from overbrug.dialogues.account_of_table import PromptAccount, StepAccount

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")
_LIST_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)", re.MULTILINE)
# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_markdown(title: str, facts: Iterable[str], steps: Iterable[StepAccount]) -> str:
    """A text file that reads well with and without a Markdown viewer."""
    lines = [f"# {_plain(title)}", ""]
    lines += [f"{_plain(fact)}  " for fact in facts]
    for step in steps:
        lines += ["", f"## {step.number}. {_plain(step.title)}", "", _plain(step.question)]
        for prompt in step.prompts:
            lines += ["", f"### {_plain(prompt.label)}", ""]
            lines += [f"*{seen_by(prompt.visibility)}*", ""]
            lines += [_bullet(line) for line in shared_lines(prompt)]
    return "\n".join(lines) + "\n"


def as_csv(steps: Iterable[StepAccount]) -> bytes:
    """One row per field, in UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    header = (_("step"), _("question"), _("kind"), _("who"), _("text"), _("who sees this"))
    writer.writerow(header)
    for row in _rows(steps):
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def shared_lines(prompt: PromptAccount) -> tuple[Line, ...]:
    """The lines that may stand in a file."""
    if prompt.kind != "private":
        return prompt.lines
    return (Line(text=_("Answers for yourself are not in this file.")),)


def seen_by(level: str) -> str:
    """Who sees an answer, in words."""
    known = {choice.word: choice for choice in Visibility}
    return str(known.get(level, Visibility.TABLE).label)


def _rows(steps: Iterable[StepAccount]) -> Iterator[tuple[str, ...]]:
    for step in steps:
        for prompt in step.prompts:
            for line in shared_lines(prompt):
                label = f"{prompt.label} / {line.part}" if line.part else prompt.label
                yield (
                    f"{step.number}. {step.title}",
                    label,
                    prompt.kind_label,
                    line.who,
                    line.text,
                    seen_by(prompt.visibility),
                )


def _bullet(line: Line) -> str:
    who = f"**{_plain(line.who)}**: " if line.who else ""
    part = f"{_plain(line.part)}: " if line.part else ""
    text = _plain(line.text) if line.text else f"*{_('nothing written yet')}*"
    return f"- {who}{part}" + text.replace("\n", "\n  ")


def _plain(text: str) -> str:
    """The text so that no Markdown viewer takes a part of it for a mark, a list or a tag."""
    return _LIST_START.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text))


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet calculates."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(_FORMULA) else cell
