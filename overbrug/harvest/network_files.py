"""What tables shared as files: the lines that the reader sees on the page, no others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from overbrug.dialogues.exports import plain, rows_as_csv, seen_by, tidy
from overbrug.harvest.network import SharedLine, Talk
from overbrug.lib.odt import Block, document
from overbrug.opgaven.models import Opgave
from overbrug.opgaven.wording import firmness_word

Talks = Iterable[Talk]


def _markdown(opgave: Opgave, talks: Talks) -> bytes:
    title = _("What tables shared: %(opgave)s") % {"opgave": opgave.title}
    lines = [f"# {plain(title)}", ""]
    for talk in talks:
        lines += ["", f"## {plain(talk.dialogue.title)}"]
        for step in talk.steps:
            lines += ["", f"### {plain(step.title)}", "", plain(step.question), ""]
            for row in step.lines:
                words = "  \n  ".join(plain(text).replace("\n", "\n  ") for text in _texts(row))
                lines += [f"- {words}"]
    return ("\n".join(lines) + "\n").encode()


def _spreadsheet(opgave: Opgave, talks: Talks) -> bytes:
    header = (
        _("conversation"),
        _("table"),
        _("step"),
        _("question"),
        _("text"),
        _("another view"),
        _("who sees this"),
        _("promise"),
    )
    rows = (
        (
            talk.dialogue.title,
            str(row.line.page.table.number),
            step.title,
            step.question,
            _in_one(row),
            "\n".join(row.line.dissents),
            seen_by(row.line.visibility_word),
            firmness_word(row.promise.firmness) if row.promise else "",
        )
        for talk in talks
        for step in talk.steps
        for row in step.lines
    )
    return rows_as_csv([header, *rows])


def _text_document(opgave: Opgave, talks: Talks) -> bytes:
    title = _("What tables shared: %(opgave)s") % {"opgave": opgave.title}
    return document(tidy(title), _blocks(talks), language=get_language() or "nl")


def _blocks(talks: Talks) -> Iterator[Block]:
    for talk in talks:
        yield Block("heading1", tidy(talk.dialogue.title))
        for step in talk.steps:
            yield Block("heading2", tidy(step.title))
            yield Block("body", tidy(step.question))
            for row in step.lines:
                first, *more = _texts(row)
                yield Block("bullet", tidy(first))
                yield from (Block("small", tidy(text)) for text in more)


def _texts(row: SharedLine) -> list[str]:
    """The line, what others saw otherwise, at which table, who sees it."""
    number = _("Table %(number)s") % {"number": row.line.page.table.number}
    other = [_("Another view: %(text)s") % {"text": text} for text in row.line.dissents]
    return [_in_one(row), *other, f"{number}. {seen_by(row.line.visibility_word)}."]


def _in_one(row: SharedLine) -> str:
    if not row.line.parts:
        return row.line.text
    return "\n".join(f"{label} {text}" for label, text in row.parts)


Maker = Callable[[Opgave, Talks], bytes]
KINDS: dict[str, tuple[Maker, str]] = {
    "md": (_markdown, "text/markdown; charset=utf-8"),
    "csv": (_spreadsheet, "text/csv; charset=utf-8"),
    "odt": (_text_document, "application/vnd.oasis.opendocument.text"),
}
