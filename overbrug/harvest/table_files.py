"""What a table approved, as files to take along. Only what left the room stands in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from overbrug.dialogues.exports import plain, rows_as_csv, seen_by, tidy
from overbrug.lib.odt import Block, document

if TYPE_CHECKING:
    from overbrug.harvest.reading_pages import ApprovedPage, ReadLine


def as_markdown(title: str, facts: Iterable[str], pages: Iterable[ApprovedPage]) -> str:
    """A text file that reads well with and without a Markdown viewer."""
    lines = [f"# {plain(title)}", "", *(f"{plain(fact)}  " for fact in facts)]
    for page in pages:
        lines += ["", f"## {plain(heading(page))}"]
        for line in page.lines:
            lines += ["", f"### {plain(line.question)}", ""]
            lines += [f"*{plain(line.step)}. {seen_by(line.level)}*", ""]
            for label, text in _words(line):
                start = f"**{plain(label)}** " if label else ""
                lines.append(f"- {start}" + plain(text).replace("\n", "\n  "))
    return "\n".join(lines) + "\n"


def as_document(title: str, facts: Iterable[str], pages: Iterable[ApprovedPage]) -> bytes:
    """The same for a word processor."""
    blocks = [Block("body", tidy(fact)) for fact in facts]
    for page in pages:
        blocks.append(Block("heading1", heading(page)))
        for line in page.lines:
            blocks.append(Block("heading2", tidy(line.question)))
            blocks.append(Block("small", f"{tidy(line.step)}. {seen_by(line.level)}"))
            blocks += [Block("bullet", tidy(text), tidy(label)) for label, text in _words(line)]
    return document(tidy(title), blocks, language=get_language() or "nl")


def as_csv(pages: Iterable[ApprovedPage]) -> bytes:
    """One row for each text."""
    rows: list[tuple[str, ...]] = [
        (
            _("proposal"),
            _("approved on"),
            _("step"),
            _("question"),
            _("text"),
            _("who sees this"),
        )
    ]
    for page in pages:
        for line in page.lines:
            for label, text in _words(line):
                question = f"{line.question} / {label}" if label else line.question
                moment = _moment(page)
                level = seen_by(line.level)
                rows.append((str(page.number), moment, line.step, question, text, level))
    return rows_as_csv(rows)


def heading(page: ApprovedPage) -> str:
    """Which version, and since when."""
    facts = {"number": page.number, "moment": _moment(page)}
    return _("Proposal %(number)s, approved on %(moment)s") % facts


def _moment(page: ApprovedPage) -> str:
    if page.approved_at is None:
        return ""
    return formats.date_format(timezone.localtime(page.approved_at), "j F Y H:i")


def _words(line: ReadLine) -> list[tuple[str, str]]:
    """The texts of a line, each with what it is called."""
    words = [("", line.text)] if line.text else list(line.parts)
    return words + [(_("Somebody saw it another way:"), view) for view in line.dissents]
