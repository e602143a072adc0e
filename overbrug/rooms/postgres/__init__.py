"""The room log in PostgreSQL, and which process owns which table there."""

from .copying import Copied, copy_file
from .leases import Leases
from .log import PostgresLog
from .schema import FORMAT, check_format, make_tables
from .shelf import PostgresShelf

__all__ = [
    "FORMAT",
    "Copied",
    "Leases",
    "PostgresLog",
    "PostgresShelf",
    "check_format",
    "copy_file",
    "make_tables",
]
