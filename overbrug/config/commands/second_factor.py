"""`overbrug second-factor MAIL --remove`: for who lost phone, passkey and recovery codes."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from overbrug.config import environment
from overbrug.config.serving import CannotServe, prepare


def add(subparsers: Any) -> None:
    """Register the word."""
    parser = subparsers.add_parser(
        "second-factor", help="take away somebody's second step when the phone is lost"
    )
    parser.add_argument("mail", metavar="MAIL", help="the mail address of the account")
    parser.add_argument("--remove", action="store_true", help="really do it")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Say what there is; with `--remove` it goes, and the person is logged out everywhere."""
    try:
        prepare.set_up_django()
        prepare.check_data(environment.data_dir())
        print(_remove(args.mail, really=args.remove))
    except CannotServe as problem:
        print(f"overbrug: {problem}", file=sys.stderr)
        return 1
    return 0


def _remove(mail: str, *, really: bool) -> str:
    from allauth.mfa.models import Authenticator

    from overbrug.accounts.actions import remove_factors
    from overbrug.accounts.models import User

    user = User.objects.filter(email=mail.lower()).first()
    if user is None:
        raise CannotServe(f"there is no account with the address {mail}.")
    if not really:
        count = Authenticator.objects.filter(user_id=user.pk).count()
        raise CannotServe(
            f"{mail} has {count} of them (passkeys, code app, recovery codes). Are you sure that "
            "it is really this person who asks? Nothing was removed yet: add --remove."
        )
    count = remove_factors(user)
    return f"Removed {count}, and logged out everywhere. The password stays; a mail tells of it."
