"""Compile the message catalogues. In Python, as a fresh Debian has no msgfmt."""

from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    for po in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        polib.pofile(str(po)).save_as_mofile(str(po.with_suffix(".mo")))
