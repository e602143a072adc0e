"""What is kept about people: per field why, how long, and how it is erased.

Each app says it of its own models in its `personal_data.py`: a field stands in `ABOUT_PEOPLE` when
it holds or may hold something about a person, and in `NOT_PERSONAL` when it cannot.
`config/personal_data.py` brings them together, and tests/core/test_personal_data.py walks all
models, so a new field without a row fails.
"""

from typing import NamedTuple


class Kept(NamedTuple):
    """Why a field exists, how long it stays, how it goes."""

    purpose: str
    retention: str
    erasure: str


# What more than one app says.
ACCOUNT = "as long as the account exists"
PAGE = "as long as the opgave exists"
LOG = "as long as the installation exists"
WITH_USER = "goes with the account (overbrug erase account)"
POINTER = "set to null when the account goes; the role and the organisation stay"
EDITORS = "an editor takes it out of the text; overbrug erase words also of its history"
TALK = "as long as the conversation exists"
WITH_TALK = "goes with the conversation (overbrug erase dialogue)"
FREE_TEXT = "what the opgave says; the form asks not to write names of persons"

ABOUT_PEOPLE: dict[str, Kept] = {
    "DomainEvent.person": Kept("who did it, for whoever must answer for it", LOG, POINTER),
    "DomainEvent.facts": Kept("what changed: names of fields, never texts", LOG, "no persons"),
}

NOT_PERSONAL: dict[str, set[str]] = {
    "DomainEvent": {
        "id",
        "happened_at",
        "role",
        "organisation",
        "verb",
        "subject_type",
        "subject_id",
    },
}
