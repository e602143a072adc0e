"""`python -m bench.many --data /tmp/large`: make the large database in an empty data folder."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path


def main() -> int:
    """Make it, and say what is in it."""
    parser = argparse.ArgumentParser(prog="bench.many", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="an empty data folder")
    parser.add_argument("--scale", type=float, default=1.0, help="1 is 1,000 opgaven (1)")
    parser.add_argument("--seed", type=int, default=4)
    args = parser.parse_args()
    args.data.mkdir(parents=True, exist_ok=True)
    os.environ["DATA_DIR"] = str(args.data.resolve())
    from overbrug.config.serving import prepare

    prepare.set_up_django()
    from bench.many.making import NotEmpty, make
    from bench.many.world import Size

    prepare.bring_up_to_date(args.data)
    began = time.monotonic()
    try:
        world = make(Size.of(args.scale), seed=args.seed)
    except NotEmpty as problem:
        print(f"bench.many: {problem}", file=sys.stderr)
        return 1
    for name, count in world.counts().items():
        print(f"{count:>8,} {name}")
    print(f"made in {time.monotonic() - began:.0f} s; the heavy opgave: {world.heavy.slug}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
