"""Words that people typed, in a mail to somebody else."""

from __future__ import annotations

from typing import Any

from django import template

from overbrug.lib.text import without_link

register = template.Library()


@register.filter
def no_link(text: Any, instead: str = "") -> str:
    """The text, or `instead` of it when a mail program may make a link of something in it.

    The links in a mail are ours alone: who typed the address is not always who reads the mail.
    """
    return without_link(str(text), instead)
