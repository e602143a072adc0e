"""`overbrug backup FILE`: everything in one checked file, also while people are talking."""

import argparse
import sys
from pathlib import Path
from typing import Any

from overbrug.config import archive, environment


def add(subparsers: Any) -> None:
    """Register the word."""
    parser = subparsers.add_parser("backup", help="write everything to one file")
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the backup and say what it holds."""
    try:
        manifest = archive.write(environment.data_dir(), args.file.resolve())
    except archive.BadArchive as problem:
        print(f"overbrug: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"overbrug: the backup could not be written: {problem.strerror}.", file=sys.stderr)
        return 1
    print(f"Backup written: {args.file} ({args.file.stat().st_size // 1024} kB).")
    for name, digest in manifest["files"].items():
        print(f"  {name}  sha256 {digest}")
    return 0
