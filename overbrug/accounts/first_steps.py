"""What the administrator of a new organisation does first: a list on its page, until all is done.

Promises come after this app, so other apps add their steps: `register("mandate", look, order=20)`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from overbrug.accounts.models import Organisation


class Step(NamedTuple):
    """One thing to do, why, and where."""

    what: str
    why: str
    is_done: bool
    button: str = ""
    address: str = ""


Look = Callable[[Organisation], Step]
_steps: dict[str, tuple[int, Look]] = {}


def register(name: str, look: Look, *, order: int) -> None:
    """Put what `look(organisation)` says in the list."""
    _steps[name] = (order, look)


def first_steps(organisation: Organisation) -> list[Step]:
    """All steps in their order; none once all are done, or for an invented organisation."""
    if organisation.is_fictional:
        return []
    in_order = sorted(_steps.values(), key=lambda pair: pair[0])
    steps = [_look_after(organisation), *(look(organisation) for _order, look in in_order)]
    return [] if all(step.is_done for step in steps) else steps


def _look_after(organisation: Organisation) -> Step:
    return Step(
        what=_("You look after %(name)s") % {"name": organisation},
        why=_("Is the name or the kind not right? Tell who looks after this site."),
        is_done=True,
    )


def colleagues(organisation: Organisation) -> Step:
    """Somebody else works here too, or was asked to."""
    others = organisation.memberships.filter(ended_at=None)
    return Step(
        what=_("Invite your colleagues"),
        why=_("They write along, or look after this organisation when you are away."),
        is_done=others.count() > 1,
        button=_("Add a member"),
        address=reverse("accounts:add_member", args=[organisation.public_id]),
    )
