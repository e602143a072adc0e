"""While a page is read, the same question about rights is asked once.

Ten parts of one page ask whether the reader takes part, and nothing changes between the first and
the last of them. So within one GET the answer is kept, for that request alone. Everywhere else,
in an action, a command, a socket or a test, each question is asked anew: what was true before
something changed is never used after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db.models import Model

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
_known: ContextVar[dict[Any, Any] | None] = ContextVar("known", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Within this nothing is changed, so what was answered stays true."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def once(ask: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Ask once per reading. The question is about rows that are saved, or about nobody."""

    @wraps(ask)
    def asked(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        known = _known.get()
        if known is None or kwargs:
            return ask(*args, **kwargs)
        question = (asked, *map(_name, args))
        if question not in known:
            known[question] = ask(*args, **kwargs)
        answer: Answer = known[question]
        return answer

    return asked


def told(answer: Any, ask: Callable[..., Any], *args: Any) -> None:
    """This is known already from elsewhere: within a reading `ask(*args)` answers it."""
    known = _known.get()
    if known is not None:
        known[(ask, *map(_name, args))] = answer


def _name(thing: Any) -> Any:
    """Two copies of one row are the same; of a row that is not saved there is only itself."""
    if isinstance(thing, Model) and thing.pk is not None:
        return thing._meta.concrete_model, thing.pk  # `request.user` is only a proxy
    return id(thing), thing  # the second keeps it alive, so that no other gets its number
