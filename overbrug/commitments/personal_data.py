"""What is kept about people: promises, mandates, questions by mail (see core/personal_data.py)."""

from overbrug.core.personal_data import ACCOUNT, EDITORS, LOG, PAGE, POINTER, WITH_USER, Kept

PROMISED = "what a body promises; the form asks not to write names of persons"
PARTY = "the party takes it out of the text; overbrug erase words also of its history"

ABOUT_PEOPLE: dict[str, Kept] = {
    "Commitment.group": Kept("name of a group, not of a person", PAGE, EDITORS),
    "Commitment.to_whom": Kept(PROMISED, PAGE, PARTY),
    "Commitment.what": Kept(PROMISED, PAGE, PARTY),
    "Commitment.means": Kept(PROMISED, PAGE, PARTY),
    "Commitment.evidence": Kept(PROMISED, PAGE, PARTY),
    "Commitment.reason": Kept(PROMISED, PAGE, PARTY),
    "Commitment.mandate_text": Kept("on what the promise rests", PAGE, PARTY),
    "Commitment.confirmed_by": Kept("who must answer for the yes", PAGE, POINTER),
    "Effect.reason": Kept(PROMISED, PAGE, PARTY),
    "EffectReview.reason": Kept("what a body thinks of it", PAGE, PARTY),
    "Capacity.note": Kept("what a body has to give", "until it is taken away", "taking it away"),
    "RegisteredAddress.email": Kept(
        "to ask the body whether it promises", "until it ends", "ending it (the administrator)"
    ),
    "RegisteredAddress.role": Kept(
        "whose mailbox it is, not a person's name", LOG, "stays: it names a role"
    ),
    "RegisteredAddress.recorded_by": Kept("who answers for it", LOG, POINTER),
    "AnswerLink.email": Kept(
        "to ask one question", "while the link is open, 14 days at most", "revoking the link"
    ),
    "AnswerLink.reason": Kept("why somebody said no, or whom to ask instead", PAGE, PARTY),
    "AnswerLink.asked_by": Kept("who asked, for who is asked", PAGE, POINTER),
    "Mandate.membership": Kept("who may promise for the body", ACCOUNT, WITH_USER),
    "Mandate.text": Kept("what may be promised", ACCOUNT, WITH_USER),
    "Mandate.valid_from": Kept("when it counts", ACCOUNT, WITH_USER),
    "Mandate.valid_until": Kept("when it counts", ACCOUNT, WITH_USER),
    "Mandate.recorded_by": Kept("who must answer for it", ACCOUNT, POINTER),
}

NOT_PERSONAL: dict[str, set[str]] = {
    "Commitment": {
        "id",
        "revision",
        "opgave",
        "need",
        "organisation",
        "amount",
        "due_on",
        "status",
        "is_mandated",
        "was_changed",
        "visibility",
        "yes_by",
        "confirmed_at",
        "still_holds_at",
        "delivered_on",
        "ended_at",
        "created_at",
    },
    "Effect": {
        "id",
        "commitment",
        "indicator",
        "low",
        "likely",
        "high",
        "complete_at",
        "claimed_at",
    },
    "EffectReview": {"id", "effect", "organisation", "is_plausible", "reviewed_at"},
    "Capacity": {"id", "organisation", "kind", "unit", "amount", "declared_at"},
    "Mandate": {"id", "recorded_at"},
    "RegisteredAddress": {"id", "organisation", "text", "valid_from", "valid_until", "recorded_at"},
    "AnswerLink": {
        "id",
        "public_id",
        "hash",
        "created_at",
        "expires_at",
        "used_at",
        "revoked_at",
        "commitment",
        "address",
        "asked_role",
        "asked_organisation",
        "answer",
    },
}
