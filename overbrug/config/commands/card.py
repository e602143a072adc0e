"""`overbrug card check FILE...` and `overbrug card list [DIR]`: without a server or a database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from overbrug.cards.check import card_in_file
from overbrug.cards.format import Card, resolve
from overbrug.cards.report import visible

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

TEXTS = {
    "en": {
        "good": "{file}: good. {title} {version}, {minutes} minutes, {blocks} blocks, {languages}",
        "line": "{id:<20} {minutes:>4} min  {blocks:>2} blocks  {people} people  {title}",
        "none": "{folder}: there are no cards (*.yaml) here",
        "no_folder": "{folder}: there is no such folder",
        "wrong": "{file}: not listed, it has mistakes; see: overbrug card check {file}",
    },
    "nl": {
        "good": "{file}: goed. {title} {version}, {minutes} minuten, {blocks} blokken, {languages}",
        "line": "{id:<20} {minutes:>4} min  {blocks:>2} blokken  {people} mensen  {title}",
        "none": "{folder}: hier staan geen kaarten (*.yaml)",
        "no_folder": "{folder}: deze map bestaat niet",
        "wrong": "{file}: niet in de lijst, er zitten fouten in; zie: overbrug card check {file}",
    },
}


def add(subparsers: Subparsers) -> None:
    """Add the word `card` with its two subcommands."""
    parser = subparsers.add_parser("card", help="check or list conversation cards")
    words = parser.add_subparsers(dest="card_command", required=True, metavar="check|list")
    check = words.add_parser("check", help="say what is wrong with card files, line by line")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.set_defaults(work=_check)
    listing = words.add_parser("list", help="list the cards in a folder")
    listing.add_argument("folder", nargs="?", type=Path, default=Path("cards"), metavar="DIR")
    listing.set_defaults(work=_list)
    for each in (check, listing):
        each.add_argument("--lang", choices=sorted(TEXTS), default="en", help="language")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when every card is good, 1 when something is wrong with one."""
    work: Callable[[argparse.Namespace], int] = args.work
    return work(args)


def _check(args: argparse.Namespace) -> int:
    wrong = 0
    for file in args.files:
        card, found = card_in_file(file)
        for problem in found:
            _say(problem.shown(_name(file), args.lang))
        if card is not None:
            _say(TEXTS[args.lang]["good"].format(**_facts(file, card, args.lang)))
        wrong += bool(found)
    return 1 if wrong else 0


def _list(args: argparse.Namespace) -> int:
    texts = TEXTS[args.lang]
    if not args.folder.is_dir():
        _say(texts["no_folder"].format(folder=_name(args.folder)))
        return 1
    files = sorted(args.folder.glob("*.yaml"))
    if not files:
        _say(texts["none"].format(folder=_name(args.folder)))
    wrong = 0
    for file in files:
        card, _ = card_in_file(file)
        if card is not None:
            _say(texts["line"].format(**_facts(file, card, args.lang)))
        else:
            wrong += 1
            _say(texts["wrong"].format(file=_name(file)))
    return 1 if wrong else 0


def _facts(file: Path, card: Card, language: str) -> dict[str, object]:
    shown, group = resolve(card, language), card["group"]
    return {
        "file": _name(file),
        "id": shown["id"],
        "title": shown["title"],
        "version": shown["version"],
        "minutes": shown["minutes"],
        "blocks": len(shown["blocks"]),
        "people": f"{group['min']}-{group['max']}",
        "languages": " ".join(card["languages"]),
    }


def _name(path: Path) -> str:
    """A file name that a terminal can show: names may hold control characters too."""
    return visible(str(path), 400)


def _say(line: str) -> None:
    # A terminal that cannot show a sign gets a question mark, never a traceback.
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding, "replace"))
