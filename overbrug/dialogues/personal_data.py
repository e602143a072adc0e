"""What is kept about people: conversations, tables and seats (see core/personal_data.py)."""

from overbrug.core.personal_data import FREE_TEXT, POINTER, TALK, WITH_TALK, Kept

ABOUT_PEOPLE: dict[str, Kept] = {
    "Dialogue.title": Kept(FREE_TEXT, TALK, WITH_TALK),
    "Dialogue.created_by": Kept("who organises it", TALK, POINTER),
    "Dialogue.organisation": Kept("for which body it was called", TALK, POINTER),
    "Seat.table": Kept("who sits where", TALK, WITH_TALK),
    "Seat.public_id": Kept("whose words are whose, at this table", TALK, WITH_TALK),
    "Seat.name": Kept("how the table knows somebody, self-chosen", TALK, WITH_TALK),
    "Seat.initials": Kept("the same, in two characters", TALK, WITH_TALK),
    "Seat.note": Kept("on whose behalf somebody sits, if told", TALK, WITH_TALK),
    "Seat.join_token": Kept("a form sent twice seats one", TALK, WITH_TALK),
    "Seat.made_by": Kept("a screen goes when its maker goes", TALK, WITH_TALK),
    "Seat.revoked_at": Kept("the seat no longer opens the table", TALK, WITH_TALK),
    # Nothing links a line to who wrote it, so nobody can ask for the own one (AVG article 11).
    "UnnamedLine.text": Kept("what the table says without names", TALK, WITH_TALK),
    "UnnamedLine.id": Kept(
        "the device draws it, so that sending twice keeps one line", TALK, WITH_TALK
    ),
    "ScreenPairing.made_by": Kept(
        "a screen goes when its maker goes", "until another code is made after it ended", WITH_TALK
    ),
    "PrivateAnswer.seat": Kept("whose answer it is", TALK, WITH_TALK),
    "PrivateAnswer.text": Kept("for the writer alone", TALK, "emptied by the writer"),
}

NOT_PERSONAL: dict[str, set[str]] = {
    "Dialogue": {
        "id",
        "public_id",
        "opgave",
        "card_version",
        "language",
        "starts_at",
        "code",
        "code_expires_at",
        "is_rehearsal",
        "is_example",
        "closed_at",
        "grown_from",
        "created_at",
        "form_key",
    },
    "Table": {"id", "dialogue", "number", "public_id", "finished_at", "first_ended_at"},
    "Seat": {"id", "kind", "epoch", "came_after_end"},
    "UnnamedLine": {"table", "field", "is_shown"},
    "PrivateAnswer": {"id", "epoch", "field"},
    "ScreenPairing": {"id", "table", "code_hash", "expires_at", "used_at"},
}
