"""Sending what is due, through Django's mail backends.

A mail is sent once. A sweep claims a row before it sends and marks it after; a second sweep, in
this process or in another, finds it claimed. Two moments remain that nobody can make certain:

- The process ends between sending and marking. The mail has gone or it has not; the row is given
  up with the word "interrupted" and is not sent again.
- The line breaks after the mail server took the mail and before it said so. The row is tried
  again, as mail servers do among each other, with the same Message-ID, by which the receiving
  side can tell that it is the same mail.

To keep the first moment short the connection is made before anything is claimed.
"""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone

from overbrug.core.addresses import site_address
from overbrug.core.events import announce
from overbrug.outbox.files import tidy_files
from overbrug.outbox.models import OutgoingMail, State
from overbrug.outbox.queries import due_mails

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

# After a try that failed; together four days and a half.
WAITS = tuple(
    [timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12)]
    + [timedelta(hours=24)] * 4
)
MOST_PER_SWEEP = 500
# No backend takes this long over one mail: whoever claimed it is gone.
CLAIM_LASTS = timedelta(minutes=15)
KEPT = timedelta(days=90)
# The mail server says that this very mailbox is not there (RFC 5321).
NO_SUCH_BOX = frozenset({550, 551, 553})
_EMPTY = {"to": "", "text": "", "html": "", "unsubscribe_url": "", "claimed_at": None}


def send_due(now: datetime) -> int:
    """Send what is due; how many mails went. Also forgets what ended long ago."""
    _end_interrupted()
    tidy_files()
    OutgoingMail.objects.filter(ended_at__lt=now - KEPT).delete()
    due = list(due_mails(now).values_list("pk", flat=True)[:MOST_PER_SWEEP])
    if not due:
        return 0
    connection: Any = get_connection()
    sent = 0
    try:
        for done, pk in enumerate(due):
            try:
                connection.open()
            except OSError as problem:  # smtplib's errors are among them
                _put_off(_free(due[done:]), now, problem)
                break
            sent += _send(pk, connection, now)
    finally:
        connection.close()
    return sent


def hold_back(moment: datetime) -> int:
    """After a restore: what was due before `moment` has perhaps gone, and is not sent again."""
    late = OutgoingMail.objects.waiting().filter(due_at__lte=moment)
    return late.update(state=State.GIVEN_UP, problem="restored", ended_at=timezone.now(), **_EMPTY)


def _send(pk: int, connection: Any, now: datetime) -> int:
    mail = _claim(pk)
    if mail is None:
        return 0
    try:
        connection.send_messages([_message(mail)])
    except smtplib.SMTPRecipientsRefused as refusal:
        code = next((code for code, _said in refusal.recipients.values()), 0)
        _refused(mail, now, refusal, is_final=500 <= code < 600, code=code)
    except smtplib.SMTPDataError as refusal:
        code = refusal.smtp_code
        _refused(mail, now, refusal, is_final=code in NO_SUCH_BOX, code=code)
    except OSError as problem:
        _put_off([mail], now, problem)
        connection.close()  # the next mail begins on a fresh line
    except ValueError as problem:  # no mail can be made of it, now or later
        _end(mail, State.GIVEN_UP, problem=type(problem).__name__)
    else:
        _end(mail, State.SENT)
        return 1
    return 0


def _claim(pk: int) -> OutgoingMail | None:
    """The row, when this sweep is the one that may send it."""
    free = OutgoingMail.objects.waiting().filter(pk=pk, claimed_at=None)
    if not free.update(claimed_at=timezone.now()):
        return None
    return OutgoingMail.objects.filter(pk=pk).first()


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    host = site_address().partition("://")[2].partition(":")[0].strip("/[]") or "localhost"
    headers = {
        "Message-ID": f"<{mail.message_id}@{host}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.language,
    }
    if mail.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=headers)
    message.attach_alternative(mail.html, "text/html")
    return message


def _refused(
    mail: OutgoingMail, now: datetime, refusal: OSError, *, is_final: bool, code: int
) -> None:
    if is_final:
        _end(mail, State.BOUNCED, problem=f"refused {code}")
    else:
        _put_off([mail], now, refusal)


def _put_off(mails: Iterable[OutgoingMail], now: datetime, problem: OSError) -> None:
    """Count a try that failed and write down when the next one comes; the last one ends it."""
    for mail in mails:
        if mail.tries >= len(WAITS):
            _end(mail, State.GIVEN_UP, problem=_in_short(problem))
            continue
        # Of two sweeps that found the same closed door one counts.
        same = OutgoingMail.objects.waiting().filter(pk=mail.pk, tries=mail.tries)
        same.filter(claimed_at=mail.claimed_at).update(
            next_try_at=now + WAITS[mail.tries],
            tries=mail.tries + 1,
            problem=_in_short(problem),
            claimed_at=None,
        )


def _free(pks: list[int]) -> Iterable[OutgoingMail]:
    return OutgoingMail.objects.waiting().filter(pk__in=pks, claimed_at=None)


def _in_short(problem: OSError) -> str:
    """The kind of problem; what a mail server says may name the address."""
    code = getattr(problem, "smtp_code", None) or problem.errno or ""
    return f"{type(problem).__name__} {code}".strip()[:80]


def _end_interrupted() -> None:
    lost = OutgoingMail.objects.waiting().filter(claimed_at__lt=timezone.now() - CLAIM_LASTS)
    for mail in lost:
        _end(mail, State.GIVEN_UP, problem="interrupted")


def _end(mail: OutgoingMail, state: State, *, problem: str = "") -> None:
    """Write down how it ended, and erase the address and the words.

    Only once, by who holds the claim: what was ended or put off meanwhile is not ended again. Of
    what was withdrawn while it went the row is gone, and others still hear how it ended.
    """
    facts = {"state": state, "problem": problem, "ended_at": timezone.now(), **_EMPTY}
    mine = OutgoingMail.objects.waiting().filter(pk=mail.pk, claimed_at=mail.claimed_at)
    if not mine.update(**facts) and OutgoingMail.objects.filter(pk=mail.pk).exists():
        return
    for name, value in facts.items():
        setattr(mail, name, value)
    announce(f"mail_{state.value}", mail=mail)
