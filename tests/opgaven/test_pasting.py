"""What comes from a spreadsheet is read row by row, and each wrong cell is named."""

from decimal import Decimal

import pytest

from overbrug.opgaven.pasting import read_paste


def rows(text, language="nl"):
    paste = read_paste(text, language=language)
    assert not paste.troubles
    return [(row.facts["measured_at"], row.facts["value"]) for row in paste.rows]


def troubles(text, language="en"):
    return [str(trouble) for trouble in read_paste(text, language=language).troubles]


TWO = [("2023", Decimal(390000)), ("2024", Decimal("401000.5"))]


@pytest.mark.parametrize(
    "text",
    [
        "2023\t390.000\n2024\t401.000,5",
        "2023;390.000\n2024;401.000,5\n",
        "jaar;tekort\n\n2023;390.000\n;\n2024;401.000,5",
        "2023 390.000\n2024 401.000,5",
        "2023  390000\r\n2024  401000,5",
        '"2023","390000"\n"2024","401000.5"',
    ],
)
def test_tabs_semicolons_commas_and_blanks(text):
    assert rows(text) == TWO


def test_all_columns():
    (row,) = read_paste("7-2024\t4,9 %\t4,5\t5,1\tCBS\tvoorlopig\tjong", language="nl").rows
    assert row.facts == {
        "measured_at": "2024-07",
        "value": Decimal("4.9"),
        "low": Decimal("4.5"),
        "high": Decimal("5.1"),
        "source": "CBS",
        "note": "voorlopig",
        "group": "jong",
    }


def test_the_heading_is_told():
    assert read_paste("jaar;tekort\n2023;1", language="nl").heading == "jaar | tekort"


def test_three_wrong_cells_in_a_thousand_rows_are_named():
    lines = [f"{1 + n % 12}-{1900 + n // 12};{n}" for n in range(1000)]
    lines[3], lines[500], lines[999] = "4-1900;N/A", "gisteren;7", "x" * 60 + ";veel"
    found = read_paste("\n".join(lines), language="nl").troubles
    places = [(trouble.row, trouble.column) for trouble in found]
    assert places == [(4, "value"), (501, "measured_at"), (1000, "measured_at"), (1000, "value")]


@pytest.mark.parametrize("text", ["", " \n\t\n", "jaar;tekort"])
def test_nothing_to_read_is_said(text):
    (trouble,) = read_paste(text, language="nl").troubles
    assert trouble.row == 1


def test_the_same_date_twice_names_both_rows():
    (trouble,) = read_paste("2023;1\n2024;2\n2023;3", language="nl").troubles
    assert (trouble.row, trouble.column, "1" in trouble.message) == (3, "measured_at", True)


@pytest.mark.parametrize(
    "text", ["2023;1;2;3;a;b;c;d", "2023", "2023;", ";5", "2023;1e5", "2023;٣"]
)
def test_rows_that_cannot_be_are_no_measurement(text):
    paste = read_paste(text, language="nl")
    assert paste.troubles
    assert not paste.rows


@pytest.mark.parametrize("text", ["\x00", '"' * 999, "'" * 50 + ";", '2023;"1\n2', "\u202e2023;1"])
def test_anything_at_all_is_read_or_refused(text):
    paste = read_paste(text, language="nl")
    assert paste.rows or paste.troubles
