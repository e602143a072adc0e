"""`overbrug erase dialogue CODE`, `account MAIL` or `words OPGAVE "WORDS"`: gone for good."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from overbrug.config import environment
from overbrug.config.serving import CannotServe, prepare

if TYPE_CHECKING:
    from overbrug.core.erasing import Place
    from overbrug.opgaven.models import Opgave

# With the shorter waits in between: half a minute at most.
TRIES = 10


def add(subparsers: Any) -> None:
    """Register the word with what can be erased."""
    parser = subparsers.add_parser(
        "erase", help="remove a conversation, an account or words for good"
    )
    things = parser.add_subparsers(dest="thing", required=True, metavar="dialogue|account|words")
    dialogue = things.add_parser("dialogue", help="a conversation with all that its tables wrote")
    dialogue.add_argument("name", metavar="CODE", help="the code of the conversation")
    account = things.add_parser("account", help="a person; what was done stays, without the name")
    account.add_argument("name", metavar="MAIL", help="the mail address of the account")
    words = things.add_parser("words", help="words in an opgave and in what came of its talks")
    words.add_argument("name", metavar="OPGAVE", help="the last part of its address")
    words.add_argument("words", metavar="WORDS", help="exactly as they stand there")
    for each in (dialogue, account, words):
        each.add_argument("--yes", action="store_true", help="really do it")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Say what goes; with `--yes` it goes. A running server need not restart."""
    try:
        prepare.set_up_django()
        prepare.check_data(environment.data_dir())
        things = {"dialogue": _erase_dialogue, "account": _erase_account, "words": _erase_words}
        things[args.thing](args)
        _empty_log()
    except CannotServe as problem:
        print(f"overbrug: {problem}", file=sys.stderr)
        return 1
    return 0


def _erase_dialogue(args: argparse.Namespace) -> None:
    from overbrug.dialogues.actions import remove_dialogue
    from overbrug.dialogues.models import Dialogue
    from overbrug.lib.tokens import read_code

    dialogue = Dialogue.objects.filter(code=read_code(args.name)).first()
    if dialogue is None:
        raise CannotServe(f"there is no conversation with the code {args.name}.")
    _must_be_sure(args, f"{dialogue.title}, {dialogue.tables.count()} tables")
    prepare.forget_rooms(remove_dialogue(dialogue))
    print("The conversation is erased. Backups of before still hold it.")


def _erase_account(args: argparse.Namespace) -> None:
    from overbrug.accounts.actions import erase_account
    from overbrug.accounts.models import User

    user = User.objects.filter(email=args.name.lower()).first()
    if user is None:
        raise CannotServe(f"there is no account with the address {args.name}.")
    _must_be_sure(args, f"the account {user.email}")
    erase_account(user)
    print("The account is erased. Backups of before still hold it.")


def _erase_words(args: argparse.Namespace) -> None:
    from overbrug.core.erasing import SHORTEST
    from overbrug.opgaven.actions import erase_words, holding
    from overbrug.opgaven.models import Opgave

    opgave = Opgave.objects.filter(slug=args.name).first()
    if opgave is None:
        raise CannotServe(f"there is no opgave with the address {args.name}.")
    if len(args.words) < SHORTEST or not args.words.strip():
        raise CannotServe(f"give at least {SHORTEST} characters, exactly as they stand there.")
    places = places_of(opgave)
    found = holding(places, args.words)
    if not found:
        raise CannotServe(f"these words stand nowhere in {opgave}. Mind capitals and spaces.")
    counts = ", ".join(f"{name} {count}" for name, count in found.items())
    _must_be_sure(args, f"these words in {opgave} (rows: {counts})")
    changed = erase_words(opgave, places, args.words)
    print(f"Erased in {changed} rows ({counts}). Backups of before still hold the words.")
    print("Who has a form open with the old text can still save it: look again tomorrow.")
    print("What a table typed stays in its room: look there, or erase the conversation.")


def _empty_log() -> None:
    """What was erased must not stay behind in the log of the facts."""
    if not prepare.empty_log(tries=TRIES):
        raise CannotServe(
            "erased, but somebody reads all the time, so the old words still stand in the log of\n"
            "the database (facts.sqlite3-wal). Restart the server: it empties that log first."
        )


def places_of(opgave: Opgave) -> list[Place]:
    """Every place of every app where words about this opgave stand."""
    from overbrug.commitments import erasing as promises
    from overbrug.dialogues import erasing as conversations
    from overbrug.followups import erasing as mornings
    from overbrug.harvest import erasing as harvest
    from overbrug.opgaven import actions as opgaven

    apps = (opgaven, promises, conversations, harvest, mornings)
    return [place for app in apps for place in app.places_of(opgave)]


def _must_be_sure(args: argparse.Namespace, what: str) -> None:
    if not args.yes:
        raise CannotServe(f"this erases {what}, for good. Nothing was erased yet: add --yes.")
