"""The live room stays light: a phone on a poor line opens it within seconds."""

import gzip
import json

import pytest
from django.conf import settings

MOST_BYTES = 60_000


def scripts_of(entry, manifest):
    """What the browser loads for an entry, with all that it imports."""
    names, files = [entry], set()
    while names:
        part = manifest[names.pop()]
        if part["file"] not in files:
            files.add(part["file"])
            names += part.get("imports", [])
    return files


def test_all_javascript_of_the_room_fits_in_sixty_kilobytes():
    built = settings.ROOT / "overbrug" / "static-build"
    if not built.is_dir():
        pytest.fail("the browser code is not built: scripts/setup dev")
    manifest = json.loads((built / "manifest.json").read_text())
    files = scripts_of("client/src/room/main.ts", manifest)
    assert len(files) > 1
    sizes = {name: len(gzip.compress((built / name).read_bytes(), 9)) for name in files}
    assert sum(sizes.values()) <= MOST_BYTES, sizes
