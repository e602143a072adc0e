"""One walk: people in every role press what they find, in any order, also what is not theirs to press.

The oracle is written apart from the rules of the product: who may read a word follows from what the database
says of it and of the person at that moment.
"""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections

from overbrug.accounts.models import Membership, Role
from overbrug.commitments.models import AnswerLink, Commitment
from overbrug.core.models import DomainEvent
from overbrug.core.visibility import Visibility
from overbrug.dialogues import seat_cookie
from overbrug.dialogues.models import Seat, UnnamedLine
from overbrug.harvest.models import HarvestLine, Mark
from overbrug.opgaven.models import Opgave, Party
from tests.harvest.answers import text_of
from tests.harvest.world_of_markers import (
    BEHIND_LINKS,
    HERE,
    PARTNERS,
    SEEN_BY,
    questions,
)
from tests.hostile import TEXTS
from tests.hostile.figures import note, note_answers
from tests.hostile.pages import TYPED, as_shown, forms, leads
from tests.hostile.payloads import PAYLOADS
from tests.hostile.world import own_models

WALKERS = [
    *("visitor", "seated", "neighbour", "elsewhere", "screen", "outsider", "guest", "member"),
    *("editor", "admin", "platform", *BEHIND_LINKS),
]
FIRM = ("confirmed", "delivered")
GONE = {"csrfmiddlewaretoken"}


def _by_shape(address):
    """First the words of it, then its numbers: in another turn rows have other numbers."""
    numbers = re.sub(r"\d+", lambda number: number[0].zfill(9), address)
    return re.sub(r"\d+", "#", address), numbers


class Walk:
    """Some people in one world, and what they know of its forms."""

    def __init__(self, world, rng):
        self.world, self.rng, self.trail = world, rng, []
        self.role, self.ahead, self.known, self.links = "visitor", None, {}, {}
        self.addresses = sorted(set(world.addresses()), key=_by_shape)
        self.clients = {role: world.client(role) for role in WALKERS}
        self.seen_lawfully = {marker: set() for marker in SEEN_BY}
        self.firm = _firm()
        self.history = _history()

    def step(self):
        """Somebody opens or presses something; then everything that must be so is looked at."""
        if self.rng.random() < 0.5:
            self.role = self.rng.choice(WALKERS)
        press = self.known and not self.ahead and self.rng.random() < 0.55
        response, what = self._press() if press else self._open()
        self.trail.append(f"{self.role}: {what} -> {response.status_code}")
        note(f"walks: steps that {'press' if press else 'open'}")
        note_answers("walks", [response])
        assert response.status_code < 500
        self._learn(response)
        self._nobody_reads_above_their_level(self.role, response)
        self._nobody_promises_for_others(self.role)
        self._history_grows()

    def _open(self):
        """Where an answer sent them, what a page led somebody to, or any address of the site."""
        address = self.ahead
        if not address and self.links and self.rng.random() < 0.5:
            address = self.rng.choice([*self.links])
        if not address:
            address = self.rng.choice(self.addresses) + self.rng.choice(questions(self.world))
        self.now_at, self.ahead = address, None
        return self.clients[self.role].get(address), f"opens {address[:150]}"

    def _press(self):
        """Mostly whoever found the form; now and then somebody to whom nobody showed it."""
        form, finder = self.rng.choice([*self.known.values()])
        if self.rng.random() < 0.6:
            self.role = finder
        self.now_at = form.action
        by_name, data = {}, form.filled(self._choice)
        for control in form.controls:  # of a group of radio buttons one is on
            if control.kind == "radio":
                by_name.setdefault(control.name, []).append(control.value)
        data |= {name: [self.rng.choice(values)] for name, values in by_name.items()}
        client = self.clients[self.role]
        send = client.post if form.method == "post" else client.get
        return send(form.action, data), f"sends {form.action} {str(data)[:300]}"

    def _choice(self, control):
        rng = self.rng
        if control.name in GONE:
            return None
        if control.kind in TYPED and rng.random() < 0.6:
            words = ["Tien woningen", "2027", "3", "alice@overwater.example", rng.choice(PAYLOADS)]
            return rng.choice([*words, rng.choice([*TEXTS.values()])[:600]])
        if control.kind == "select" and control.options:
            return rng.choice(control.options)
        if control.kind == "checkbox":
            return control.value if rng.random() < 0.5 else None
        if control.kind == "hidden" and rng.random() < 0.1:
            return rng.choice(["1", "2", "0", "-1", "x", "", "9" * 30])
        return as_shown(control)

    def _learn(self, response):
        """Forms and links of the page; what stands on every page, such as the languages, counts once."""
        where = response.get("Location", "")
        self.ahead = where if where.startswith("/") and self.rng.random() < 0.8 else None
        if response.status_code in (200, 409, 422) and "html" in response.get("Content-Type", ""):
            page = response.content.decode()
            for form in forms(page, self.now_at):
                what = (urlsplit(form.action).path, *sorted(_named(form)))
                self.known[what] = (form, self.role)
            self.links |= {a: None for _tag, a in leads(page) if re.match(r"/(?!/|static/)", a)}
            self.known = dict([*self.known.items()][-60:])

    # Who may read what, from the facts alone.

    def _nobody_reads_above_their_level(self, role, response):
        text = text_of(response).lower()
        found = [marker for marker in SEEN_BY if marker in text]
        if not found:
            return
        groups = self._groups(role)
        for marker in found:
            may = self._readers(marker)
            assert groups & may, f"{role} ({sorted(groups)}) reads {marker}, for {sorted(may)}"

    def _readers(self, marker):
        """Once somebody shared it with people, those people may know it."""
        may = self.seen_lawfully[marker]
        may |= self.world.seen_by(marker)
        opgave = Opgave.objects.get(pk=self.world.opgave.pk)
        words = HarvestLine.objects.filter(page__state="approved")
        said = [
            max(level, opgave.visibility)
            for level, *text in words.values_list("visibility", "text", "parts", "dissents")
            if marker in str(text).lower()
        ]
        promises = Commitment.objects.filter(opgave=opgave)
        said += [
            max(c.visibility, opgave.visibility) for c in promises if marker in str(vars(c)).lower()
        ]
        said += [opgave.visibility] if marker in str(vars(opgave)).lower() else []
        shown = UnnamedLine.objects.filter(is_shown=True, text__icontains=marker)
        may |= {*HERE, "screen"} if shown.exists() else set()
        may |= HERE if Mark.objects.filter(text__icontains=marker).exists() else set()
        if said and min(said) <= Visibility.NETWORK:
            may |= {*PARTNERS, *HERE}
        if said and min(said) == Visibility.PUBLIC:
            may |= {"anyone"}
        return may

    def _groups(self, role):
        """What somebody is at this moment, whatever they were when the walk began."""
        groups = {"anyone", "visitor"} | ({role} & set(BEHIND_LINKS))
        client = self.clients[role]
        claims = seat_cookie._unsign(_cookie(client, settings.SEAT_COOKIE_NAME))
        for claim in claims:
            seat = Seat.objects.filter(public_id=claim.seat_id, epoch=claim.epoch).first()
            if seat and not seat.revoked_at:
                groups |= self._group_of(seat, role)
        if user := self.world.hats[role].user if role in self.world.hats else None:
            groups |= self._hats_of(user)
        return groups

    def _group_of(self, seat, role):
        is_here = seat.table_id == self.world.table.pk
        if seat.kind == "screen":
            return {"screen"} if is_here else {"screen_elsewhere"}
        if not is_here:
            return {"elsewhere"}
        # What is for one person alone stays with the device that wrote it.
        return {"neighbour"} | ({"seated"} if role == "seated" else set())

    def _hats_of(self, user):
        taking_part = Party.objects.filter(
            opgave=self.world.opgave, presence__in=("at_table", "invited", "represented")
        ).values_list("organisation", flat=True)
        hats = Membership.objects.filter(user=user, ended_at=None, accepted_at__isnull=False)
        groups = set()
        for hat in hats:
            if hat.organisation_id in {*taking_part, self.world.house.pk}:
                groups |= {"guest"}
                groups |= {"editor"} if hat.role in (Role.ADMIN, Role.EDITOR) else set()
        return groups

    def _nobody_promises_for_others(self, role):
        firm = _firm()
        hats = self.world.hats
        for pk, (status, organisation) in firm.items():
            if self.firm.get(pk) == [status, organisation]:
                continue
            user = hats[role].user if role in hats else None
            works_there = (
                user is not None
                and Membership.objects.filter(user=user, organisation=organisation, ended_at=None)
                .exclude(role=Role.GUEST)
                .exists()
            )
            asked = AnswerLink.objects.filter(commitment=pk).exists() and role == "answer_link"
            assert works_there or asked, f"{role} made promise {pk} of {organisation} {status}"
        self.firm = firm

    def _history_grows(self):
        now = _history()
        for table, (count, newest) in self.history.items():
            assert now[table] >= (count, newest), f"the past of {table} shrank"
        self.history = now


def _named(form):
    """What a form is known by: its boxes, and what its button says."""
    return {f"{c.name}={c.value}" if c.kind == "submit" else c.name for c in form.controls}


def _cookie(client, name):
    return client.cookies[name].value if name in client.cookies else ""


def _firm():
    rows = Commitment.objects.filter(status__in=FIRM, is_mandated=True)
    return {pk: facts for pk, *facts in rows.values_list("pk", "status", "organisation_id")}


def _history():
    tables = [m for m in own_models() if m.__name__.startswith("Historical")]
    tables.append(DomainEvent)
    every = [
        f"SELECT COUNT(*), COALESCE(MAX({m._meta.pk.column}), 0) FROM {m._meta.db_table}"
        for m in tables
    ]
    with connections["default"].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(every))
        return dict(zip([m.__name__ for m in tables], cursor.fetchall(), strict=True))
