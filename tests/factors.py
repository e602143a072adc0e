"""Second steps of people in tests: codes as their app makes them, and logins without one."""

import re
import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.test import Client
from django.urls import reverse

from overbrug.accounts.factors import proof
from tests.factories import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now(secret=SECRET, *, later=0):
    """What the app of this person shows, now or so many half minutes later."""
    counter = int(time.time()) // 30 + later
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def give_code_app(user, secret=SECRET):
    """A code app and ten recovery codes; returns the codes. Needs a request for the adapter."""
    auth.TOTP.activate(user, secret)
    return RecoveryCodes.activate(user).get_unused_codes()


def log_in_halfway(client, user):
    """As with `force_login`, but this session showed no second factor."""
    client.force_login(user)
    without_second_step(client)


def without_second_step(client):
    """This browser's session forgets that it showed one."""
    session = client.session
    session["account_authentication_methods"] = []
    session.save()


def log_in(client, user, **more):
    """With the password, through the page."""
    data = {"login": user.email, "password": PASSWORD, **more}
    return client.post(reverse("account_login"), data)


def with_code(client, code, name="mfa_authenticate", **more):
    """The second step, through the page."""
    return client.post(reverse(name), {"code": code, **more})


def secret_on(answer):
    """The key that the page to set up a code app shows."""
    return re.search(r'id="secret"[^>]*>([A-Z2-7=]+)<', answer.content.decode())[1]


def did_second_step(client: Client) -> bool:
    """Whether this browser's session showed a second factor."""
    records = client.session.get("account_authentication_methods", [])
    return any(record["method"] == proof.SECOND for record in records)
