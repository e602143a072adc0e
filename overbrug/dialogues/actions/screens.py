"""Big screens: a short code, typed once on the beamer, gives it a read-only seat of its own."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.core.events import announce
from overbrug.core.models import record
from overbrug.dialogues.models import ScreenPairing, Seat, Table
from overbrug.lib.tokens import random_code, read_code

VALID_FOR = timedelta(minutes=10)
MOST_SCREENS = 5


@transaction.atomic
def make_screen_code(table: Table, *, by: Seat | None = None) -> str:
    """A code for one screen of this table, valid for ten minutes; only its hash is kept.

    The screen belongs to the seat that made the code, and goes with it.
    """
    now = timezone.now()
    ScreenPairing.objects.filter(expires_at__lt=now).delete()
    ScreenPairing.objects.filter(table=table, used_at=None).delete()  # the newest code counts
    code = random_code()
    ScreenPairing.objects.create(
        table=table, made_by=by, code_hash=_hashed(code), expires_at=now + VALID_FOR
    )
    return code


@transaction.atomic
def use_screen_code(typed: str) -> Seat:
    """Make the device that typed the code a big screen. A code works once."""
    code = read_code(typed)
    pairing = (
        ScreenPairing.objects.select_for_update()
        .select_related("table")
        .filter(code_hash=_hashed(code), used_at=None, expires_at__gt=timezone.now())
        .first()
    )
    if pairing is None or (pairing.made_by and pairing.made_by.revoked_at):
        raise Refused(_("This code opens no screen. Make a new one at the table."), field="code")
    table = pairing.table
    count = table.seats.filter(kind=Seat.Kind.SCREEN, revoked_at=None).count()
    if count >= MOST_SCREENS:
        raise Refused(_("This table has five screens. Take one away first."), field="code")
    pairing.used_at = timezone.now()
    pairing.save(update_fields=["used_at"])
    name = _("Big screen %(number)s") % {"number": count + 1}
    seat = Seat.objects.create(
        table=table, name=name, kind=Seat.Kind.SCREEN, made_by=pairing.made_by
    )
    record("screen_paired", seat, role="seat")
    announce("seats_changed", table_id=table.public_id)
    return seat


def _hashed(code: str) -> str:
    return salted_hmac("overbrug.dialogues.screen", code, algorithm="sha256").hexdigest()
