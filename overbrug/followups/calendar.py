"""The own step as a calendar file (RFC 5545): the step after two days, a look back after a month.

Nobody is named in it and no address stands in it. Taking it along twice replaces the same events.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from overbrug.followups.models import AFTER, Round
from overbrug.lib.text import clean_line

if TYPE_CHECKING:
    from datetime import datetime

    from overbrug.dialogues.models import Seat

LASTS = timedelta(minutes=15)
HOUR = 9  # on the clock of the place, at the start of a working day
TITLE_LENGTH = 120


def calendar_file(seat: Seat, *, step: str, begins: datetime) -> bytes:
    """Two events for this seat, counted from `begins`."""
    title = clean_line(step)[:TITLE_LENGTH] or _("My next step")
    talked = _("From the conversation: %(title)s") % {"title": seat.table.dialogue.title}
    words = f"{step}\n\n{talked}".strip()
    calendar = Calendar()
    calendar.add("prodid", "-//Overbrug//NONSGML Overbrug//NL")
    calendar.add("version", "2.0")
    look_back = _("Look back: %(step)s") % {"step": title}
    for which, summary in ((Round.TWO_DAYS, title), (Round.MONTH, look_back)):
        day = timezone.localtime(begins + AFTER[which])
        at = day.replace(hour=HOUR, minute=0, second=0, microsecond=0)
        calendar.add_component(_event(seat, which, summary, words, at))
    return bytes(calendar.to_ical())


def _event(seat: Seat, which: Round, summary: str, words: str, begins: datetime) -> Event:
    event = Event()
    # Not to be guessed and not to be traced back, and the same each time.
    name = salted_hmac("overbrug.followups.calendar", f"{seat.public_id}/{which}").hexdigest()
    event.add("uid", f"{name[:32]}@overbrug")
    event.add("dtstamp", timezone.now().astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", begins.astimezone(UTC).replace(microsecond=0))
    event.add("dtend", (begins + LASTS).astimezone(UTC).replace(microsecond=0))
    event.add("summary", summary)
    event.add("description", words)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event
