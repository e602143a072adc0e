"""What is kept about people: mails (see core/personal_data.py)."""

from overbrug.core.personal_data import Kept

UNTIL_SENT = "until it has gone, bounced or was given up: five days at most"
MAILS = "ninety days after it has gone"
EMPTIED = "goes with the thing that the mail is about, while it waits"

ABOUT_PEOPLE: dict[str, Kept] = {
    "OutgoingMail.to": Kept("to send the mail", UNTIL_SENT, EMPTIED),
    "OutgoingMail.subject": Kept("what the mail is about", MAILS, EMPTIED),
    "OutgoingMail.text": Kept("to send the mail", UNTIL_SENT, EMPTIED),
    "OutgoingMail.html": Kept("to send the mail", UNTIL_SENT, EMPTIED),
    "OutgoingMail.unsubscribe_url": Kept("to stop mails", UNTIL_SENT, EMPTIED),
}

NOT_PERSONAL: dict[str, set[str]] = {
    "OutgoingMail": {
        "id",
        "state",
        "language",
        "message_id",
        "due_at",
        "tries",
        "next_try_at",
        "claimed_at",
        "ended_at",
        "problem",
        "about_type",
        "about_id",
        "created_at",
    },
}
