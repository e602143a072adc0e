"""Which fields have lines without a name that wait, and when they may be shown. Memory only.

To show lines of one sender alone would point at them, so it is counted how many devices sent
something. That count is a link between seats and a field: it is never written down, it does not
say which line is whose, and after a restart it is empty. Lines that were waiting then are shown
when their step or the table ends.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import SystemRandom

BATCH = 3
# Three: whoever sends dummy lines to see what else appears still cannot tell two others apart.
FEWEST_DEVICES = 3
SOONEST_S, LATEST_S = 20.0, 40.0
MOST_PER_DEVICE = 20

_uniform = SystemRandom().uniform
Key = tuple[str, str]  # the table, and the field


@dataclass
class _Field:
    lines: int = 0
    devices: set[str] = field(default_factory=set)
    due: float | None = None


class Waiting:
    """What waits at all tables of this process; any thread may ask."""

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        draw: Callable[[float, float], float] = _uniform,
    ) -> None:
        self._now, self._draw = now, draw
        self._lock = threading.Lock()
        self._fields: dict[Key, _Field] = {}
        self._sent: Counter[tuple[str, str, str]] = Counter()

    def has_room(self, table: str, name: str, device: str) -> bool:
        """Whether this device may send another line: nobody fills a question alone."""
        with self._lock:
            return self._sent[table, name, device] < MOST_PER_DEVICE

    def sent(self, table: str, name: str) -> dict[str, int]:
        """How many lines each device sent here since the server started."""
        with self._lock:
            return {
                device: count
                for (other, field, device), count in self._sent.items()
                if (other, field) == (table, name)
            }

    def devices(self, table: str, name: str) -> set[str] | None:
        """Which sent what waits here; None when that is not known, as after a restart."""
        with self._lock:
            waits = self._fields.get((table, name))
            return set(waits.devices) if waits else None

    def add(self, table: str, name: str, device: str) -> None:
        """A line came in; when there are enough, draw the moment at which they are shown."""
        with self._lock:
            self._sent[table, name, device] += 1
            waits = self._fields.setdefault((table, name), _Field())
            waits.lines += 1
            waits.devices.add(device)
            is_enough = waits.lines >= BATCH and len(waits.devices) >= FEWEST_DEVICES
            if is_enough and waits.due is None:
                waits.due = self._now() + self._draw(SOONEST_S, LATEST_S)

    def due(self) -> dict[Key, set[str]]:
        """The fields whose moment has come, with the devices that sent something."""
        with self._lock:
            now = self._now()
            return {
                key: set(waits.devices)
                for key, waits in self._fields.items()
                if waits.due is not None and waits.due <= now
            }

    def keep(self, table: str, name: str, devices: set[str]) -> None:
        """Others than these have left the table and count no more; wait for new lines."""
        with self._lock:
            if waits := self._fields.get((table, name)):
                waits.devices &= devices
                waits.due = None

    def shown(self, table: str, name: str) -> None:
        """Nothing of this field waits any longer."""
        with self._lock:
            self._fields.pop((table, name), None)

    def forget(self, table: str) -> None:
        """The table is removed: forget who sent how much."""
        with self._lock:
            for key in [k for k in self._fields if k[0] == table]:
                del self._fields[key]
            for sent in [k for k in self._sent if k[0] == table]:
                del self._sent[sent]

    def forget_all(self) -> None:
        """As after a restart: what waits is shown when its step or its table ends."""
        with self._lock:
            self._fields.clear()
            self._sent.clear()


waiting = Waiting()
