"""Every icon that a template or the room asks for is drawn."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SPRITE = (ROOT / "overbrug/core/static/overbrug/icons.svg").read_text()
DRAWN = set(re.findall(r'<symbol id="([a-z-]+)"', SPRITE))
USES = re.compile(r'<c-icon name="([a-z-]+)"|\bicon(?:_after)?="([a-z-]+)"|\bicon\("([a-z-]+)"\)')


def test_all_icons_in_use_are_drawn():
    files = [*ROOT.glob("overbrug/*/templates/**/*.html"), *ROOT.glob("client/src/room/**/*.ts")]
    asked = {
        name for file in files for found in USES.findall(file.read_text()) for name in found if name
    }
    assert asked
    assert asked - DRAWN == set()


def test_the_set_stays_small():
    assert len(DRAWN) < 40
