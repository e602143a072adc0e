"""`overbrug demo`: add the example data to this data folder."""

import argparse
import sys
from typing import Any

from overbrug.config import environment
from overbrug.config.serving import CannotServe, prepare


def add(subparsers: Any) -> None:
    """Register the word."""
    parser = subparsers.add_parser("demo", help="add example opgaven and an example dialogue")
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace) -> int:
    """Make what is missing of the example and say where it is."""
    folder = environment.data_dir()
    try:
        prepare.set_up_django()
        prepare.check_data(folder)
        prepare.bring_up_to_date(folder)
    except CannotServe as problem:
        print(f"overbrug: {problem}", file=sys.stderr)
        return 1
    dialogue = prepare.add_demo()
    print(f"The example data is there. Code of the example dialogue: {dialogue.shown_code}")
    return 0
