"""Mail during faults: the sweep is the worker of Overbrug, and nothing may go out twice."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from chaos.server import Server

_MESSAGE_ID = re.compile(rb"^Message-ID: <([^@>]+)@", re.MULTILINE | re.IGNORECASE)
MOST_PER_SWEEP = 500  # Overbrug sends no more at once
_POST = """
from django.utils import timezone
from overbrug.outbox.models import OutgoingMail
from overbrug.lib.tokens import random_name
now = timezone.now()
OutgoingMail.objects.bulk_create([
    OutgoingMail(to=f"iemand{{n}}@overwater.example", subject="Toezegging", text="Klopt dit nog?",
                 html="<p>Klopt dit nog?</p>", message_id=random_name(32), due_at=now,
                 next_try_at=now)
    for n in range({count})
])
"""


class Mails:
    """Posts mails in the outbox, and counts afterwards what became of them."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.posted = 0
        self.interrupted = 0  # sweeps that were killed: of each one mail may be in doubt

    def post(self, count: int) -> None:
        """So many mails that are due now."""
        self._server.command("manage", "shell", "--no-imports", "-c", _POST.format(count=count))
        self.posted += count

    def bring_all(self) -> None:
        """Nobody kills any more: sweep, on a clock on which all of it is due, until it went."""
        tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
        for _sweep in range(self.posted // MOST_PER_SWEEP + 2):
            self._server.command("sweep", "--now", tomorrow)

    def went(self) -> Counter[str]:
        """How often each mail was delivered."""
        files = (self._server.data / "mail").glob("*.eml")
        found = (_MESSAGE_ID.search(file.read_bytes()) for file in files)
        return Counter(name[1].decode() for name in found if name)

    def count_files(self) -> int:
        """How many were delivered so far; cheap."""
        return sum(1 for _ in (self._server.data / "mail").glob("*.eml"))

    def account(self) -> dict[str, Any]:
        """What became of everything that was posted."""
        went = self.went()
        rows = self._server.store.facts(
            "SELECT message_id, state, claimed_at FROM outbox_outgoingmail"
        )
        in_doubt = [
            name
            for name, state, claimed in rows
            if state == "given_up" or (state == "waiting" and claimed is not None)
        ]
        waiting = sum(state == "waiting" and claimed is None for _name, state, claimed in rows)
        return {
            "posted": self.posted,
            "delivered": len(went),
            "twice": sum(count > 1 for count in went.values()),
            "lost": self.posted - len(rows) + self._marked_and_gone(rows, went),
            "in_doubt": len(in_doubt),
            "killed_sweeps": self.interrupted,
            "waiting": waiting,
        }

    @staticmethod
    def _marked_and_gone(rows: list[tuple[Any, ...]], went: Counter[str]) -> int:
        return sum(state == "sent" and not went[name] for name, state, _claimed in rows)
