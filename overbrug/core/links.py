"""Links that a mail carries: they open a page, act once, expire, can be revoked, leave no trace.

Opening is harmless, as mail scanners follow every link: only a POST acts. The address with the
token leads on at once to one without it, so it stays out of the address bar, the history and
Referer. The browser then holds the link in its session, by its public name: two links in two tabs
never act for each other.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self, TypeVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.lib.tokens import hash_of, random_name, random_token

LASTS = timedelta(days=14)
SESSION_KEY = "links"
MOST_CARRIED = 20
TOKEN_LENGTH = 43  # of `lib.tokens.random_token`


class MailedLink(models.Model):
    """Base of links that work once. Only the hash is kept: a copy of the database opens no door."""

    public_id = models.CharField(max_length=12, unique=True, editable=False)
    hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

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

    @property
    def state(self) -> str:
        """In a word: open, used, revoked or expired."""
        if self.used_at:
            return "used"
        if self.revoked_at:
            return "revoked"
        return "open" if self.expires_at > timezone.now() else "expired"

    def spend(self) -> None:
        """Use it up, inside the action's transaction; of two who press at once one gets through."""
        now = timezone.now()
        unused = type(self)._default_manager.filter(
            pk=self.pk, used_at=None, revoked_at=None, expires_at__gt=now
        )
        if not unused.update(used_at=now):
            raise Refused(_("This link does not work any more."), field="link")
        self.used_at = now

    def revoke(self, *, at: datetime | None = None) -> None:
        """Make it worthless. A link that was used stays used."""
        if self.used_at is None and self.revoked_at is None:
            self.revoked_at = at or timezone.now()
            self.save(update_fields=["revoked_at"])


Link = TypeVar("Link", bound=MailedLink)


def take_along(request: HttpRequest, model: type[Link], token: str, *, to: str) -> HttpResponse:
    """Answer to the address with the token: remember it, and lead to the address without.

    `to` is the name of that address; it takes the public name of the link. An unknown token leads
    there too, with a public name that nobody carries: the page says that the link does not work.
    """
    link = model._default_manager.filter(hash=hash_of(token[: TOKEN_LENGTH + 1])).first()
    if link is None:
        response = redirect(to, "x" * 12)
    else:
        carried = dict(request.session.get(SESSION_KEY, {}))
        carried.pop(link.public_id, None)
        carried[link.public_id] = link.hash
        request.session[SESSION_KEY] = dict(list(carried.items())[-MOST_CARRIED:])
        response = redirect(to, link.public_id)
    response["Referrer-Policy"] = "no-referrer"
    return response


def carried(request: HttpRequest, model: type[Link], public_id: str) -> Link | None:
    """The link of this name when this browser came through it, in whatever state it is by now."""
    wanted = request.session.get(SESSION_KEY, {}).get(public_id)
    if not wanted:
        return None
    return model._default_manager.filter(public_id=public_id, hash=wanted).first()
