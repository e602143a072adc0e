"""Transactions queue, as they do in SQLite (docs/decisions/0017).

An action looks first and writes then: is this name free, is there a chair left. In SQLite nobody
comes in between, as a transaction holds the file from its start. PostgreSQL would let two look at
the same moment and both write. So each transaction first takes one lock of the whole database and
keeps it until it ends. What only reads, or writes by a single statement, does not wait.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

# Any number will do, as long as all processes that use this database take the same.
QUEUE = 0x6F766572  # "over"


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions wait for one another."""

    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        """`atomic` calls this to begin a transaction, and again when it has ended."""
        super().set_autocommit(autocommit, *args, **kwargs)
        if autocommit:
            return
        try:
            with self.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [QUEUE])
        except BaseException:
            # `atomic` did not begin, so it will not clean up either.
            self.close()
            raise
