"""`overbrug manage …`: Django's own commands (migrate, shell, makemigrations)."""

import argparse
import os
from typing import Any


def add(subparsers: Any) -> None:
    """Register the word."""
    parser = subparsers.add_parser("manage", help="run a Django management command")
    parser.add_argument("words", nargs=argparse.REMAINDER)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Hand the words to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "overbrug.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["overbrug manage", *args.words])
    return 0
