"""Rows from one database to another, table by table, counted and hashed on both sides.

Values are read through the fields, so that both sides give what the pages would see. The digest of
a table is that of the sorted digests of its rows: databases sort text each in their own way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connections, router
from django.db.models import Field, Model

_AT_ONCE = 2_000


class Count(NamedTuple):
    """What a table holds."""

    rows: int
    sha256: str


class Tally:
    """Counts and hashes rows that pass by."""

    def __init__(self) -> None:
        self._digests: list[bytes] = []

    def add(self, row: tuple[Any, ...]) -> None:
        """One row more."""
        text = json.dumps(row, default=_plain, sort_keys=True, ensure_ascii=False)
        self._digests.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())

    def count(self) -> Count:
        """What passed by so far."""
        whole = hashlib.sha256(b"".join(sorted(self._digests)))
        return Count(len(self._digests), whole.hexdigest())


def models_of_facts() -> list[type[Model]]:
    """Every table of the facts: also the history, and what joins two others."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and not model._meta.swapped
        and router.allow_migrate_model("default", model)
    ]


def rows_of(model: type[Model], database: str) -> Iterator[tuple[Any, ...]]:
    """The values of every row, as the fields give them."""
    names = [field.attname for field in _fields(model)]
    rows = model._base_manager.using(database).order_by().values_list(*names)
    return rows.iterator(_AT_ONCE)


def count(model: type[Model], database: str) -> Count:
    """What a table holds there."""
    tally = Tally()
    for row in rows_of(model, database):
        tally.add(row)
    return tally.count()


def copy(model: type[Model], *, source: str, target: str) -> Count:
    """Put every row of a table in PostgreSQL; what was read for that."""
    fields, there, tally = _fields(model), connections[target], Tally()
    quote = there.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    statement = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"
    # COPY ends outside Django's cursor, so its refusals are translated here.
    with there.wrap_database_errors, there.cursor() as cursor, cursor.copy(statement) as out:
        for row in rows_of(model, source):
            tally.add(row)
            out.write_row(
                [field.get_db_prep_save(v, there) for field, v in zip(fields, row, strict=True)]
            )
    return tally.count()


def _fields(model: type[Model]) -> list[Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def _plain(value: object) -> str:
    """A moment, an amount or an id in letters; the bytes of a binary field as they are."""
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)
