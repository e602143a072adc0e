"""The command `overbrug`: one small module per word in `overbrug.config.commands`."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

COMMANDS = (
    "serve",
    "demo",
    "card",
    "rehearsal",
    "admin_link",
    "backup",
    "restore",
    "move",
    "doctor",
    "erase",
    "second_factor",
    "sweep",
    "manage",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status (0 well, 1 refused in words, 2 wrong words)."""
    # What this process makes is for its own user: names, words, the key that signs cookies.
    os.umask(0o077)
    parser = argparse.ArgumentParser(
        prog="overbrug", description="Bridge the gap: serve, check cards, back up, rehearse."
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        importlib.import_module(f"overbrug.config.commands.{name}").add(subparsers)
    args = parser.parse_args(argv)
    try:
        return int(args.run(args) or 0)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
