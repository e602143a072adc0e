"""What works once between parties: promises, what a table lets out, and the next morning. See `once_only`."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from overbrug.accounts.models import Role
from overbrug.commitments.actions import confirm, propose_commitment
from overbrug.commitments.actions.answering import confirm_by_link, decline_by_link
from overbrug.commitments.models import AnswerLink, Commitment
from overbrug.core.visibility import Visibility
from overbrug.followups.actions import leave_address
from overbrug.followups.actions.answering import answer
from overbrug.followups.actions.stopping import note_mailed, stop_for_good
from overbrug.followups.models import FollowUp, FollowUpLink, MailedAddress, Round
from overbrug.harvest.actions import release, say
from overbrug.harvest.models import HarvestLine, HarvestPage, Release, Vote
from overbrug.outbox.models import OutgoingMail
from tests.factories import (
    CommitmentFactory,
    MandateFactory,
    MembershipFactory,
    OpgaveFactory,
    PartyFactory,
    RegisteredAddressFactory,
    editor_of,
)
from tests.factories_dialogues import make_seat, make_table
from tests.harvest.network import approved_promise

NETWORK = Visibility.NETWORK
NEW = "een heel nieuwe brug van woorden"


def a_promise():
    """A wish of a house with a mandate, and the people who may say yes to it."""
    hat = MembershipFactory(role=Role.ADMIN)
    opgave = OpgaveFactory(parties=[hat.organisation])
    mandate = MandateFactory(membership=hat)
    return hat, mandate, CommitmentFactory(opgave=opgave, organisation=hat.organisation)


def versions(promise, *status):
    return promise.history.filter(status__in=status)


def a_yes_logged_in():
    hat, mandate, promise = a_promise()

    def press(n):
        return confirm(promise, by=hat.user, revision=promise.revision, speaks_as=str(mandate.pk))

    return press, versions(promise, "confirmed").count


def a_link_in_a_mail():
    hat, _mandate, promise = a_promise()
    box = RegisteredAddressFactory(organisation=hat.organisation)
    link, _token = AnswerLink.make(commitment=promise, email=box.email, address=box)

    def press(n):
        mine = AnswerLink.objects.get(pk=link.pk)
        if n % 2:
            return decline_by_link(mine, revision=promise.revision, reason="no")
        return confirm_by_link(mine, revision=promise.revision, speaks_as=str(box.pk))

    return press, versions(promise, "confirmed", "declined").count


def a_proposal_of_a_promise():
    """No key makes it one, so this many are many: it is here to see that none is lost."""
    hat, _mandate, promise = a_promise()
    found = Commitment.objects.filter(opgave=promise.opgave).exclude(pk=promise.pk)

    def press(n):
        return propose_commitment(
            promise.opgave, by=hat.user, organisation=hat.organisation, what=f"x {n}"
        )

    return press, lambda: found.count() - found.exclude(what="x 0").count()


def the_page_of_a_table():
    """The last yes approves it: each line leaves once."""
    table = make_table()
    seats = [make_seat(table, name=f"P{n}") for n in range(4)]
    line = {
        "key": "start/reason/table",
        "place": "1. Start",
        "step": "1. Start",
        "kind": "table_text",
        "question": "What?",
        "text": "A line",
        "parts": {},
        "visibility": 1,
        "seats": [],
        "taken_back": False,
        "dissents": [],
        "fills": "",
        "objected": [],
    }
    page = HarvestPage.objects.create(table=table, number=1, content=[line])
    for seat in seats:
        Vote.objects.create(page=page, seat=seat)
    HarvestPage.objects.update(proposed_at=timezone.now() - timedelta(minutes=3))

    def press(n):
        return say(page, by=seats[n % 4], choice="agree", own=[seats[n % 4]])

    return press, HarvestLine.objects.filter(page__table=table).count


def a_line_to_the_bridge():
    table = make_table()
    opgave = table.dialogue.opgave
    editor, party, line = editor_of(opgave), PartyFactory(opgave=opgave), approved_promise(table)

    def press(n):
        return release(line, by=editor, party=party, visibility=NETWORK, what="Ten homes")

    def count():
        assert Release.objects.filter(line=line).count() == 1
        return Commitment.objects.filter(opgave=opgave).count()

    return press, count


def an_address_for_the_next_morning():
    seat = make_seat()
    mine = FollowUp.objects.filter(seat=seat)

    def press(n):
        return leave_address(seat, email="alice@overwater.example", step=f"Step {n}", language="nl")

    return press, mine.count


def one_mailbox_at_two_seats():
    """Whoever leaves one address from many seats gets the mails once; another address each round,
    for after three conversations an address hears no more."""
    table, email = make_table(), f"{uuid4().hex}@overwater.example"
    seats = [make_seat(table, name=f"P{n}") for n in range(4)]
    heard = FollowUp.objects.filter(dialogue=table.dialogue, is_silent=False)

    def press(n):
        return leave_address(seats[n % 4], email=email, step="Step", language="nl")

    return press, heard.count


def morning_link():
    seat = make_seat()
    follow_up = leave_address(
        seat, email=f"{uuid4().hex}@overwater.example", step="Step", language="nl"
    )
    return FollowUpLink.make(follow_up=follow_up, round=Round.TWO_DAYS)


def an_answer_of_the_next_morning():
    link, _token = morning_link()
    said = []

    def press(n):
        answer(FollowUpLink.objects.get(pk=link.pk), said=("yes", "not_yet")[n % 2])
        said.append(n)

    return press, lambda: len(said)


def a_stop_of_the_mails():
    link, _token = morning_link()
    note_mailed(link, email=link.follow_up.email, now=timezone.now())
    stopped = MailedAddress.objects.filter(token_hash=link.hash, stopped_at__isnull=False)

    def count():
        assert not FollowUp.objects.filter(pk=link.follow_up_id).exclude(email="").exists()
        assert not OutgoingMail.objects.filter(to=link.follow_up.email).exists()
        return stopped.count()

    return lambda n: stop_for_good(link.hash), count


PROMISES = [
    *(a_yes_logged_in, a_link_in_a_mail, a_proposal_of_a_promise, the_page_of_a_table),
    *(a_line_to_the_bridge, an_address_for_the_next_morning, one_mailbox_at_two_seats),
    *(an_answer_of_the_next_morning, a_stop_of_the_mails),
]
