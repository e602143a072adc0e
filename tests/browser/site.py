"""A real server in its own process and data folder, for journeys in a browser."""

import atexit
import functools
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.browser.clerk import Clerk

ROOT = Path(__file__).resolve().parents[2]
HOST = "tafel.test"  # 127.0.0.1 counts as secure; a real phone on the local network does not


def free_port() -> int:
    """A port nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """One running Overbrug with the demo in it."""

    seconds_to_start = 120  # on a machine that has much else to do
    ms_to_meet = 5_000  # until people are back together, counted from the first of them

    def __init__(self, folder: Path, **variables: str) -> None:
        self.folder = folder
        self.variables = variables
        self.port = free_port()
        self.log = folder / "server.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.greetings = 0
        self.clerk = Clerk()

    @property
    def url(self) -> str:
        """The address as a phone on the local network would have one: plain http, a name."""
        return f"http://{HOST}:{self.port}"

    def environment(self) -> dict[str, str]:
        """The variables of the server's process; nothing of the test's own database."""
        return {
            **os.environ,
            "DATA_DIR": str(self.folder / "data"),
            "PORT": str(self.port),
            "HOST": "127.0.0.1",
            "ALLOWED_HOSTS": HOST,
            "DATABASE_URL": "",
            "PYTHONUNBUFFERED": "1",
            **self.variables,
        }

    def start(self) -> None:
        """Start and wait until it answers."""
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        """Start only."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "overbrug.config.cli", "serve", "--demo"],
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_until_ready(self) -> None:
        """Ask /healthz until it is 200 and the greeting stands; else show the log."""
        end = time.monotonic() + self.seconds_to_start
        while time.monotonic() < end:
            if self.process is not None and self.process.poll() is not None:
                raise AssertionError(f"the server stopped:\n{self.words()}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2):
                    greetings = self.words().count("Stop with Ctrl-C")
                if greetings > self.greetings:
                    self.greetings = greetings
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"the server is not ready:\n{self.words()}")

    def tell(self, how: int) -> None:
        """Only send it."""
        if self.process is not None:
            self.process.send_signal(how)

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End the process in the given way."""
        self.clerk.stop()  # it may start again with other variables
        if self.process is not None:
            self.tell(how)
            self.process.wait(15)
            self.process = None

    def close(self, how: int = signal.SIGTERM) -> None:
        """Stop for good and leave nothing behind."""
        self.stop(how)
        shutil.rmtree(self.folder, ignore_errors=True)

    def words(self) -> str:
        """What the server printed."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def code(self) -> str:
        """The code of the demo dialogue, as the terminal prints it."""
        found = re.search(r"\b([0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4})\b", self.words())
        assert found, self.words()
        return found[1]

    def admin_link(self) -> str:
        """The one-time link of the first administrator."""
        found = re.search(r"(/eerste-beheerder/\S+)", self.words())
        assert found, self.words()
        return self.url + found[1]

    def command(self, *words: str) -> str:
        """Run `overbrug …` on the same data folder."""
        done = subprocess.run(
            [sys.executable, "-m", "overbrug.config.cli", *words],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        return done.stdout

    def run(self, script: str) -> str:
        """Run Python with the models of this site at hand; returns what it printed."""
        return self.clerk.run(script, self.environment())

    def new_dialogue(
        self, *, card: str = "brugtafel", tables: int = 1, language: str = "nl"
    ) -> str:
        """Call a conversation on the first example opgave; returns its code."""
        script = (
            "from overbrug.accounts.models import *\n"
            "from overbrug.cards.queries import card_version\n"
            "from overbrug.dialogues.actions import call_dialogue\n"
            "from overbrug.opgaven.models import Opgave\n"
            "opgave = Opgave.objects.get(slug='genoeg-passende-woningen')\n"
            "home, _ = Organisation.objects.get_or_create(name='Gemeente Overwater')\n"
            "user = User.objects.filter(email='bob@overwater.example').first()\n"
            "user = user or User.objects.create_user('bob@overwater.example', 'een brug van beloften')\n"
            "from django.utils import timezone\n"
            "Membership.objects.get_or_create(user=user, organisation=home, role=Role.EDITOR, "
            "defaults={'accepted_at': timezone.now()})\n"
            "opgave.parties.get_or_create(organisation=home, presence='at_table')\n"
            f"made = call_dialogue(opgave, by=user, card_version=card_version({card!r}), "
            f"tables={tables}, language={language!r})\n"
            "print('code', made.shown_code)\n"
        )
        return self.run(script).split("code ")[1].strip()


@functools.cache
def prepared() -> Path:
    """A data folder with the demo in it: filling one takes longer than copying it."""
    site = Site(Path(tempfile.mkdtemp(prefix="overbrug-prepared-")))
    atexit.register(site.close)
    site.start()
    site.stop()
    return site.folder / "data"


def new_site(**variables: str) -> Site:
    """A site in a fresh folder, started with these variables: one server, or two."""
    from tests.browser import double

    if double.is_asked():
        return double.new_pair(**variables)
    site = Site(Path(tempfile.mkdtemp(prefix="overbrug-site-")), **variables)
    shutil.copytree(prepared(), site.folder / "data")
    site.start()
    return site
