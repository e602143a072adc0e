"""What the engine asks of a store, and what it puts in.

`write` runs on the event loop (inserting there costs less than handing every row to a thread),
`commit` in a thread, so that a slow disk never holds up the table. Nothing is on disk before
`commit` returns. After a failure `rollback` is called and the same batch is offered again.

A store may be shared by processes. Then a table belongs to one of them, for as long as that one
says in time that it is alive (`beat`); what is another's by now, `commit` refuses. A store of one
process owns every table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, TypeVar

T = TypeVar("T")

# Who may write: raised by a new owner of a table, checked in the transaction of the insert. In a
# file one process owns every table, and the epoch is always this.
FIRST_EPOCH = 1


class UpdateRow(NamedTuple):
    """One Yjs update; `n` counts the updates of its table."""

    table: str
    n: int
    data: bytes


class EventRow(NamedTuple):
    """One numbered event of the table."""

    table: str
    seq: int
    event: dict[str, Any]


class AuthorRow(NamedTuple):
    """From this clock on, this Yjs client id writes for this seat."""

    table: str
    client: int
    clock: int
    seat: str


class SnapshotRow(NamedTuple):
    """Everything up to update `n` and event `seq`; the rows it replaces go with it."""

    table: str
    n: int
    seq: int
    document: bytes
    state: dict[str, Any]


class QuarantineRow(NamedTuple):
    """An update that made the document library panic or that cannot be read back."""

    table: str
    data: bytes
    why: str


class ForgetRow(NamedTuple):
    """Nothing of this table may remain."""

    table: str


Row = UpdateRow | EventRow | AuthorRow | SnapshotRow | QuarantineRow | ForgetRow


@dataclass(slots=True)
class StoredTable:
    """All that is on disk of one table."""

    n: int = 0
    seq: int = 0
    document: bytes = b""
    state: dict[str, Any] | None = None
    updates: list[tuple[int, bytes]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    authors: list[tuple[int, int, str]] = field(default_factory=list)


class Wanted(NamedTuple):
    """Another process asks for a table that we took this long ago."""

    table: str
    held_ms: int
    # Its former owner handed it over; else that one had gone.
    was_handed: bool


class Beat(NamedTuple):
    """What a process hears when it says that it is alive."""

    # Tables that are another's by now: nothing more can be written to them.
    lost: Collection[str] = ()
    wanted: Sequence[Wanted] = ()


class Store(Protocol):
    """Where tables are kept.

    `RoomLog` is a file, `PostgresLog` may be shared, `MemoryLog` is a full member for tests.
    """

    def open(self) -> None:
        """Make ready; raises LogTooNew for a file of a newer version."""

    def close(self) -> None:
        """Let go; safe to call twice."""

    def beat(self) -> Beat:
        """Say that this process is alive; in a thread, once a second."""

    def take(self, table: str) -> None:
        """Make a table ours before it is loaded; raises HeldElsewhere. From any thread."""

    def ask(self, table: str) -> None:
        """Ask the owner of a table to hand it over; from any thread."""

    def give(self, table: str) -> None:
        """Hand a table to the process that asked for it; from any thread."""

    def load(self, table: str) -> StoredTable:
        """What is committed of one table; from any thread."""

    def write(self, rows: Sequence[Row]) -> None:
        """Put rows in the open transaction; on the event loop."""

    def commit(self) -> Collection[str]:
        """Make them last; in a thread. The tables that are not ours: nothing of them was kept."""

    def rollback(self) -> None:
        """Undo what was written since the last commit."""

    def truncate(self) -> None:
        """Leave no old pages behind in side files; in a thread."""


def of_kind(rows: Iterable[object], kind: type[T]) -> list[T]:
    """The rows of one kind, in order."""
    return [row for row in rows if isinstance(row, kind)]
