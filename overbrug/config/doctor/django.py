"""Does Django start with these settings? Tried once, in a folder of its own.

Reading the settings makes a data folder and a key and closes the folder to others; a doctor who
only looks must not do that to the real one.
"""

from __future__ import annotations

import functools
import os
import tempfile
from collections.abc import Iterator

from overbrug.config.doctor import Finding, Patient, well, wrong
from overbrug.config.serving import prepare


@functools.cache
def reason() -> str:
    """Why it does not start; empty when it does."""
    before = {name: os.environ.get(name) for name in ("DATA_DIR", "SECRET_KEY")}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.setdefault("SECRET_KEY", "only-to-see-whether-it-starts-" + "x" * 32)
        try:
            prepare.set_up_django()
        except (Exception, SystemExit) as problem:  # noqa: BLE001  whatever it is, it is told
            return f"{problem}".strip() or type(problem).__name__
        finally:
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value
    return ""


def starts() -> bool:
    """Whether models and settings can be used."""
    return not reason()


def known_migrations() -> set[str] | None:
    """`app.name` of every migration of this version; None when Django does not start."""
    if not starts():
        return None
    from django.db.migrations.loader import MigrationLoader

    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def settings(_patient: Patient) -> Iterator[Finding]:
    """Can the settings be read at all?"""
    if starts():
        yield well("settings", "They can be read.")
    else:
        why = " ".join(reason().split())
        yield wrong(
            "settings", f"Overbrug cannot start with them: {why}", "See docs/how-to/host.md."
        )
