"""`overbrug doctor`: what is wrong with this set-up, and how to mend it."""

import argparse
import dataclasses
import json
import os
from pathlib import Path
from typing import Any

from overbrug.config import environment


def add(subparsers: Any) -> None:
    """Register the word."""
    parser = subparsers.add_parser("doctor", help="say what is wrong with this set-up")
    parser.add_argument("--json", action="store_true", help="for a program that watches")
    parser.add_argument(
        "--connect",
        action="store_true",
        help="also call the mail server and the public address; nothing is sent",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Look, tell; 1 when something is wrong, warnings apart."""
    from overbrug.config.doctor import Level, Patient, checkup

    folder = Path(os.environ.get("DATA_DIR") or environment.ROOT / "data").absolute()
    patient = Patient(environment.ROOT, folder, may_connect=args.connect)
    found = checkup.run(patient)
    is_well = all(finding.level != Level.WRONG for finding in found)
    if args.json:
        told = {"well": is_well, "findings": [dataclasses.asdict(finding) for finding in found]}
        print(json.dumps(told, indent=1, ensure_ascii=False))
        return 0 if is_well else 1
    for finding in found:
        mend = f" Mend: {finding.mend}" if finding.mend else ""
        print(f"{finding.level:<8} {finding.about}: {finding.text}{mend}")
    counts = {level: sum(f.level == level for f in found) for level in Level}
    print(
        f"{counts[Level.WRONG]} wrong, {counts[Level.CARE]} to look at, {counts[Level.WELL]} well."
    )
    return 0 if is_well else 1
