"""One opgave with everything that must not be read above its level, each with a word of its own.

`SEEN_BY` says per word who may read it, anywhere on the site. Nobody else may find it on any page.
"""

import itertools
import zipfile
from io import BytesIO
from uuid import uuid4

from django.urls import get_resolver, reverse

from overbrug.commitments.actions import ask_to_confirm
from overbrug.core.visibility import Visibility
from overbrug.dialogues.actions import release_unnamed, save_private, submit_unnamed
from overbrug.dialogues.models import Seat, Table
from overbrug.followups.actions import leave_address
from overbrug.harvest.actions import (
    adopt,
    hold,
    mark,
    move_up,
    note_dissent,
    propose_page,
    release,
    say,
    set_aside,
    take_back,
)
from overbrug.harvest.models import HarvestLine
from overbrug.harvest.rules import TEXTS
from tests.factories_dialogues import PRIVATE_FIELD, UNNAMED_FIELD, browser_of, make_seat
from tests.harvest.network import approved, approved_promise
from tests.talk import write_in_room
from tests.web.test_rights import THIRD_PARTY, World, names

NETWORK, PUBLIC, TABLE = Visibility.NETWORK, Visibility.PUBLIC, Visibility.TABLE
PARTNERS = {"guest", "member", "editor", "admin"}
EDITORS = {"editor", "admin"}
# At the table: who wrote it, somebody beside, and somebody at the next table.
HERE = {"seated", "neighbour"}
LOGGED_OUT = {"visitor", "outsider", "platform", "elsewhere", "screen", "screen_elsewhere"}
ROLES = sorted(PARTNERS | HERE | LOGGED_OUT)
EVERYONE = set(ROLES)

SEEN_BY = {
    "zqtyped": HERE,  # at the table, not marked
    "zqheld": HERE,  # held back by its writer
    "zqmarked": HERE,  # marked, not proposed
    "zqproposed": HERE,  # on the open page
    "zqtakenback": HERE,  # taken off the open page by its writer
    "zqobjection": HERE,  # why somebody objects to the open page
    "zqdissentopen": HERE,  # another view beside a line that did not leave
    "zqmovedup": HERE,  # only for me, shown to the table
    "zqunnamed": HERE | {"screen"},  # without name, shown to the table
    "zqwaiting": set(),  # without name, not shown yet
    "zqprivate": {"seated"},
    "zqstep": {"seated"},  # what somebody is asked about after two days
    "zqmailof": {"seated"},  # the address of that person
    "zqalice": HERE | EDITORS,  # the name of a seat; a big screen hears it over the socket
    "zqelsewhere": {"elsewhere"},  # what the next table wrote
    "zqnetwork": PARTNERS | HERE,
    "zqdissentnetwork": PARTNERS | HERE,
    "zqmovedout": PARTNERS | HERE,
    "zqwordsoftable": PARTNERS | HERE,  # of a promise line that was released
    "zqpromise": PARTNERS,  # the promise that it became
    "zqhiddenpromise": PARTNERS | HERE,  # of a promise line that waits
    "zqwhy": EDITORS,  # why a line was set aside
    "zqforessence": PARTNERS | HERE,  # a line about the text of the opgave that waits
    "zqpublic": EVERYONE,
    "zqadopted": EVERYONE,
    "zqasked": EDITORS,  # the address that an editor typed
}


class MarkedWorld(World):
    """A world in which every kind of line exists, made by the same actions as people use."""

    def __init__(self, visibility, room_log):
        super().__init__(visibility)
        self.room_log = room_log
        self.table = self.seat.table
        self.other_table = Table.objects.create(dialogue=self.dialogue, number=2)
        Seat.objects.filter(pk=self.seat.pk).update(name="zqalice")
        self.seat.refresh_from_db()
        self.neighbour = make_seat(self.table, name="Charlie")
        self.elsewhere = make_seat(self.other_table, name="Dave")
        self.screen = make_seat(self.table, name="Screen", kind=Seat.Kind.SCREEN)
        self.far_screen = make_seat(self.other_table, name="Screen", kind=Seat.Kind.SCREEN)
        self._type()
        self._share()
        self._decide()

    def _type(self):
        """What people type at two tables, nothing of it approved."""
        alice, bob = self.seat, self.neighbour
        fields = {
            f"start/reason/{alice.public_id}": "zqnetwork",
            f"meet/moment/{alice.public_id}": "zqheld",
            "meet/heard/table": "zqtyped",
            "explore/gap/table": "zqmarked",
            "explore/empty-chairs/table": "zqproposed",
            f"picture/scene/{alice.public_id}": "zqtakenback",
        }
        write_in_room(self.room_log, alice, fields)
        write_in_room(self.room_log, self.elsewhere, {"meet/heard/table": "zqelsewhere"})
        save_private(alice, field=PRIVATE_FIELD, text="zqmovedup")
        move_up(alice, field=PRIVATE_FIELD, visibility=TABLE)
        save_private(alice, field=PRIVATE_FIELD, text="zqprivate")
        save_private(bob, field=PRIVATE_FIELD, text="zqmovedout")
        move_up(bob, field=PRIVATE_FIELD, visibility=NETWORK)
        for text, shown in (("zqunnamed", True), ("zqwaiting", False)):
            submit_unnamed(self.table, line_id=uuid4().hex, field=UNNAMED_FIELD, text=text)
            if shown:
                release_unnamed(self.table)
        leave_address(alice, email="zqmailof@overwater.example", step="zqstep", language="nl")

    def _share(self):
        """One page is approved, the next one is open."""
        own = {"own": [self.seat], "language": "nl"}
        reason = f"start/reason/{self.seat.public_id}"
        both = [self.seat, self.neighbour]
        note_dissent(self.table, by=self.seat, key=reason, text="zqdissentnetwork", **own)
        mark(self.table, choices={reason: NETWORK}, **own)
        page = propose_page(self.table, **own)
        for seat in both:
            page = say(page, by=seat, choice="agree")
        assert page.state == "approved"
        hold(self.table, key=f"meet/moment/{self.seat.public_id}", **own)
        taken = f"picture/scene/{self.seat.public_id}"
        note_dissent(self.table, by=self.seat, key="explore/gap/table", text="zqdissentopen", **own)
        mark(self.table, choices={"explore/empty-chairs/table": PUBLIC, taken: NETWORK}, **own)
        page = propose_page(self.table, **own)
        take_back(page, own=[self.seat], key=taken)
        say(page, by=self.neighbour, choice="object", reason="zqobjection")
        mark(self.table, choices={"explore/gap/table": PUBLIC}, **own)

    def _decide(self):
        """What editors did with lines that left."""
        editor = self.hats["editor"].user
        party = self.opgave.parties.get(organisation=self.house)
        words = {"what": "zqwordsoftable", "who": "somebody participant@typed.example"}
        line = approved_promise(self.table, key="a", **words)
        made = release(line, by=editor, party=party, visibility=NETWORK, what="zqpromise")
        self.promise = made.commitment
        ask_to_confirm(self.promise, by=editor, email="zqasked@overwater.example")
        waits = approved_promise(self.table, key="b", what="zqhiddenpromise", who="x")
        aside = approved_promise(self.table, key="c", what="something else", who="x")
        set_aside(aside, by=editor, reason="zqwhy")
        approved(self.table, key="d", text="zqforessence", fills="essence")
        approved(self.table, key="e", text="zqpublic", visibility=PUBLIC)
        text = approved(self.table, key="f", text="zqadopted", fills="causes", visibility=PUBLIC)
        facts = {"field": "causes", "lines": [text], "text": "zqadopted"}
        adopt(self.opgave, by=editor, revision=self.opgave.revision, **facts)
        assert waits.visibility == NETWORK

    def client(self, role):
        """A browser of somebody in this role."""
        seats = {
            "neighbour": self.neighbour,
            "elsewhere": self.elsewhere,
            "screen": self.screen,
            "screen_elsewhere": self.far_screen,
        }
        return browser_of(seats[role]) if role in seats else super().client(role)

    def seen_by(self, marker):
        """Who may read this word; of an opgave of the network nobody else sees anything."""
        found = SEEN_BY[marker]
        if self.opgave.visibility != PUBLIC and found == EVERYONE:
            return PARTNERS | HERE
        return found

    def addresses(self):
        """Every address of the site, about everything of this world it can be about."""
        for name in names():
            if not name.startswith(tuple(THIRD_PARTY)):
                yield from self._addresses_of(name)

    def _addresses_of(self, name):
        namespace, _, short = name.rpartition(":")
        resolver = get_resolver()
        if namespace:
            _, resolver = resolver.namespace_dict[namespace]
        _parts, wanted = resolver.reverse_dict.getlist(short)[0][0][0][:2], None
        wanted = _parts[1]
        # An argument that is not known here fails: a new address has to be looked at.
        choices = [self._things(name)[argument] for argument in wanted]
        for values in itertools.product(*choices):
            yield reverse(name, kwargs=dict(zip(wanted, values, strict=True)))

    def _things(self, name):
        is_of_house = name.startswith(("accounts:", "commitments:"))
        return {
            "slug": [self.card.slug if name.startswith("cards:") else self.opgave.slug],
            "token": ["unknown"],
            "code": [self.dialogue.code],
            "number": [1, 2],
            "seat_id": [self.seat.public_id],
            "table_id": [self.table.public_id, self.other_table.public_id],
            "public_id": [self.house.public_id if is_of_house else self.dialogue.public_id],
            "field": list(TEXTS),
            "pk": self._numbers(name),
        }

    def _numbers(self, name):
        if name.startswith("harvest:"):
            return list(HarvestLine.objects.values_list("pk", flat=True))
        if name.startswith("commitments:") and "mandate" not in name and "address" not in name:
            return [self.promise.pk]
        if not hasattr(self, "_made"):
            self._made = {}
        kind = name.rpartition("_")[2] if "_" in name else name
        verb = "add" if "add" in name else ""
        if (kind, verb) not in self._made:
            self._made[kind, verb] = self.part(name).pk
        return [self._made[kind, verb]]


# What an address may be asked with: nothing, and what pages read from it.
def questions(world):
    """The ends of an address; lines by number, pages, searches, needs, seats."""
    every = "&".join(f"line={pk}" for pk in HarvestLine.objects.values_list("pk", flat=True))
    return ["", f"?page=2&q=a&search=a&need=1&seat={world.seat.public_id}&step=1&{every}"]


def text_of(response):
    """Everything that came back: head, body, and what is inside an ODT."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(body)) as parts:
            body = b"".join(parts.read(part) for part in parts.namelist())
    head = " ".join(f"{name}: {value}" for name, value in response.items())
    return head + body.decode("utf-8", "replace")
