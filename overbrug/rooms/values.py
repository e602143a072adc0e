"""May this seat set this value? The card's rules, applied to what a device sends."""

from __future__ import annotations

from typing import Any

from .errors import CommandRefused
from .plan import FieldRule, Plan, field_parts

MAX_DOTS = 50


def checked_value(plan: Plan, seat: str, field: Any, value: Any) -> Any:
    """The value as it will be stored; None takes an answer back."""
    parts = field_parts(field) if isinstance(field, str) else None
    rule = plan.rules.get(parts[0]) if parts else None
    if parts is None or rule is None or parts[2]:
        raise CommandRefused("no_such_field")
    if parts[1] != seat:
        raise CommandRefused("not_your_seat")
    if value is not None and not _fits(rule, value):
        raise CommandRefused("bad_value")
    return value


def _fits(rule: FieldRule, value: Any) -> bool:
    if rule.kind == "scale":
        return type(value) is int and rule.min <= value <= rule.max
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return False
    if rule.kind == "choice":
        most = len(rule.options) if rule.multiple else 1
        return len(value) <= most and _are_different(value) and set(value) <= set(rule.options)
    if rule.kind == "order":
        return _are_different(value) and set(value) == set(rule.options)
    # Dots: several on one strip is allowed, that is what a priority is.
    return len(value) <= min(rule.count, MAX_DOTS) and all(_is_on(rule.on, item) for item in value)


def _are_different(items: list[str]) -> bool:
    return len(set(items)) == len(items)


def _is_on(prompt: str, target: str) -> bool:
    parts = field_parts(target)
    return parts is not None and parts[0] == prompt
