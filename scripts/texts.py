"""Collect every text from the code into locale/nl, and say which have no Dutch yet.

    .venv/bin/python scripts/texts.py           collect, then report
    .venv/bin/python scripts/texts.py --check   only report; exit 1 when the catalogue is behind

Needs GNU gettext (Debian: gettext). Msgids are English; the Dutch catalogue is the master wording.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "locale/nl/LC_MESSAGES/django.po"


def collect(into: Path) -> polib.POFile:
    """Run Django's collector on a copy of the catalogue and return the result."""
    target = into / "locale/nl/LC_MESSAGES"
    target.mkdir(parents=True)
    if CATALOGUE.exists():
        shutil.copy(CATALOGUE, target / "django.po")
    shutil.copytree(
        ROOT / "overbrug",
        into / "overbrug",
        ignore=shutil.ignore_patterns("static-build", "__pycache__"),
    )
    subprocess.run(
        [
            sys.executable,
            "-m",
            "django",
            "makemessages",
            "-l",
            "nl",
            "--no-wrap",
            "--no-location",
            "--no-obsolete",
            "-e",
            "html,py,txt,svg",
            "--settings",
            "overbrug.config.settings",
        ],
        cwd=into,
        check=True,
        stdout=subprocess.DEVNULL,
        env={**__import__("os").environ, "PYTHONPATH": str(ROOT)},
    )
    return polib.pofile(str(target / "django.po"), wrapwidth=0)


def key(entry: polib.POEntry) -> tuple[str, str]:
    """What makes a text one text."""
    return entry.msgid, entry.msgctxt or ""


def add_parts(catalogue: polib.POFile) -> None:
    """Take Dutch wording from locale/parts/*.po where the catalogue has none."""
    wording = {}
    for part in sorted((ROOT / "locale/parts").glob("*.po")):
        for entry in polib.pofile(str(part), wrapwidth=0):
            if not entry.obsolete:
                wording[key(entry)] = entry
    for entry in catalogue:
        known = wording.get(key(entry))
        if known and (not entry.translated() or entry.fuzzy):
            entry.msgstr, entry.msgstr_plural = known.msgstr, known.msgstr_plural
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]


def unfinished(catalogue: polib.POFile) -> list[str]:
    """Msgids that have no Dutch, or Dutch that nobody looked at since the English changed."""
    return [e.msgid for e in catalogue if not e.obsolete and (not e.translated() or e.fuzzy)]


def main() -> int:
    """Collect or check; 1 when something has no Dutch."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    if not shutil.which("xgettext"):
        sys.exit("GNU gettext is missing. On Debian: apt-get install gettext")
    with tempfile.TemporaryDirectory() as folder:
        found = collect(Path(folder))
    add_parts(found)
    stale = False
    if args.check:
        now = (
            {key(e) for e in polib.pofile(str(CATALOGUE)) if not e.obsolete}
            if CATALOGUE.exists()
            else set()
        )
        stale = now != {key(e) for e in found if not e.obsolete}
        if stale:
            print("The catalogue is behind the code: run `make texts`.")
    else:
        found.sort(key=lambda e: e.msgid.lower())
        found.metadata["POT-Creation-Date"] = found.metadata["PO-Revision-Date"] = (
            "2026-11-21 00:00+0000"
        )
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        found.save(str(CATALOGUE))
    missing = unfinished(found)
    for msgid in missing:
        print(f"no Dutch: {msgid!r}")
    print(f"{len(found)} texts, {len(missing)} without Dutch")
    return 1 if missing or stale else 0


if __name__ == "__main__":
    sys.exit(main())
