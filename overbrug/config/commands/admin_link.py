"""`overbrug admin-link`: print a new link with which somebody becomes platform administrator."""

import argparse
from typing import Any

from overbrug.config.serving import prepare


def add(subparsers: Any) -> None:
    """Register the word."""
    parser = subparsers.add_parser("admin-link", help="print a one-time link for an administrator")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the link; an earlier one that was not used stops working."""
    prepare.set_up_django()
    from django.conf import settings

    from overbrug.accounts.actions import make_admin_link

    address = (settings.PUBLIC_URL or f"http://localhost:{settings.PORT}").rstrip("/")
    print(f"{address}{make_admin_link()}")
    print("It works once, within 24 hours. An earlier link that was not used works no more.")
    return 0
