"""A table that wrote: what its people typed stands in the room log, through a real engine."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from pycrdt import Doc, Text

from overbrug.realtime.plans import plan_from_card
from overbrug.rooms import Engine, RoomLog, SeatInfo, wire

if TYPE_CHECKING:
    from overbrug.dialogues.models import Seat, Table
    from overbrug.rooms import Plan

EACH = ("start/reason", "explore/sharpest", "halfway/agreed", "together/ideas", "step/hesitation")
TOGETHER = ("meet/heard", "explore/gap", "harvest/insight", "harvest/sentence", "harvest/question")
SAID = "Wij wachten al drie jaar op een besluit, en niemand zegt wie het nemen mag. "


class _Deaf:
    """A device that listens to nothing."""

    def send(self, frame: bytes) -> None:
        """Throw it away."""

    def buffered(self) -> int:
        """Nothing waits."""
        return 0

    def close(self, code: int, reason: str) -> None:
        """Nothing to close."""


def write_down(log: Path, table: Table, seats: list[Seat]) -> None:
    """Everyone answers every question of their own; together they answer the others."""
    log.parent.mkdir(parents=True, exist_ok=True)
    plan = plan_from_card(table.public_id, table.dialogue.content)
    infos = [SeatInfo(seat.public_id, seat.name, seat.initials) for seat in seats]
    texts = {f"{field}/table": SAID * 2 for field in TOGETHER}
    for seat in seats:
        texts |= {f"{field}/{seat.public_id}": SAID for field in EACH}
        promise = f"step/promise/{seat.public_id}"
        texts |= {f"{promise}/{part}": SAID for part in ("what", "when", "means", "sign")}
    asyncio.run(_write(log, plan, infos, texts))


async def _write(log: Path, plan: Plan, infos: list[SeatInfo], texts: dict[str, str]) -> None:
    async def load_plan(_table: str) -> Plan:
        return plan

    async def load_seats(_table: str) -> list[SeatInfo]:
        return infos

    engine = Engine(RoomLog(log), load_plan, load_seats)
    await engine.start()
    names = [info.id for info in infos]
    device = await engine.join(plan.table, seats=names, read_only=False, outlet=_Deaf())
    document = Doc()
    for field, text in texts.items():
        document[field] = Text(text)
    device.receive(wire.update(document.get_update()))
    await engine.stop()
