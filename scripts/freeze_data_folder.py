"""Freeze a data folder as some version of Overbrug leaves it, for the test of upgrades.

    git worktree add /tmp/then COMMIT && cp -r overbrug/static-build /tmp/then/overbrug/
    .venv/bin/python scripts/freeze_data_folder.py /tmp/then tests/config/frozen/2026-11-22

That version serves its demo, people type at a table through real sockets, and it stops. The folder
becomes NAME.zip, and NAME.json says what must still be there after an upgrade. Everybody in it is
invented, and its key opens nothing else.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.site import Site  # noqa: E402
from tests.realtime.house import Phone  # noqa: E402

FIELD = "explore/gap/table"
WORDS = ["De vergunning ligt er al. ", "Niemand belt de eigenaar."]


class Then(Site):
    """A server of that version, with Python's packages of this one."""

    def __init__(self, code: Path, folder: Path) -> None:
        super().__init__(folder)
        self.code = code

    def process_of(self, *words: str, **more: Any) -> subprocess.Popen[bytes]:
        """`overbrug …` of that version."""
        program = [sys.executable, "-m", "overbrug.config.cli", *words]
        return subprocess.Popen(program, cwd=self.code, env=self.environment(), **more)

    def start(self) -> None:
        """Serve, and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = self.process_of("serve", "--demo", stdout=log, stderr=subprocess.STDOUT)
        self.wait_until_ready()


def tell(then: Then) -> dict[str, Any]:
    """Let happen what stands in `frozen_story.py`."""
    story = (ROOT / "scripts/frozen_story.py").read_text()
    story += "\nimport json\nprint('TOLD ' + json.dumps(tell()))\n"
    telling = then.process_of(
        "manage", "shell", "--no-imports", "-c", story, stdout=subprocess.PIPE
    )
    out, _ = telling.communicate(timeout=120)
    line = next(line for line in out.decode().splitlines() if line.startswith("TOLD "))
    return dict(json.loads(line.removeprefix("TOLD ")))


def type_at(then: Then, talk: dict[str, Any]) -> str:
    """Both people type in one text; what stands there in the end."""
    with contextlib.ExitStack() as phones:
        for person, words in zip(talk["people"], WORDS, strict=True):
            person["url"] = f"ws://127.0.0.1:{then.port}/rt/{talk['table']}"
            phone = phones.enter_context(Phone(person))
            phone.text = phone.doc.get(FIELD, type=type(phone.text))
            phone.sync()
            phone.type(words)
            phone.until_acked()
        return str(phone.text)


def counts(facts: Path) -> dict[str, int]:
    """How many rows each table of the facts has."""
    with contextlib.closing(sqlite3.connect(facts)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [name for (name,) in tables if not name.startswith("sqlite_")]
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for name in sorted(names)
        }


@contextlib.contextmanager
def served(then: Then) -> Iterator[None]:
    """While that version serves; it stops as by Ctrl-C."""
    then.start()
    try:
        yield
    finally:
        then.stop(signal.SIGTERM)


def freeze(code: Path, target: Path) -> None:
    """Make NAME.zip and NAME.json."""
    os.umask(0o077)
    with tempfile.TemporaryDirectory() as place:
        then = Then(code.resolve(), Path(place))
        with served(then):
            told = tell(then)
            told["talk"]["words"] = type_at(then, told["talk"])
            told["talk"]["field"] = FIELD
        data = then.folder / "data"
        for database in (*data.glob("*.sqlite3"), *data.glob("rooms/*.sqlite3")):
            with contextlib.closing(sqlite3.connect(database)) as connection:
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        told["counts"] = counts(data / "facts.sqlite3")
        with zipfile.ZipFile(target.with_suffix(".zip"), "w", zipfile.ZIP_LZMA) as frozen:
            for file in sorted(p for p in data.rglob("*") if p.is_file() and p.name != "lock"):
                frozen.write(file, file.relative_to(data))
    target.with_suffix(".json").write_text(json.dumps(told, indent=1) + "\n")


def main() -> None:
    """Read the words and freeze."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("code", type=Path, help="a checkout of that version, with its assets built")
    parser.add_argument("target", type=Path, help="where to write, without .zip or .json")
    args = parser.parse_args()
    freeze(args.code, args.target)


if __name__ == "__main__":
    main()
