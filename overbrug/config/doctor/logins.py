"""How people log in: the second step of administrators, and the provider of an organisation."""

from __future__ import annotations

from collections.abc import Iterator

from environs import Env, EnvError

from overbrug.config import sso
from overbrug.config.doctor import Finding, Patient, care, well, wrong


def second_factor(_patient: Patient) -> Iterator[Finding]:
    """Off is for trying out, not behind https."""
    env = Env()
    try:
        is_on, is_public = env.bool("SECOND_FACTOR", True), env.bool("HTTPS", False)
    except EnvError:
        return  # that Overbrug cannot start so is told elsewhere
    if is_on:
        return
    say = wrong if is_public else care
    text = "SECOND_FACTOR is off: a password alone lets administrators do all they may."
    yield say("second factor", text, "Leave SECOND_FACTOR out.")


def provider(_patient: Patient) -> Iterator[Finding]:
    """Whether the variables with OIDC_ make sense together."""
    try:
        found = sso.read(Env())
    except (SystemExit, EnvError, OSError, ValueError) as problem:
        yield wrong("single sign-on", str(problem), "See docs/how-to/connect-sso.md.")
        return
    if not found:
        return
    if not found["mail_domains"]:
        text = "OIDC_MAIL_DOMAINS is empty: nobody is linked to an account by the provider."
        yield care("single sign-on", text, "Name the domains of which it hands out the addresses.")
        return
    yield well("single sign-on", f"Logging in through {found['issuer']} is set up.")
