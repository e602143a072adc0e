"""`overbrug sweep [--now 2026-11-23T09:00]`: do what is due, as the server does each minute."""

import argparse
import sys
from datetime import datetime
from typing import Any

from overbrug.config import environment
from overbrug.config.serving import CannotServe, lock, prepare


def add(subparsers: Any) -> None:
    """Register the word."""
    parser = subparsers.add_parser("sweep", help="send the mail that is due, and tidy up")
    parser.add_argument(
        "--now", metavar="ISO", help="as if it were this moment, such as 2026-11-23T09:00"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Sweep once, also beside a running server, and say what was done."""
    try:
        folder = environment.data_dir()
        lock.as_the_server(folder)  # mails lead to where that one listens
        prepare.set_up_django()
        now = _moment(args.now)
        prepare.check_data(folder)
        if not lock.is_held(folder):
            prepare.bring_up_to_date(folder)  # no server did it yet
    except CannotServe as problem:
        print(f"overbrug: {problem}", file=sys.stderr)
        return 1
    from overbrug.core.sweeping import sweep_all

    print(f"data folder: {folder}" + ("" if lock.is_held(folder) else " (no server uses it now)"))
    for name, done in sweep_all(now).items():
        print(f"{name}: {done}")
    return 0


def _moment(typed: str | None) -> datetime:
    """The typed moment; without a zone it is a moment on the clock of this site."""
    from django.utils import timezone

    if not typed:
        return timezone.now()
    try:
        moment = datetime.fromisoformat(typed)
        return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
    except (ValueError, OverflowError) as problem:
        raise CannotServe(
            f"--now {typed!r} is no moment. Write it as 2026-11-23T09:00."
        ) from problem
