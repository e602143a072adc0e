"""Mail: does it go anywhere, and from whom?"""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterator
from typing import Any

from environs import EnvError

from overbrug.config import environment
from overbrug.config.doctor import Finding, Patient, care, well, wrong

SECONDS = 10


def settings(_patient: Patient) -> Iterator[Finding]:
    """Is there a mail server, and an address to write from and to be reached at?"""
    contact, public = os.environ.get("CONTACT_EMAIL", ""), os.environ.get("PUBLIC_URL", "")
    if not contact:
        text = "CONTACT_EMAIL is not set: the page on accessibility names nobody."
        yield care("contact", text, "CONTACT_EMAIL=overbrug@example.org")
    elif contact.count("@") != 1 or contact.strip("@") != contact:
        yield wrong(
            "contact", f"CONTACT_EMAIL is {contact!r}, no address.", "Write name@example.org"
        )
    given = _given()
    if given is None:
        text = "EMAIL_URL cannot be read."
        mend = (
            "Write it as submission://name:password@mail.example:587, with % signs for odd letters."
        )
        yield wrong("mail", text, mend)
    elif not _is_server(given):
        text = "There is no mail server: mails are files, and nobody receives them."
        if "EMAIL_URL" in os.environ and not os.environ["EMAIL_URL"].strip():
            text = f"EMAIL_URL is empty, which counts as not set. {text}"
        yield care("mail", text, "EMAIL_URL, see docs/how-to/host.md under Mail.")
    else:
        yield well("mail", f"Mails go by {given['EMAIL_HOST']}.")
        if not contact and not given.get("DEFAULT_FROM_EMAIL"):
            text = "Mails have no sender, so mail servers refuse them."
            yield wrong(
                "mail", text, "CONTACT_EMAIL=overbrug@example.org, or ?_default_from_email=…"
            )
        if not public:
            text = "Links in mails do not know where to lead: PUBLIC_URL is not set."
            yield wrong("mail", text, "PUBLIC_URL=https://overbrug.example")


def reach(patient: Patient) -> Iterator[Finding]:
    """With --connect: say hello to the mail server and log in; no mail is sent."""
    given = _given()
    if not patient.may_connect or given is None or not _is_server(given):
        return
    where = f"{given['EMAIL_HOST']}:{given['EMAIL_PORT']}"
    try:
        _log_in(given)
        yield well("mail server", f"{where} lets us in.")
    except smtplib.SMTPAuthenticationError:
        yield wrong("mail server", f"{where} refuses the name or the password.", "See EMAIL_URL.")
    except (OSError, smtplib.SMTPException, ssl.SSLError) as problem:
        text = f"{where} cannot be used: {problem}."
        yield wrong("mail server", text, "See host, port and kind of EMAIL_URL, and the firewall.")


def _given() -> dict[str, Any] | None:
    try:
        given = environment.mail_settings()
        return given if given.get("EMAIL_BACKEND") else None
    except (EnvError, ValueError, KeyError, TypeError):
        return None


def _is_server(given: dict[str, Any]) -> bool:
    return str(given.get("EMAIL_BACKEND", "")).endswith("smtp.EmailBackend")


def _log_in(given: dict[str, Any]) -> None:
    host, port = given["EMAIL_HOST"], int(given["EMAIL_PORT"] or 25)
    kind = smtplib.SMTP_SSL if given.get("EMAIL_USE_SSL") else smtplib.SMTP
    with kind(host, port, timeout=SECONDS) as line:
        if given.get("EMAIL_USE_TLS"):
            line.starttls(context=ssl.create_default_context())
        if given.get("EMAIL_HOST_USER"):
            line.login(given["EMAIL_HOST_USER"], given["EMAIL_HOST_PASSWORD"])
        line.ehlo_or_helo_if_needed()
        line.noop()
