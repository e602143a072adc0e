"""What we keep about people: per field why, how long, and how it is erased.

Every field of every model of ours stands in one of the two: `REGISTER` when it holds or may hold
something about a person, `NOT_PERSONAL` when it cannot. tests/core/test_personal_data.py walks all
models, so a new field without a row fails. History tables have the fields of what they follow.
"""

from typing import NamedTuple


class Kept(NamedTuple):
    """Why a field exists, how long it stays, how it goes."""

    purpose: str
    retention: str
    erasure: str


_ACCOUNT = "as long as the account exists"
_PAGE = "as long as the opgave exists"
_LOG = "as long as the installation exists"
_WITH_USER = "goes with the account (overbrug erase account)"
_POINTER = "set to null when the account goes; the role and the organisation stay"
_EDITORS = "an editor takes it out of the text; overbrug erase words also of its history"
_TALK = "as long as the conversation exists"
_WITH_TALK = "goes with the conversation (overbrug erase dialogue)"
_MORNING = "until the last answer, or a week after the last mail"
_STOPPED = "the person stops the mails: at the table, or one click in a mail"
_COUNTED = "until the round is counted"
_UNTIL_SENT = "until it has gone, bounced or was given up: five days at most"
_MAILS = "ninety days after it has gone"
_EMPTIED = "goes with the thing that the mail is about, while it waits"
_WRITER_OR_TALK = f"its writer takes it back before approval; else it {_WITH_TALK}"
_SHARED = "what a table approved to leave the room, without names"
_FREE_TEXT = "what the opgave says; the form asks not to write names of persons"
_PROMISED = "what a body promises; the form asks not to write names of persons"
_PARTY = "the party takes it out of the text; overbrug erase words also of its history"

REGISTER: dict[str, Kept] = {
    "accounts.User.email": Kept("login name", _ACCOUNT, _WITH_USER),
    "accounts.User.name": Kept("how colleagues recognise each other", _ACCOUNT, _WITH_USER),
    "accounts.User.password": Kept("login, as a salted hash", _ACCOUNT, _WITH_USER),
    "accounts.User.last_login": Kept("unused accounts can be found", _ACCOUNT, _WITH_USER),
    "accounts.User.date_joined": Kept("when access began", _ACCOUNT, _WITH_USER),
    "accounts.User.is_active": Kept("whether the person may log in", _ACCOUNT, _WITH_USER),
    "accounts.User.is_platform": Kept("who looks after the platform", _ACCOUNT, _WITH_USER),
    "accounts.Membership.user": Kept("who works for whom", _ACCOUNT, _WITH_USER),
    "accounts.Membership.organisation": Kept("who works for whom", _ACCOUNT, _WITH_USER),
    "accounts.Membership.role": Kept("what the person may do", _ACCOUNT, _WITH_USER),
    "accounts.Membership.started_at": Kept("when access began", _ACCOUNT, _WITH_USER),
    "accounts.Membership.accepted_at": Kept("who agreed to a role", _ACCOUNT, _WITH_USER),
    "accounts.Membership.ended_at": Kept("when access ended", _ACCOUNT, _WITH_USER),
    "accounts.OneTimeLink.user": Kept("whose password is chosen", _ACCOUNT, _WITH_USER),
    "accounts.OneTimeLink.membership": Kept("which invitation it is", _ACCOUNT, _WITH_USER),
    "accounts.OneTimeLink.used_at": Kept("the link works once", _ACCOUNT, _WITH_USER),
    "cards.CardVersion.content": Kept(
        "its authors are named, as the licence asks", _LOG, "new card"
    ),
    "commitments.Commitment.group": Kept("name of a group, not of a person", _PAGE, _EDITORS),
    "commitments.Commitment.to_whom": Kept(_PROMISED, _PAGE, _PARTY),
    "commitments.Commitment.what": Kept(_PROMISED, _PAGE, _PARTY),
    "commitments.Commitment.means": Kept(_PROMISED, _PAGE, _PARTY),
    "commitments.Commitment.evidence": Kept(_PROMISED, _PAGE, _PARTY),
    "commitments.Commitment.reason": Kept(_PROMISED, _PAGE, _PARTY),
    "commitments.Commitment.mandate_text": Kept("on what the promise rests", _PAGE, _PARTY),
    "commitments.Commitment.confirmed_by": Kept("who must answer for the yes", _PAGE, _POINTER),
    "commitments.RegisteredAddress.email": Kept(
        "to ask the body whether it promises", "until it ends", "ending it (the administrator)"
    ),
    "commitments.RegisteredAddress.role": Kept(
        "whose mailbox it is, not a person's name", _LOG, "stays: it names a role"
    ),
    "commitments.RegisteredAddress.recorded_by": Kept("who answers for it", _LOG, _POINTER),
    "commitments.AnswerLink.email": Kept(
        "to ask one question", "while the link is open, 14 days at most", "revoking the link"
    ),
    "commitments.AnswerLink.reason": Kept("why somebody said no", _PAGE, _PARTY),
    "commitments.AnswerLink.asked_by": Kept("who asked, for who is asked", _PAGE, _POINTER),
    "commitments.Mandate.membership": Kept("who may promise for the body", _ACCOUNT, _WITH_USER),
    "commitments.Mandate.text": Kept("what may be promised", _ACCOUNT, _WITH_USER),
    "commitments.Mandate.valid_from": Kept("when it counts", _ACCOUNT, _WITH_USER),
    "commitments.Mandate.valid_until": Kept("when it counts", _ACCOUNT, _WITH_USER),
    "commitments.Mandate.recorded_by": Kept("who must answer for it", _ACCOUNT, _POINTER),
    "core.DomainEvent.person": Kept("who did it, for whoever must answer for it", _LOG, _POINTER),
    "core.DomainEvent.facts": Kept(
        "what changed: names of fields, never texts", _LOG, "no persons"
    ),
    "dialogues.Dialogue.title": Kept(_FREE_TEXT, _TALK, _WITH_TALK),
    "dialogues.Dialogue.created_by": Kept("who organises it", _TALK, _POINTER),
    "dialogues.Dialogue.organisation": Kept("for which body it was called", _TALK, _POINTER),
    "dialogues.Seat.table": Kept("who sits where", _TALK, _WITH_TALK),
    "dialogues.Seat.public_id": Kept("whose words are whose, at this table", _TALK, _WITH_TALK),
    "dialogues.Seat.name": Kept("how the table knows somebody, self-chosen", _TALK, _WITH_TALK),
    "dialogues.Seat.initials": Kept("the same, in two characters", _TALK, _WITH_TALK),
    "dialogues.Seat.note": Kept("on whose behalf somebody sits, if told", _TALK, _WITH_TALK),
    "dialogues.Seat.join_token": Kept("a form sent twice seats one", _TALK, _WITH_TALK),
    "dialogues.Seat.made_by": Kept("a screen goes when its maker goes", _TALK, _WITH_TALK),
    "dialogues.Seat.revoked_at": Kept("the seat no longer opens the table", _TALK, _WITH_TALK),
    # Nothing links a line to who wrote it, so nobody can ask for the own one (AVG article 11).
    "dialogues.UnnamedLine.text": Kept("what the table says without names", _TALK, _WITH_TALK),
    "dialogues.UnnamedLine.id": Kept(
        "the device draws it, so that sending twice keeps one line", _TALK, _WITH_TALK
    ),
    "dialogues.ScreenPairing.made_by": Kept(
        "a screen goes when its maker goes", "until another code is made after it ended", _WITH_TALK
    ),
    "dialogues.PrivateAnswer.seat": Kept("whose answer it is", _TALK, _WITH_TALK),
    "dialogues.PrivateAnswer.text": Kept("for the writer alone", _TALK, "emptied by the writer"),
    "followups.FollowUp.seat": Kept("who changes or stops it", _MORNING, _STOPPED),
    "followups.FollowUp.email": Kept("to ask twice", "until the last mail is sent", _STOPPED),
    "followups.FollowUp.step": Kept("what the question is about", _MORNING, _STOPPED),
    "followups.FollowUp.language": Kept("the language of the mails", _COUNTED, _WITH_TALK),
    "followups.FollowUpLink.answer": Kept("counted once, five and more", _COUNTED, _WITH_TALK),
    "followups.FollowUpLink.why": Kept("for the writer alone", _COUNTED, _STOPPED),
    "followups.FollowUpLink.used_at": Kept("the link works once", _COUNTED, _WITH_TALK),
    "followups.MailedAddress.key": Kept(
        "a keyed hash, so that a stop lasts", "90 days after the mail or the stop", "no persons"
    ),
    "harvest.Dissent.seat": Kept("who may change or take it away", _TALK, _WITH_TALK),
    "harvest.Dissent.text": Kept("another view beside a line", _TALK, _WRITER_OR_TALK),
    "harvest.HarvestLine.dissents": Kept(_SHARED, _TALK, _WITH_TALK),
    "harvest.HarvestLine.key": Kept("which seat owns the line", _TALK, _WITH_TALK),
    "harvest.HarvestLine.parts": Kept(_SHARED, _TALK, _WITH_TALK),
    "harvest.HarvestLine.text": Kept(_SHARED, _TALK, _WITH_TALK),
    "harvest.HarvestPage.content": Kept("what the table agrees to", _TALK, _WRITER_OR_TALK),
    "harvest.Mark.key": Kept("which seat owns the line", _TALK, _WITH_TALK),
    "harvest.Mark.seat": Kept("who moved an own answer up", _TALK, _WRITER_OR_TALK),
    "harvest.Mark.text": Kept("an own answer that was moved up", _TALK, _WRITER_OR_TALK),
    "harvest.Release.reason": Kept("why a promise was set aside", _TALK, _WITH_TALK),
    "harvest.Hiding.reason": Kept("why a line is off the pages", _TALK, _WITH_TALK),
    "harvest.Vote.choice": Kept("whether a page may leave the room", _TALK, _WITH_TALK),
    "harvest.Vote.reason": Kept("what stands in the way, for the table", _TALK, _WITH_TALK),
    "harvest.Vote.device": Kept("chairs on one device are one voice", _TALK, _WITH_TALK),
    "harvest.Vote.seat": Kept("each person counts once", _TALK, _WITH_TALK),
    "outbox.OutgoingMail.to": Kept("to send the mail", _UNTIL_SENT, _EMPTIED),
    "outbox.OutgoingMail.subject": Kept("what the mail is about", _MAILS, _EMPTIED),
    "outbox.OutgoingMail.text": Kept("to send the mail", _UNTIL_SENT, _EMPTIED),
    "outbox.OutgoingMail.html": Kept("to send the mail", _UNTIL_SENT, _EMPTIED),
    "outbox.OutgoingMail.unsubscribe_url": Kept("to stop mails", _UNTIL_SENT, _EMPTIED),
    "opgaven.Opgave.created_by": Kept("a form sent twice makes one opgave", _PAGE, _POINTER),
    "opgaven.Opgave.question": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.Opgave.current_situation": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.Opgave.desired_situation": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.Opgave.origin": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.Opgave.essence": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.Opgave.why_not_by_itself": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.Opgave.causes": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.Opgave.scope_in": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.Opgave.scope_out": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.Opgave.open_questions": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.Party.name": Kept("name of a group, not of a person", _PAGE, _EDITORS),
    "opgaven.Party.own_goal": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.Party.stake": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.Party.contribution": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.PartyInvitation.email": Kept(
        "where the link goes", "until the link was used, revoked or ran out", "erased by itself"
    ),
    "opgaven.PartyInvitation.asked_by": Kept("who made the link", _PAGE, _POINTER),
    "opgaven.Need.what": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.Need.still_missing": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.Indicator.source": Kept("where the figures come from", _PAGE, _EDITORS),
    "opgaven.Measurement.source": Kept("where the figure comes from", _PAGE, _EDITORS),
    "opgaven.Measurement.note": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.Party.reason": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.Figure.note": Kept(_FREE_TEXT, _PAGE, _EDITORS),
    "opgaven.Figure.source": Kept("where the figure comes from", _PAGE, _EDITORS),
    "history.history_user": Kept("who wrote, for who takes part", _PAGE, _POINTER),
}

# Fields that say nothing about a person, per model.
NOT_PERSONAL: dict[str, set[str]] = {
    "accounts.User": {"id", "session_epoch", "is_superuser", "groups", "user_permissions"},
    "accounts.Organisation": {"id", "name", "kind", "is_fictional", "public_id"},
    "accounts.Membership": {"id"},
    "accounts.OneTimeLink": {"id", "kind", "hash", "created_at", "expires_at"},
    "cards.Card": {"id", "slug", "current"},
    "cards.CardVersion": {"id", "card", "version", "sha256", "imported_at"},
    "commitments.Commitment": {
        "id",
        "revision",
        "opgave",
        "need",
        "organisation",
        "due_on",
        "status",
        "is_mandated",
        "was_changed",
        "visibility",
        "yes_by",
        "confirmed_at",
        "delivered_on",
        "ended_at",
        "created_at",
    },
    "commitments.Mandate": {"id", "recorded_at"},
    "commitments.RegisteredAddress": {
        "id",
        "organisation",
        "text",
        "valid_from",
        "valid_until",
        "recorded_at",
    },
    "commitments.AnswerLink": {
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
    "core.DomainEvent": {
        "id",
        "happened_at",
        "role",
        "organisation",
        "verb",
        "subject_type",
        "subject_id",
    },
    "dialogues.Dialogue": {
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
    "dialogues.Table": {"id", "dialogue", "number", "public_id", "finished_at"},
    "dialogues.Seat": {"id", "kind", "epoch"},
    "dialogues.UnnamedLine": {"table", "field", "is_shown"},
    "dialogues.PrivateAnswer": {"id", "epoch", "field"},
    "dialogues.ScreenPairing": {"id", "table", "code_hash", "expires_at", "used_at"},
    "harvest.Adoption": {"id", "line", "is_adopted", "decided_at"},
    "harvest.Hiding": {"id", "line", "hidden_at"},
    "harvest.Dissent": {"id", "table", "key"},
    "harvest.HarvestLine": {
        "id",
        "page",
        "position",
        "kind",
        "step",
        "question",
        "visibility",
        "fills",
    },
    "harvest.HarvestPage": {
        "id",
        "table",
        "number",
        "state",
        "language",
        "proposed_at",
        "decided_at",
    },
    "harvest.Mark": {"id", "table", "visibility", "is_held"},
    "harvest.Release": {"id", "line", "commitment", "released_at"},
    "harvest.Vote": {"id", "page", "epoch", "is_counted", "has_written"},
    "opgaven.Opgave": {
        "id",
        "revision",
        "title",
        "slug",
        "scales",
        "needs_complete",
        "is_example",
        "visibility",
        "home",
        "created_at",
        "form_key",
    },
    "opgaven.Party": {
        "id",
        "revision",
        "opgave",
        "organisation",
        "presence",
        "own_words",
        "is_example",
    },
    "opgaven.PartyInvitation": {
        "id",
        "public_id",
        "hash",
        "party",
        "organisation",
        "created_at",
        "expires_at",
        "used_at",
        "revoked_at",
        "sent_revision",
    },
    "opgaven.Need": {
        "id",
        "revision",
        "opgave",
        "position",
        "kind",
        "is_critical",
        "offered_by",
    },
    "opgaven.Indicator": {
        "id",
        "revision",
        "opgave",
        "name",
        "unit",
        "direction",
        "baseline",
        "baseline_at",
        "target",
        "target_at",
        "is_leading",
    },
    "opgaven.Measurement": {
        "id",
        "revision",
        "indicator",
        "measured_at",
        "value",
        "low",
        "high",
    },
    "opgaven.Figure": {"id", "revision", "opgave", "side", "what", "year", "value", "unit"},
    "followups.FollowUp": {
        "id",
        "epoch",
        "is_silent",
        "dialogue",
        "counts_from",
        "next_round",
        "next_at",
        "created_at",
    },
    "followups.FollowUpLink": {
        "id",
        "public_id",
        "hash",
        "created_at",
        "expires_at",
        "revoked_at",
        "follow_up",
        "round",
    },
    "followups.MailedAddress": {"id", "token_hash", "written_at", "stopped_at"},
    "followups.RoundCount": {
        "id",
        "dialogue",
        "round",
        "asked",
        "yes",
        "partly",
        "not_yet",
        "counted_at",
    },
    "outbox.OutgoingMail": {
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
    # What every history row adds to the fields of the thing it follows.
    "history": {
        "history_id",
        "history_date",
        "history_change_reason",
        "history_type",
        "hat_role",
        "hat_organisation",
    },
}
