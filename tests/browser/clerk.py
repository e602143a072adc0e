"""Runs scripts on the data folder of a site, one after another, in one process that stays.

Starting Django takes longer than most scripts, and nearly every journey needs one. The first half
is for the test, the second runs in the process beside the server.
"""

import contextlib
import io
import json
import subprocess
import sys
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Clerk:
    """One process; starts with the first script."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def run(self, script: str, environment: dict[str, str]) -> str:
        """What the script printed; an AssertionError with its traceback when it failed."""
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, __file__],
                cwd=ROOT,
                env={**environment, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(script) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"wrong": "the clerk died"}')
        assert not answer.get("wrong"), answer["wrong"]
        return answer["printed"]

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def answer(script: str) -> dict[str, str]:
    """Run it as a module of its own."""
    from django.db import connections

    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(script, "script", "exec"), {"__name__": "script"})
    except Exception:  # noqa: BLE001 - whatever it was, the test tells
        return {"wrong": traceback.format_exc()}
    finally:
        connections.close_all()  # the next script may find another folder in its place
    return {"printed": printed.getvalue()}


def main() -> None:
    """A script a line in, an answer a line out."""
    from overbrug.config.serving.prepare import set_up_django

    set_up_django()
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
