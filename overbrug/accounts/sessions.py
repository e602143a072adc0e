"""Where somebody is logged in: what is kept of it is little, and goes with the session.

No address and no full browser line: a name such as "Firefox, Windows" is enough to know one's own
devices by (docs/decisions/0033).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from overbrug.accounts.devices import remember
from overbrug.accounts.factors.proof import note_password
from overbrug.accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NO_ADDRESS = "0.0.0.0"  # noqa: S104  (allauth's column wants one)
SEEN_KEY = "seen_at"
SEEN_EACH_SECONDS = 600
# The first that fits: Edge says Chrome as well, and Chrome says Safari.
BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("CrOS", "Chromebook"), ("Mac", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def clear_ended(_now: datetime) -> int:
    """Remove them; how many. The clock counts: a sweep of another moment logs nobody out."""
    ended = Session.objects.filter(expire_date__lt=timezone.now())
    # Looked at first: a deletion takes the write lock, also when there is nothing to delete.
    gone = ended.delete()[0] if ended.exists() else 0
    without = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    if without.exists():
        without.delete()
    return gone


def browser_name(line: str) -> str:
    """`Firefox, Windows` of the line that a browser sends about itself; "" of a strange one."""
    found = (next((n for sign, n in signs if sign in line), "") for signs in (BROWSERS, SYSTEMS))
    return ", ".join(name for name in found if name)


def keep_little(sender: Any, instance: UserSession, **_: Any) -> None:
    """Before the row is written: forget the address and nearly all of the browser's line."""
    instance.ip = NO_ADDRESS
    instance.user_agent = browser_name(instance.user_agent)


def note_login(sender: Any, request: HttpRequest, **_: Any) -> None:
    """Who logs in is seen."""
    request.session[SEEN_KEY] = int(time.time())


class NoteWhenSeen:
    """Notes every ten minutes that a session is in use, for the list of sessions.

    Who logs in is remembered on the device.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look only where a session cookie came along: visitors and tables have none."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.method == "GET":
            self._note(request)
        response = self.get_response(request)
        remember(request, response)
        return response

    def _note(self, request: HttpRequest) -> None:
        now = int(time.time())
        if not request.user.is_authenticated:
            return
        if now - int(request.session.get(SEEN_KEY, 0)) < SEEN_EACH_SECONDS:
            return
        request.session[SEEN_KEY] = now
        rows = UserSession.objects.filter(session_key=request.session.session_key)
        if not rows.update(last_seen_at=timezone.now()):
            UserSession.objects.create_from_request(request)  # of before there was a list


def begin(request: HttpRequest, user: User) -> HttpResponse | None:
    """Log in who just chose a password; the page of their second step, when they have one.

    Asking for the password once more would only be a nuisance; all else is asked as always.
    """
    if request.user.is_authenticated:
        logout(request)  # somebody else in this browser
    note_password(request, user)
    step = LoginStageController(request, Login(user=user, email=user.email)).handle()
    if step is not None:
        return cast(HttpResponse, step)
    login(request, user, backend=BACKEND)
    UserSession.objects.create_from_request(request)
    return None


def begin_again(request: HttpRequest, user: User) -> None:
    """Stay here after all sessions of this person ended: what was shown here still counts."""
    shown = get_authentication_records(request, user)
    login(request, user, backend=BACKEND)
    for record in shown:
        record_authentication(request, user, **record)
    note_password(request, user)
    UserSession.objects.create_from_request(request)


def end_one(user: Any, pk: int) -> bool:
    """End one session of this person; False when it is not theirs or has ended."""
    row = UserSession.objects.filter(user_id=user.pk, pk=pk).first()
    if row is not None:
        row.end()
    return row is not None
