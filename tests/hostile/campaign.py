"""How large a campaign is, and where its chance begins: another seed each day, told when something fails."""

import os
import random
import time

IS_FULL = bool(os.environ.get("HOSTILE"))
SEED = int(os.environ.get("HOSTILE_SEED") or time.time() // 86_400)


def size(small, full):
    """In the normal run, and behind `make hostile`."""
    return full if IS_FULL else small


def chance(*about):
    """Chance of its own for this part; the same for the same seed."""
    return random.Random(repr((SEED, *about)))


def again(test):
    """How to see this again."""
    full = "HOSTILE=1 " if IS_FULL else ""
    return f"{full}HOSTILE_SEED={SEED} .venv/bin/python -m pytest {test}"
