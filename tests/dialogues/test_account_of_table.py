"""What a table wrote, from a record to lines, Markdown and CSV. No database."""

import csv
import io

import pytest
from django.utils import translation

from overbrug.dialogues.account_of_table import Person, Written, account
from overbrug.dialogues.exports import as_csv, as_markdown


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


PEOPLE = [
    Person("alice", "Alice", "resident"),
    Person("bob", "Bob"),
    Person("eve", "Eve", "", True),
]
OPTIONS = [{"id": "a", "label": "Money"}, {"id": "b", "label": "Time"}]


def prompts(*made):
    return {
        "blocks": [{"id": "s", "title": "start", "question": "Why?", "minutes": 5, "prompts": made}]
    }


def prompt(kind, **more):
    base = {"id": "p", "kind": kind, "label": "Say it", "visibility": "table", "options": OPTIONS}
    base["owner"] = "table" if kind == "table_text" else "person"
    return {**base, "min": 1, "max": 5, "low": "none", "high": "all", **more}


def lines(kind, written, **more):
    [step] = account(prompts(prompt(kind, **more)), written)
    return [(line.who, line.text) for line in step.prompts[0].lines]


def test_an_empty_field_is_told_as_empty():
    assert lines("table_text", Written(PEOPLE)) == [("the table", "")]
    assert lines("choice", Written(PEOPLE)) == [("", "")]


def test_who_left_does_not_take_along_the_line_of_a_namesake():
    people = [Person("jan", "Jan"), Person("other-jan", "Jan", "", True)]
    assert lines("person_text", Written(people)) == [("Jan", "")]


def test_each_person_has_a_line_and_who_left_without_a_word_has_none():
    written = Written(PEOPLE, texts={"s/p/bob": " Too expensive \n"})

    assert lines("person_text", written) == [("Alice (resident)", ""), ("Bob", "Too expensive")]


def test_who_left_keeps_what_was_written():
    assert ("Eve", "Bye") in lines("person_text", Written(PEOPLE, texts={"s/p/eve": "Bye"}))


def test_words_in_the_field_of_another_carry_the_name_of_their_writer():
    written = Written(
        PEOPLE,
        texts={"s/p/alice": "I pay", "s/p/bob": "We", "s/p/eve": "x"},
        writers={"s/p/alice": {"bob"}, "s/p/bob": {"alice", "bob"}, "s/p/eve": {"eve"}},
    )

    assert lines("person_text", written) == [
        ("Alice (resident) (written by Bob)", "I pay"),
        ("Bob (also written by Alice (resident))", "We"),
        ("Eve", "x"),
    ]


def test_promises_and_notes_tell_their_writer_too():
    texts = {"s/p/alice/what": "I pay all", "s/p/bob/1": "note", "s/p/table/1": "ours"}
    writers = {"s/p/alice/what": {"gone"}, "s/p/bob/1": {"alice"}, "s/p/table/1": {"bob"}}
    written = Written(PEOPLE, texts=texts, writers=writers)

    [what, *_rest] = lines("commitment", written)
    assert what == ("Alice (resident) (written by somebody else)", "I pay all")
    assert lines("notes", written) == [
        ("the table", "ours"),
        ("Bob (written by Alice (resident))", "note"),
    ]
    [step] = account(prompts(prompt("commitment")), written)
    assert "written by somebody else" in as_markdown("", [], [step])


def test_notes_stand_in_order_with_unnamed_ones_last():
    texts = {"s/p/bob/2": "second", "s/p/bob/1": "first", "s/p/bob/21": "no such note"}
    written = Written(PEOPLE, texts=texts, unnamed={"s/p": ["nobody"]})

    expected = [("Bob", "first"), ("Bob", "second"), ("without name", "nobody")]
    assert lines("notes", written) == expected


def test_values_become_words():
    assert lines("choice", Written(PEOPLE, values={"s/p/bob": ["b", "gone"]})) == [("Bob", "Time")]
    assert lines("order", Written(PEOPLE, values={"s/p/bob": ["b", "a"]})) == [
        ("Bob", "1. Time; 2. Money")
    ]
    assert lines("scale", Written(PEOPLE, values={"s/p/bob": 4})) == [
        ("Bob", "4 (1 = none, 5 = all)")
    ]


def test_dots_are_counted_per_answer_most_first():
    texts = {"x/y/alice": "Build", "x/y/bob": "Wait"}
    values = {"s/p/alice": ["x/y/bob", "x/y/bob"], "s/p/bob": ["x/y/alice"]}

    assert lines("dots", Written(PEOPLE, texts=texts, values=values), on="x/y") == [
        ("Alice (resident)", "2 dots: Wait"),
        ("Bob", "1 dot: Build"),
    ]


def parts_of_promise(texts):
    [step] = account(prompts(prompt("commitment")), Written(PEOPLE, texts=texts))
    return [(line.part, line.text) for line in step.prompts[0].lines]


def test_a_promise_has_its_five_parts_and_begins_with_who():
    parts = parts_of_promise({"s/p/bob/what": "Call", "s/p/bob/who": "Hallum, director"})

    assert parts[:2] == [
        ("Who makes this promise?", "Hallum, director"),
        ("What do you promise?", "Call"),
    ]
    assert len(parts) == 5


def test_a_promise_of_before_that_was_not_asked_who_reads_as_it_did():
    parts = parts_of_promise({"s/p/bob/what": "Call"})

    assert parts[0] == ("What do you promise?", "Call")
    assert len(parts) == 4


def test_who_promises_stands_in_the_file_too():
    texts = {"s/p/bob/who": "Hallum, director", "s/p/bob/what": "Call"}
    steps = account(prompts(prompt("commitment")), Written(PEOPLE, texts=texts))

    assert "Who makes this promise?: Hallum, director" in as_markdown("", [], steps)


def test_fields_of_strangers_and_odd_values_are_left_out():
    texts = {"s/p/stranger": "x", "s/p": "y", "s/p/bob/9/9": "z"}
    values = {"s/p/bob": {"a": 1}, "s/p/stranger": ["a"]}

    assert lines("choice", Written(PEOPLE, texts=texts, values=values)) == [("", "")]


def test_answers_for_the_writer_alone_stay_out_of_files():
    written = Written(PEOPLE, private={"bob": {"s/p": "SECRET"}})
    steps = account(prompts(prompt("private", visibility="only_me")), written)

    assert steps[0].prompts[0].lines[0].text == "SECRET"
    assert "SECRET" not in as_markdown("T", [], steps)
    assert b"SECRET" not in as_csv(steps)


@pytest.mark.parametrize("text", ["=1+1", "+31", "-1", "@SUM(A1)", "\t=1", " =HYPERLINK(1)", "＝1"])
def test_no_cell_is_a_formula(text):
    steps = account(
        prompts(prompt("person_text")), Written([Person("b", text)], texts={"s/p/b": text})
    )

    rows = list(csv.reader(io.StringIO(as_csv(steps).decode("utf-8-sig"))))

    assert as_csv(steps).startswith(b"\xef\xbb\xbf")
    assert rows[1][3].startswith("'")
    assert rows[1][4].startswith("'")


def test_rows_say_step_question_kind_who_text_and_who_sees_it():
    written = Written(PEOPLE, texts={"s/p/bob": 'Line "one"\nline two, ünïcode'})
    rows = csv.DictReader(
        io.StringIO(as_csv(account(prompts(prompt("person_text")), written)).decode("utf-8-sig"))
    )

    row = list(rows)[1]
    assert row["step"] == "1. start"
    assert row["who"] == "Bob"
    assert row["text"] == 'Line "one"\nline two, ünïcode'
    assert row["who sees this"] == "Only this table sees this"


def test_markdown_shows_typed_marks_as_they_were_typed():
    written = Written(PEOPLE, texts={"s/p/bob": "# no heading\n- no list\n<b>*no*</b> [x](y)"})

    text = as_markdown("T", [], account(prompts(prompt("person_text")), written))

    assert "**Bob**: \\# no heading\n  \\- no list\n  \\<b\\>\\*no\\*\\</b\\> \\[x\\](y)" in text
    assert "*nothing written yet*" in text
