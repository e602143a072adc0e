"""Work that time brings: each app registers what it sweeps, and somebody sweeps each minute.

`register("outbox", send_due)` in an app's `ready`; the server calls `sweep_all` once a minute
(config/sweeper.py) and `overbrug sweep --now 2026-11-23T09:00` does so at another moment, for
tests and demonstrations. Two sweeps at the same time must do no harm: whatever acts claims its
rows first.

After a restore the same moments come by again. `restore` leaves a mark with its own moment, and
before the next sweep each app is told once: what fell due before that moment has perhaps been done
by the server of which this is a copy.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

Sweep = Callable[[datetime], int]
RESTORED = "restored"
_log = logging.getLogger(__name__)


class _Sweep(NamedTuple):
    order: int
    name: str
    sweep: Sweep
    after_restore: Sweep | None


_sweeps: dict[str, _Sweep] = {}


def register(
    name: str, sweep: Sweep, *, order: int = 50, after_restore: Sweep | None = None
) -> None:
    """Call `sweep(now)` each minute; it returns how many things it did.

    `after_restore(moment)` is called once after a backup was put back.
    """
    _sweeps[name] = _Sweep(order, name, sweep, after_restore)


def sweep_all(now: datetime) -> dict[str, int]:
    """Let every app do what is due at `now`; how much each did. One that fails stops no other."""
    _tell_of_restore()
    return {s.name: _guarded(s.name, s.sweep, now) for s in _in_order()}


def mark_restored(folder: Path, *, at: datetime) -> None:
    """Leave word in a data folder that it was restored at this moment."""
    (folder / RESTORED).write_text(at.isoformat() + "\n", encoding="utf-8")


def _in_order() -> list[_Sweep]:
    return sorted(_sweeps.values(), key=lambda s: (s.order, s.name))


def _tell_of_restore() -> None:
    mark = settings.DATA_DIR / RESTORED
    try:
        written = mark.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        moment = timezone.now()  # the mark counts, whatever it says
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    for each in _in_order():
        if each.after_restore is not None:
            # Not guarded: as long as this fails nothing may be sent.
            each.after_restore(moment)
    mark.unlink(missing_ok=True)


def _guarded(name: str, sweep: Sweep, now: datetime) -> int:
    try:
        return sweep(now)
    except Exception:  # noqa: BLE001  whatever it is, the others go on, and it is tried again in a minute
        _log.exception("The sweep of %s failed.", name)
        return 0
