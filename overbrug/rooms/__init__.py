"""The room engine: tables where everyone types at once and nothing acknowledged is lost.

Plain asyncio, no Django, no transport. A door gives every device an `Outlet`, hands the bytes it
receives to `Connection.receive`, and the engine does the rest::

    engine = Engine(RoomLog(path), load_plan, load_seats)
    await engine.start()
    connection = await engine.join(table, seats=[seat], read_only=False, outlet=outlet)
    wait = connection.receive(data)
    await connection.leave()
    await engine.stop()
"""

from .connection import Connection
from .engine import Engine
from .errors import HeldElsewhere, LogTooNew, Malformed, Refused, RoomError, TooLarge
from .limits import Limits
from .log import RoomLog
from .memory_log import MemoryLog
from .outlet import Outlet
from .plan import FieldRule, Plan, SeatInfo, Step
from .reading import TableRecord, forget_tables, read_table
from .shelf import FileShelf, Shelf
from .store import Store

__all__ = [
    "Connection",
    "Engine",
    "FieldRule",
    "FileShelf",
    "HeldElsewhere",
    "Limits",
    "LogTooNew",
    "Malformed",
    "MemoryLog",
    "Outlet",
    "Plan",
    "Refused",
    "RoomError",
    "RoomLog",
    "SeatInfo",
    "Shelf",
    "Step",
    "Store",
    "TableRecord",
    "TooLarge",
    "forget_tables",
    "read_table",
]
