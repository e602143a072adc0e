"""Links that a mail carries or a person hands over. They act once, expire and can be revoked.

Opening is harmless, as mail scanners follow every link: only a POST acts, and only then something
is written. The address with the token leads on at once to one without it, so it stays out of the
address bar, the history and Referer. A signed cookie then holds the link in this browser: it goes
with the pages of this link alone, so two links in two tabs never act for each other, and after half
a day it counts no more.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar, Generic, Self, TypeVar, cast

from django.conf import settings
from django.core import signing
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.lib.tokens import hash_of, random_name, random_token

LASTS = timedelta(days=14)
CARRIED_FOR = timedelta(hours=12)
ANSWERED_KEY = "answered_links"
MOST_ANSWERED = 20
_SALT = "overbrug.core.links"
TOKEN_LENGTH = 43  # of `lib.tokens.random_token`


Link = TypeVar("Link", bound="MailedLink")


class MailedLinkQuerySet(models.QuerySet[Link], Generic[Link]):
    """Reading words for mailed links."""

    def open(self, at: datetime | None = None) -> Self:
        """Those that still act."""
        now = at or timezone.now()
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=now)


class MailedLink(models.Model):
    """Base of links that work once. The row keeps the hash alone, from which no link can be made.

    A mail that waits to be sent holds its link; a browser that opened it holds the hash, signed.
    """

    public_id = models.CharField(max_length=12, unique=True, editable=False)
    hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = MailedLinkQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def make(cls, *, lasts: timedelta = LASTS, **about: Any) -> tuple[Self, str]:
        """A new link and its token; the token is nowhere else."""
        token = random_token()
        link = cls(
            public_id=random_name(12),
            hash=hash_of(token),
            expires_at=timezone.now() + lasts,
            **about,
        )
        link.save(force_insert=True)
        return link, token

    @classmethod
    def of_token(cls, token: str) -> Self | None:
        """The link of a token, in whatever state; what is too long is no token."""
        found: Any = cls.objects.filter(hash=hash_of(token[: TOKEN_LENGTH + 1])).first()
        return cast("Self | None", found)

    @property
    def state(self) -> str:
        """In a word: open, used, revoked or expired."""
        if self.used_at:
            return "used"
        if self.revoked_at:
            return "revoked"
        return "expired" if self.has_run_out else "open"

    @property
    def has_run_out(self) -> bool:
        """Its days are over, used or not."""
        return self.expires_at <= timezone.now()

    @property
    def masked(self) -> str:
        """The address it was mailed to, as others may see it: m…@overwater.example."""
        name, _at, domain = str(getattr(self, "email", "")).partition("@")
        return f"{name[:1]}…@{domain}" if domain else ""

    def spend(self) -> None:
        """Use it up, inside the action's transaction; of two who press at once one gets through."""
        now = timezone.now()
        if not type(self).objects.open(now).filter(pk=self.pk).update(used_at=now):
            raise Refused(_("This link does not work any more."), field="link")
        self.used_at = now

    def revoke(self, *, at: datetime | None = None) -> None:
        """Make it worthless. A link that was used stays used."""
        if self.used_at is None and self.revoked_at is None:
            self.revoked_at = at or timezone.now()
            self.save(update_fields=["revoked_at"])


def take_along(request: HttpRequest, model: type[Link], token: str, *, to: str) -> HttpResponse:
    """Answer to the address with the token: remember it, and lead to the address without.

    `to` is the name of that address; it takes the public name of the link. An unknown token leads
    there too, with a public name that nobody carries: the page says that the link does not work.
    """
    link = model.of_token(token)
    response = redirect(to, link.public_id if link else "x" * 12)
    if link is not None:
        response.set_cookie(
            settings.LINK_COOKIE_NAME,
            signing.dumps([link.public_id, link.hash], salt=_SALT),
            max_age=CARRIED_FOR,
            path=reverse(to, args=[link.public_id]),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    response["Referrer-Policy"] = "no-referrer"
    return response


def carried(request: HttpRequest, model: type[Link], public_id: str) -> Link | None:
    """The link of this name when this browser came through it, in whatever state it is by now."""
    sent = request.COOKIES.get(settings.LINK_COOKIE_NAME, "")
    try:
        name, wanted = signing.loads(sent, salt=_SALT, max_age=CARRIED_FOR)
    except (signing.BadSignature, ValueError):
        return None
    if name != public_id:
        return None
    found: Any = model.objects.filter(public_id=public_id, hash=wanted).first()
    return cast("Link | None", found)


def note_answer(request: HttpRequest, link: MailedLink) -> None:
    """Remember that this browser acted through the link: here what was said can be read back."""
    others = [name for name in request.session.get(ANSWERED_KEY, []) if name != link.public_id]
    request.session[ANSWERED_KEY] = [*others, link.public_id][-MOST_ANSWERED:]


def was_answered_here(request: HttpRequest, link: MailedLink) -> bool:
    """True in the browser that acted through this link."""
    return link.public_id in request.session.get(ANSWERED_KEY, [])
