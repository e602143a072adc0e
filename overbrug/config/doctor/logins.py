"""Login through the provider of an organisation."""

from __future__ import annotations

from collections.abc import Iterator

from overbrug.config import sso
from overbrug.config.doctor import Finding, Patient, care, well, wrong
from overbrug.config.environment import Given


def provider(_patient: Patient) -> Iterator[Finding]:
    """Whether the variables with OIDC_ make sense together."""
    try:
        found = sso.read(Given())
    except (SystemExit, OSError, ValueError) as problem:
        yield wrong("single sign-on", str(problem), "See docs/how-to/connect-sso.md.")
        return
    if not found:
        return
    if not found["mail_domains"]:
        text = "OIDC_MAIL_DOMAINS is empty: nobody is linked to an account by the provider."
        yield care("single sign-on", text, "Name the domains of which it hands out the addresses.")
        return
    yield well("single sign-on", f"Logging in through {found['issuer']} is set up.")
