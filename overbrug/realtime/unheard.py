"""While news of other processes is not heard, what they changed is found by looking."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from overbrug.dialogues.models import UnnamedLine
from overbrug.harvest.models import HarvestPage
from overbrug.realtime.threads import ask
from overbrug.rooms import Engine

Seen = dict[tuple[str, str], dict[str, Any]]


class Unheard:
    """Remembers what the tables in use were told, so that they hear only what is new."""

    def __init__(self) -> None:
        self._told: Seen = {}

    async def look(self, engine: Engine) -> None:
        """Read the seats again, and tell what is shown now."""
        tables = set(engine.live_epochs())
        for table in tables:
            await engine.refresh_seats(table)
        news = await ask(news_of, tables)
        for (table, name), event in news.items():
            if self._told.get((table, name), event) != event or self._is_new(table, name):
                engine.announce(table, event)
        self._told = news

    def _is_new(self, table: str, name: str) -> bool:
        """Something of a table that we looked at before, and was not there then."""
        return (table, name) not in self._told and (table, "") in self._told


def news_of(tables: Iterable[str]) -> Seen:
    """By table and name, what pages announce about it."""
    news: Seen = {(table, ""): {"type": "looked"} for table in tables}
    lines = UnnamedLine.objects.filter(table__in=tables, is_shown=True).order_by()
    for table, field, count in lines.values_list("table", "field").annotate(n=Count("id")):
        news[table, field] = {"type": "unnamed", "field": field, "count": count}
    pages = HarvestPage.objects.filter(table__public_id__in=tables).order_by("number")
    for table, state, number in pages.values_list("table__public_id", "state", "number"):
        news[table, "harvest"] = {"type": "harvest", "state": state, "number": number}
    return news
