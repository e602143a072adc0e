"""Dots repeat somebody's words: what that person keeps here does not leave with the dots."""

from overbrug.dialogues.account_of_table import Person, Written, account
from overbrug.harvest.candidates import candidates
from overbrug.harvest.models import Mark

CARD = {
    "blocks": [
        {
            "id": "meet",
            "title": "Meet",
            "question": "Who?",
            "minutes": 5,
            "prompts": [
                {"id": "moment", "kind": "person_text", "label": "A moment", "owner": "person"},
                {"id": "sharpest", "kind": "dots", "label": "Sharpest", "owner": "person"},
            ],
        }
    ]
}
LINE = "meet/moment/alice"
WRITTEN = Written(
    people=(Person("alice", "Alice"), Person("bob", "Bob")),
    texts={LINE: "Do not share this."},
    values={"meet/sharpest/bob": [LINE]},
)


def dots(**marks):
    steps = account(CARD, WRITTEN)
    found = candidates(steps, marks=marks.get("marks", {}), dissents={}, fills={})
    return next(line for line in found if line.kind == "dots")


def test_the_words_under_dots_belong_to_who_wrote_them():
    assert "Do not share this." in dots().text
    assert dots().is_of(["alice"])
    assert not dots().is_of(["bob"])


def test_what_is_held_is_held_under_its_dots_too():
    marks = {LINE: Mark(key=LINE, is_held=True), dots().key: Mark(key=dots().key, visibility=0)}
    assert not dots(marks=marks).is_leaving
