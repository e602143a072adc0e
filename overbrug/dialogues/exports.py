"""What a table wrote as Markdown, as an OpenDocument text and as CSV.

Answers for the writer alone stay out of all three: a file is passed on more easily than one thinks.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from overbrug.core.visibility import Visibility
from overbrug.dialogues.account_of_table import Line
from overbrug.lib.odt import Block, document
from overbrug.lib.text import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from overbrug.dialogues.account_of_table import PromptAccount, StepAccount

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")
# A line that begins so is a list, or makes a heading of the line above it.
_LINE_START = re.compile(r"^(\s*(?:\d+(?=[.)]\s))?)([-+=.)])", re.MULTILINE)
# A spreadsheet takes a cell that begins with one of these for a formula: = + - @, small and wide.
# Also in the middle: another program may see another separator, and begin a cell there.
_FORMULA = re.compile("(^|[;,\t\n])(?=[\\s'\"\u200c\u200d]*[-=+@﹢﹣﹦﹫＋－＝＠])")
_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d"  # emoji and several scripts need them inside a word


def as_markdown(title: str, facts: Iterable[str], steps: Iterable[StepAccount]) -> str:
    """A text file that reads well with and without a Markdown viewer."""
    lines = [f"# {plain(title)}", ""]
    lines += [f"{plain(fact)}  " for fact in facts]
    for step in steps:
        lines += ["", f"## {step.number}. {plain(step.title)}", "", plain(step.question)]
        for prompt in step.prompts:
            lines += ["", f"### {plain(prompt.label)}", ""]
            if prompt.seen_alike:
                lines += [f"*{seen_by(prompt.seen_alike)}*", ""]
            lines += [_bullet(line) + _reach(prompt, line) for line in shared_lines(prompt)]
    return "\n".join(lines) + "\n"


def as_document(title: str, facts: Iterable[str], steps: Iterable[StepAccount]) -> bytes:
    """The same for a word processor."""
    blocks = [Block("body", tidy(fact)) for fact in facts]
    for step in steps:
        blocks.append(Block("heading1", tidy(f"{step.number}. {step.title}")))
        blocks.append(Block("body", tidy(step.question)))
        for prompt in step.prompts:
            blocks.append(Block("heading2", tidy(prompt.label)))
            if prompt.seen_alike:
                blocks.append(Block("small", seen_by(prompt.seen_alike)))
            for line in shared_lines(prompt):
                item = _item(line)
                blocks.append(item._replace(text=item.text + _reach(prompt, line, "")))
    return document(tidy(title), blocks, language=get_language() or "nl")


def as_csv(steps: Iterable[StepAccount]) -> bytes:
    """One row per field."""
    header = (_("step"), _("question"), _("kind"), _("who"), _("text"), _("who sees this"))
    return rows_as_csv([header, *_rows(steps)])


def rows_as_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows in UTF-8 with the mark that spreadsheets look for; no cell is a formula.

    A Dutch spreadsheet expects a semicolon, as the comma stands inside its numbers.
    """
    out = io.StringIO(newline="")
    separator = ";" if (get_language() or "").startswith("nl") else ","
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
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
                    seen_by(line.visibility or prompt.visibility),
                )


def _reach(prompt: PromptAccount, line: Line, mark: str = "*") -> str:
    """Who sees this line, where the lines of a question do not reach equally far."""
    if prompt.seen_alike or not line.text:
        return ""
    return f" {mark}({seen_by(line.visibility or prompt.visibility)}){mark}"


def _bullet(line: Line) -> str:
    who = f"**{plain(line.who)}**: " if line.who else ""
    part = f"{plain(line.part)}: " if line.part else ""
    text = plain(line.text) if line.text else f"*{_('nothing written yet')}*"
    return f"- {who}{part}" + text.replace("\n", "\n  ")


def _item(line: Line) -> Block:
    text = tidy(line.text) or _("nothing written yet")
    return Block("bullet", f"{tidy(line.part)}: {text}" if line.part else text, tidy(line.who))


def plain(text: str) -> str:
    """The text so that no Markdown viewer takes a part of it for a mark, a list or a tag."""
    return _LINE_START.sub(r"\1\\\2", _MARKS.sub(r"\\\1", tidy(text)))


def harmless(cell: str) -> str:
    """A cell that no spreadsheet calculates, however it splits the file."""
    return _FORMULA.sub(r"\1'", tidy(cell))


def tidy(text: str) -> str:
    """The text without what nobody sees: a room keeps every character that a device sends."""
    text = clean_text(_LINE_ENDS.sub("\n", text))
    # Of a long text each letter is looked at once, and not each time that it stands there.
    hidden = (c for c in set(text) if unicodedata.category(c) == "Cf" and c not in _JOINERS)
    return text.translate(dict.fromkeys(map(ord, hidden)))
