"""What is kept about people: the next morning (see core/personal_data.py)."""

from overbrug.core.personal_data import WITH_TALK, Kept

MORNING = "until the last answer, or a week after the last mail"
STOPPED = "the person stops the mails: at the table, or one click in a mail"
COUNTED = "until the round is counted"

ABOUT_PEOPLE: dict[str, Kept] = {
    "FollowUp.seat": Kept("who changes or stops it", MORNING, STOPPED),
    "FollowUp.email": Kept("to ask twice", "until the last mail is sent", STOPPED),
    "FollowUp.step": Kept("what the question is about", MORNING, STOPPED),
    "FollowUp.language": Kept("the language of the mails", COUNTED, WITH_TALK),
    "FollowUpLink.answer": Kept("counted once, five and more", COUNTED, WITH_TALK),
    "FollowUpLink.why": Kept("for the writer alone", COUNTED, STOPPED),
    "FollowUpLink.used_at": Kept("the link works once", COUNTED, WITH_TALK),
    "MailedAddress.key": Kept(
        "a keyed hash, so that a stop lasts", "90 days after the mail or the stop", "no persons"
    ),
}

NOT_PERSONAL: dict[str, set[str]] = {
    "FollowUp": {
        "id",
        "epoch",
        "is_silent",
        "dialogue",
        "counts_from",
        "next_round",
        "next_at",
        "created_at",
    },
    "FollowUpLink": {
        "id",
        "public_id",
        "hash",
        "created_at",
        "expires_at",
        "revoked_at",
        "follow_up",
        "round",
    },
    "MailedAddress": {"id", "token_hash", "written_at", "stopped_at"},
    "RoundCount": {"id", "dialogue", "round", "asked", "yes", "partly", "not_yet", "counted_at"},
}
