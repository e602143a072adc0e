"""Collect every text from the code into locale/nl, and say which have no Dutch yet.

    .venv/bin/python scripts/texts.py           collect, then report
    .venv/bin/python scripts/texts.py --check   only report; exit 1 when the catalogue is behind

Needs GNU gettext (Debian: gettext). Msgids are English; the Dutch stands in the catalogue alone.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "locale/nl/LC_MESSAGES/django.po"
COLLECT = (
    "django makemessages --locale nl --no-wrap --no-location --no-obsolete"
    " --extension html,py,txt,svg --settings overbrug.config.settings"
)


def collect(into: Path) -> polib.POFile:
    """Run Django's collector on a copy of the catalogue and return the result."""
    target = into / "locale/nl/LC_MESSAGES/django.po"
    target.parent.mkdir(parents=True)
    shutil.copy(CATALOGUE, target)
    left_out = shutil.ignore_patterns("static-build", "__pycache__")
    shutil.copytree(ROOT / "overbrug", into / "overbrug", ignore=left_out)
    subprocess.run(
        [sys.executable, "-m", *COLLECT.split()],
        cwd=into,
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return polib.pofile(str(target), wrapwidth=0)


def keys(catalogue: polib.POFile) -> set[tuple[str, str]]:
    """Every text by what makes it one text: its words and its context."""
    return {(entry.msgid, entry.msgctxt or "") for entry in catalogue if not entry.obsolete}


def unfinished(catalogue: polib.POFile) -> list[str]:
    """Msgids that have no Dutch, or Dutch that nobody looked at since the English changed."""
    return [e.msgid for e in catalogue if not e.obsolete and (not e.translated() or e.fuzzy)]


def save(catalogue: polib.POFile) -> None:
    """Write the catalogue: sorted and without dates, so that a change shows only what changed."""
    catalogue.sort(key=lambda entry: entry.msgid.lower())
    for date in ("POT-Creation-Date", "PO-Revision-Date"):
        catalogue.metadata[date] = "2026-11-21 00:00+0000"
    catalogue.save(str(CATALOGUE))


def main() -> int:
    """Collect or check; 1 when something has no Dutch."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    args = parser.parse_args()
    if not shutil.which("xgettext"):
        sys.exit("GNU gettext is missing. On Debian: apt-get install gettext")
    with tempfile.TemporaryDirectory() as folder:
        found = collect(Path(folder))
    is_behind = args.check and keys(found) != keys(polib.pofile(str(CATALOGUE)))
    if is_behind:
        print("The catalogue is behind the code: run `make texts`.")
    if not args.check:
        save(found)
    missing = unfinished(found)
    for msgid in missing:
        print(f"no Dutch: {msgid!r}")
    print(f"{len(found)} texts, {len(missing)} without Dutch")
    return 1 if missing or is_behind else 0


if __name__ == "__main__":
    sys.exit(main())
