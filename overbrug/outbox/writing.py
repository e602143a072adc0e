"""From a template to a mail: an address that is one address, a subject, a text and a page."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from overbrug.core.addresses import site_address
from overbrug.core.errors import Refused
from overbrug.lib.text import clean_line, clean_text

SUBJECT_LENGTH = 200


class Letter(NamedTuple):
    """What a mail says."""

    subject: str
    text: str
    html: str


def one_address(typed: str) -> str:
    """The typed address when it is one plain address, in lower case; else refused in words.

    Nothing is cut off or mended in silence: with a line end in it, it is no address. A letter that
    only looks like one of ours is refused too, and so is what has no name on the internet.
    """
    address = typed.strip(" ").lower()
    name, _at, host = typed.strip(" ").rpartition("@")
    is_public = "." in host and not host.startswith("[") and not host.endswith(".localhost")
    is_plain = len(address) <= 254 and address == clean_line(address) and '"' not in address
    is_plain = is_plain and name.isascii() and is_public
    try:
        if not is_plain:
            raise ValidationError("")
        validate_email(address)
    except ValidationError as error:
        message = _("Write a mail address, such as name@example.org.")
        raise Refused(message, field="email") from error
    return address


def mailbox_of(address: str) -> str:
    """One name for all addresses of one mailbox, to count and to stop by; never to write to.

    What stands behind a plus is the owner's own label. Dots are left alone: with most providers
    they make another mailbox, and a stop of one person would silence another.
    """
    name, at, host = address.strip(" ").casefold().rpartition("@")
    return f"{name.partition('+')[0] or name}{at}{host}"


def write(template: str, context: dict[str, Any], *, language: str) -> Letter:
    """Render `<template>.txt` and `<template>.html` in one language.

    What people wrote is escaped in the page, and stands as it is in the text. The subject is what
    stands before the first empty line of the text; a line end in it becomes a space.
    """
    offered = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(offered):
        facts = {"site": site_address(), "language": offered, **context}
        whole = _plain(f"{template}.txt", facts)
        head, _sep, text = whole.lstrip().partition("\n\n")
        subject = clean_line(head.removeprefix("Subject:"))[:SUBJECT_LENGTH]
        html = get_template(f"{template}.html").render({**facts, "subject": subject})
    # Control characters have no place in a mail, and PostgreSQL keeps no NUL.
    return Letter(subject, clean_text(text) + "\n", clean_text(html) + "\n")


def _plain(name: str, facts: dict[str, Any]) -> str:
    from django.template import Context

    template: Any = get_template(name)
    # A text mail is no page: `&` must not become `&amp;` there.
    return str(template.template.render(Context(facts, autoescape=False))).replace("\r\n", "\n")
