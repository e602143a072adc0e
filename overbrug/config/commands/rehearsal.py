"""`overbrug rehearsal`: empty tables full of seats, to try the rooms before a large meeting."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from overbrug.config import environment
from overbrug.config.serving import CannotServe, lock, port, prepare

MOST_TABLES, MOST_SEATS = 5_000, 32


def add(subparsers: Any) -> None:
    """Register the word."""
    parser = subparsers.add_parser("rehearsal", help="make or remove tables to try the rooms with")
    parser.add_argument("--tables", type=int, help="how many tables")
    parser.add_argument("--seats", type=int, default=8, help="how many people at each (8)")
    parser.add_argument("--out", type=Path, help="file for the seats, one JSON object a line")
    parser.add_argument("--remove", action="store_true", help="remove every rehearsal")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make rehearsal tables, or remove all of them; a running server need not restart."""
    try:
        _check(args)
        folder = environment.data_dir()
        prepare.set_up_django()
        prepare.check_data(folder)
        if not lock.is_held(folder):
            prepare.bring_up_to_date(folder)  # no server did it yet
        if args.remove:
            _remove()
        else:
            _make(args)
    except CannotServe as problem:
        print(f"overbrug: {problem}", file=sys.stderr)
        return 1
    return 0


def _check(args: argparse.Namespace) -> None:
    if args.remove:
        return
    if args.tables is None or args.out is None:
        raise CannotServe("say how many tables and where to write: --tables 300 --out FILE.")
    if not 1 <= args.tables <= MOST_TABLES or not 1 <= args.seats <= MOST_SEATS:
        raise CannotServe(f"1 to {MOST_TABLES} tables of 1 to {MOST_SEATS} seats.")
    if not args.out.resolve().parent.is_dir():
        raise CannotServe(f"the folder {args.out.resolve().parent} is not there. Make it first.")


def _make(args: argparse.Namespace) -> None:
    from overbrug.cards.queries import card_version, current_cards
    from overbrug.dialogues.actions import start_rehearsal
    from overbrug.dialogues.seat_cookie import Claim, header_for

    version = card_version("brugtafel") or current_cards().first()
    if version is None:
        raise CannotServe("there is no card to rehearse with: put one in the folder cards.")
    chosen = port.chosen_port(None)
    seats = start_rehearsal(version, tables=args.tables, seats=args.seats)
    part = args.out.with_name(args.out.name + ".part")
    with part.open("w", encoding="utf-8") as out:
        part.chmod(0o600)  # each line opens a seat
        for seat in seats:
            table = seat.table.public_id
            line = {
                "table": table,
                "seat": seat.public_id,
                "url": f"ws://127.0.0.1:{chosen}/rt/{table}",
                "headers": {"Cookie": header_for([Claim(seat.public_id, seat.epoch)])},
            }
            out.write(json.dumps(line) + "\n")
    part.replace(args.out)
    print(f"{args.tables} tables of {args.seats} seats; the seats are in {args.out}.")
    print("Remove them with: overbrug rehearsal --remove")


def _remove() -> None:
    from overbrug.dialogues.actions import remove_rehearsals

    tables = remove_rehearsals()
    prepare.forget_rooms(tables)
    print(f"{len(tables)} rehearsal tables removed.")
