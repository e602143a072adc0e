"""Which pages are visited, by whom, in the large database of `bench.many`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from bench.talking import write_down
from overbrug.accounts.models import Membership, Role, User
from overbrug.commitments.models import AnswerLink, Commitment
from overbrug.core.links import MailedLink
from overbrug.core.visibility import Visibility
from overbrug.dialogues.models import Dialogue, Seat
from overbrug.dialogues.seat_cookie import Claim, header_for
from overbrug.followups.models import FollowUp, FollowUpLink, Round
from overbrug.harvest.models import HarvestLine
from overbrug.opgaven.models import Opgave, Party, PartyInvitation
from overbrug.opgaven.rules import TAKES_PART


@dataclass(frozen=True)
class Visit:
    """One page as one reader opens it."""

    name: str
    client: Client
    address: str


class Cast:
    """A browser for each kind of reader, and the things they look at."""

    def __init__(self) -> None:
        self.heavy = Opgave.objects.get(slug="opgave-0")
        self.common = self._common()
        self.editor = _member(self.heavy, Role.EDITOR)
        # Looks after the house where most people work.
        self.administrator = Membership.objects.filter(role=Role.ADMIN).order_by("pk")[0]
        self.house = self.administrator.organisation
        self.platform = User.objects.get(is_platform=True)
        self.visitor = Client()
        self.people = {
            "visitor": self.visitor,
            "member": browser(_member(self.heavy, Role.MEMBER).user),
            "editor": browser(self.editor.user),
            "administrator": browser(self.administrator.user),
            "platform": browser(self.platform),
        }
        talk = Dialogue.objects.filter(opgave=self.heavy, closed_at=None).order_by("pk")
        self.dialogue = talk[0]
        self.table = self.dialogue.tables.order_by("number")[0]
        self.seats = list(self.table.seats.filter(kind=Seat.Kind.PERSON))
        self.at_table = browser()
        name, _, value = header_for([Claim(self.seats[0].public_id, 1)]).partition("=")
        self.at_table.cookies[name] = value
        write_down(Path(settings.ROOM_LOG_PATH), self.table, self.seats)

    def _common(self) -> Opgave:
        """An opgave like most: public, a handful of parties, ten promises."""
        found = Opgave.objects.filter(visibility=Visibility.PUBLIC).exclude(pk=self.heavy.pk)
        return found.order_by("pk")[5]

    def followed(self, link: MailedLink, opener: str, token: str) -> tuple[Client, str]:
        """A browser that came through a mailed link, and where it landed."""
        client = browser()
        answer = client.get(reverse(opener, args=[token]))
        return client, answer["Location"]


def browser(user: User | None = None) -> Client:
    """A browser, perhaps of somebody who logged in."""
    client = Client()
    if user is not None:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _member(opgave: Opgave, role: str) -> Membership:
    houses = Party.objects.filter(opgave=opgave, presence__in=TAKES_PART).values("organisation")
    return Membership.objects.filter(organisation__in=houses, role=role).order_by("pk")[0]


def visits(cast: Cast) -> Iterator[Visit]:
    """Every main page."""
    yield from _everyone(cast)
    yield from _of_opgaven(cast)
    yield from _of_houses(cast)
    yield from _of_talks(cast)
    yield from _mailed(cast)


def _everyone(cast: Cast) -> Iterator[Visit]:
    for role, client in cast.people.items():
        yield Visit(f"home, {role}", client, "/")
        yield Visit(f"opgaven, {role}", client, reverse("opgaven:list"))
    member = cast.people["member"]
    yield Visit("opgaven, page 12, member", member, f"{reverse('opgaven:list')}?page=12")
    for name in ("web:who-sees-what", "web:accessibility", "cards:list", "dialogues:code"):
        yield Visit(name, cast.visitor, reverse(name))
    for card in ("brugtafel", "korte-brug"):
        yield Visit(f"card {card}", cast.visitor, reverse("cards:card", args=[card]))
    yield Visit("login", cast.visitor, reverse("account_login"))


def _of_opgaven(cast: Cast) -> Iterator[Visit]:
    pages = ["opgaven:detail", "opgaven:history", "opgaven:parties"]
    pages += ["commitments:list", "harvest:shared"]
    work = ["opgaven:change", "commitments:propose", "dialogues:call", "harvest:inbox"]
    for size, opgave in (("heavy", cast.heavy), ("common", cast.common)):
        editor = browser(_member(opgave, Role.EDITOR).user)
        for role, client in (("visitor", cast.visitor), ("editor", editor)):
            for name in pages + (work if role == "editor" else []):
                yield Visit(f"{name}, {size}, {role}", client, reverse(name, args=[opgave.slug]))
        promise = Commitment.objects.filter(opgave=opgave, status="confirmed")[0]
        indicator = opgave.indicators.all()[0]
        address = reverse("opgaven:measurements", args=[opgave.slug, indicator.pk])
        yield Visit(f"opgaven:measurements, {size}, editor", editor, address)
        for name in ("detail", "ask", "confirm", "deliver"):
            whose = promise.organisation
            own = Membership.objects.filter(organisation=whose, role=Role.EDITOR)[0]
            address = reverse(f"commitments:{name}", args=[opgave.slug, promise.pk])
            if name != "confirm" or not promise.is_mandated:
                yield Visit(f"commitments:{name}, {size}, editor", browser(own.user), address)
        for ending in ("markdown", "csv", "odt"):
            address = reverse(f"harvest:shared-{ending}", args=[opgave.slug])
            yield Visit(f"harvest:shared-{ending}, {size}, editor", editor, address)
        line = HarvestLine.objects.filter(
            page__table__dialogue__opgave=opgave, kind="commitment", release=None
        )[0]
        address = reverse("harvest:release", args=[opgave.slug, line.pk])
        yield Visit(f"harvest:release, {size}, editor", editor, address)
        for kind in ("party", "need", "indicator", "figure"):
            address = reverse(f"opgaven:add_{kind}", args=[opgave.slug])
            yield Visit(f"opgaven:add_{kind}, {size}, editor", editor, address)


def _of_houses(cast: Cast) -> Iterator[Visit]:
    address = reverse("accounts:organisation", args=[cast.house.public_id])
    for role in ("administrator", "platform"):
        client = cast.people[role]
        yield Visit(f"organisations, {role}", client, reverse("accounts:organisations"))
        yield Visit(f"organisation of 124 people, {role}", client, address)
    client = cast.people["administrator"]
    yield Visit("my account, administrator", client, reverse("accounts:me"))
    for name in ("accounts:add_member", "commitments:record_mandate"):
        yield Visit(name, client, reverse(name, args=[cast.house.public_id]))


def _of_talks(cast: Cast) -> Iterator[Visit]:
    for role in ("visitor", "editor"):
        yield Visit(f"conversations, {role}", cast.people[role], reverse("dialogues:list"))
    caller = browser(cast.dialogue.created_by)
    for name in ("dialogues:dialogue", "dialogues:change", "dialogues:table-cards"):
        yield Visit(name, caller, reverse(name, args=[cast.dialogue.public_id]))
    yield Visit(
        "dialogues:join", cast.visitor, reverse("dialogues:join", args=[cast.dialogue.code])
    )
    table: list[Any] = [cast.table.public_id]
    for name in (
        *("dialogues:room", "dialogues:big-screen", "dialogues:screens", "dialogues:seats"),
        *("dialogues:leave", "dialogues:result", "dialogues:result-markdown"),
        *("dialogues:result-odt", "dialogues:result-csv", "harvest:page"),
        *("harvest:page-markdown", "harvest:page-csv", "followups:leave-address"),
    ):
        yield Visit(name, cast.at_table, reverse(name, args=table))


def _mailed(cast: Cast) -> Iterator[Visit]:
    party = cast.heavy.parties.exclude(organisation=None)[0]
    found, token = PartyInvitation.make(party=party, organisation=cast.house)
    yield Visit("invitation", *cast.followed(found, "opgaven:open_invitation", token))
    promise = Commitment.objects.filter(opgave=cast.heavy, status="proposed")[0]
    asked = {"asked_by": cast.editor.user, "asked_organisation": cast.house.name}
    question, token = AnswerLink.make(commitment=promise, **asked)
    yield Visit("mailed question", *cast.followed(question, "commitments:open_link", token))
    morning = FollowUp.objects.order_by("pk")[0]
    FollowUpLink.objects.filter(follow_up=morning).delete()
    link, token = FollowUpLink.make(follow_up=morning, round=Round.TWO_DAYS)
    yield Visit("next morning", *cast.followed(link, "followups:open-link", token))
