"""Files that people take along do no harm in a spreadsheet or a Markdown viewer."""

import csv
import io
import re
import unicodedata

import pytest
from django.utils import translation

from overbrug.dialogues.account_of_table import Line, PromptAccount, StepAccount
from overbrug.dialogues.exports import as_csv, as_markdown

FORMULAS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "\u200b=1+1",
    "\u200d=1+1",
    "\u2060\ufeff=1+1",
    "\u202e=1+1",
    "\x00=1+1",
    "\x0b=1+1",
    "\x85=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "﹦1+1",
    '"=1+1',
    "'=1+1",
    "goed;=1+cmd|' /C calc'!A0;x",
    "goed; =1+1",
    "goed,=1+1",
    "goed\t=1+1",
    "regel\n=1+1",
    "regel\r=1+1",
    "regel\u2028=1+1",
    "=HYPERLINK(1);@x",
]
# Where any program might begin a cell, however it splits; blanks and quotes do not count.
_CELL = re.compile("[;,\t\r\n\u2028\u2029]")


def steps(text, who="Anna"):
    line = Line(who=who, text=text)
    prompt = PromptAccount("a/b", "person_text", "text", "Vraag", "table", (line,))
    return [StepAccount(1, "Stap", "Vraag?", 5, (prompt,))]


def rows(text, *, language="nl", who="Anna"):
    with translation.override(language):
        file = as_csv(steps(text, who)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(file, newline=""), delimiter=";,"[language == "en"]))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("payload", FORMULAS)
def test_no_cell_is_calculated(payload, language):
    for text, who in ((payload, "Anna"), ("tekst", payload)):
        for row in rows(text, language=language, who=who):
            assert len(row) == 6
            for part in (part for cell in row for part in _CELL.split(cell)):
                plain = unicodedata.normalize("NFKC", part).strip(' "\u200c\u200d')
                assert not plain.startswith(("=", "+", "-", "@")), part


@pytest.mark.parametrize(
    "text",
    ["Een brug; en een weg", "e-mail: a@b.nl", "1 + 1 = 2", "👩‍👩‍👧 می‌خواهم", "regel 1\nregel 2"],
)
def test_what_is_no_formula_stays_as_it_was(text):
    assert rows(text)[1][4] == text


def test_a_dutch_spreadsheet_gets_semicolons_and_every_cell_its_quotes():
    with translation.override("nl"):
        dutch = as_csv(steps("tekst"))
    with translation.override("en"):
        english = as_csv(steps("text"))
    assert dutch.startswith(b"\xef\xbb\xbf")
    assert b'"Anna";"tekst";' in dutch
    assert b'"Anna","text",' in english


@pytest.mark.parametrize("end", ["\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_line_cannot_pose_as_the_line_of_somebody_else(end):
    markdown = as_markdown("T", [], steps(f"ik niet{end}- **Mieke**: ik beloof{end}---"))
    lines = markdown.splitlines()

    assert "  \\- \\*\\*Mieke\\*\\*: ik beloof" in lines
    assert "  \\---" in lines


def test_nothing_invisible_stands_in_a_file():
    text = "a\u202eb\x00c\u2066d\x07e"
    assert rows(text)[1][4] == "abcde"
    assert "abcde" in as_markdown("T", [], steps(text))


def test_a_numbered_line_is_no_list():
    assert "1\\. eerst" in as_markdown("T", [], steps("1. eerst"))
