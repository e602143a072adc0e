"""A server of our own that a trial starts, kills and starts again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from bench.servers import ROOT, free_port


class OwnServer:
    """On a free port, in a folder of its own; it may be started again on what it left there."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.folder = folder
        self.environment = {
            **os.environ,
            "DATA_DIR": str(folder / "data"),
            "PORT": str(self.port),
            "HOST": "127.0.0.1",
        }

    def command(self, *words: str) -> None:
        """Run `overbrug …` on the folder."""
        program = [sys.executable, "-m", "overbrug.config.cli", *words]
        subprocess.run(program, cwd=ROOT, env=self.environment, check=True, capture_output=True)

    def start(self) -> subprocess.Popen[bytes]:
        """Start it and wait until it answers."""
        log = (self.folder / "server.log").open("ab")
        program = [sys.executable, "-m", "overbrug.config.cli", "serve"]
        process = subprocess.Popen(
            program, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
        )
        end = time.monotonic() + 60
        while time.monotonic() < end and process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2):
                    return process
            except OSError:
                time.sleep(0.05)
        raise SystemExit((self.folder / "server.log").read_text())
