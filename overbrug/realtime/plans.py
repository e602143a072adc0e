"""Turns the card of a table, and the seats at it, into what the room engine knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from overbrug.dialogues import queries
from overbrug.dialogues.models import Seat
from overbrug.realtime.threads import ask
from overbrug.rooms import FieldRule, Plan, SeatInfo, Step

# Prompts answered by a value; all others are text in the document or take the other road.
_VALUE_KINDS = ("choice", "dots", "scale", "order")


async def load_plan(table: str) -> Plan | None:
    """The plan of a table, or None when there is no such table."""
    return await ask(plan_of, table)


async def load_seats(table: str) -> list[SeatInfo]:
    """Everyone who has a seat at a table."""
    return [seat_info(seat) for seat in await ask(queries.seats_at, table)]


def plan_of(table: str) -> Plan | None:
    """The plan of a table. Asks the database."""
    card = queries.card_at(table)
    return plan_from_card(table, card) if card is not None else None


def plan_from_card(table: str, card: Mapping[str, Any]) -> Plan:
    """The steps, roles and rules of a card: canonical (blocks in parts) or in one language."""
    blocks = card.get("blocks") or [b for part in card["parts"] for b in part["blocks"]]
    return Plan(
        table=table,
        steps=tuple(Step(block["id"], int(block["minutes"])) for block in blocks),
        roles=tuple(role["id"] for role in card.get("roles", [])),
        rules={
            f"{block['id']}/{prompt['id']}": rule_from_prompt(prompt)
            for block in blocks
            for prompt in block.get("prompts", [])
            if prompt["kind"] in _VALUE_KINDS
        },
    )


def rule_from_prompt(prompt: Mapping[str, Any]) -> FieldRule:
    """What a value of this prompt may be."""
    return FieldRule(
        kind=prompt["kind"],
        options=tuple(option["id"] for option in prompt.get("options", [])),
        multiple=bool(prompt.get("multiple", False)),
        count=int(prompt.get("count", 0)),
        min=int(prompt.get("min", 0)),
        max=int(prompt.get("max", 0)),
        on=prompt.get("on", ""),
    )


def seat_info(seat: Seat) -> SeatInfo:
    """A seat as everyone at the table sees it."""
    return SeatInfo(
        id=seat.public_id,
        name=seat.name,
        initials=seat.initials,
        note=seat.note,
        kind="screen" if seat.kind == Seat.Kind.SCREEN else "person",
        epoch=seat.epoch,
    )
