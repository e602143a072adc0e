"""One opgave with everything that must not be read above its level, each with a word of its own.

`SEEN_BY` says per word who may read it, anywhere on the site. Nobody else may find it on any page.
"""

import itertools
import re
from functools import cached_property
from uuid import uuid4

from django.test import Client
from django.urls import get_resolver, reverse

from overbrug.commitments.actions import ask_to_confirm
from overbrug.commitments.models import AnswerLink
from overbrug.core.visibility import Visibility
from overbrug.dialogues.actions import release_unnamed, save_private, submit_unnamed
from overbrug.dialogues.models import Seat, Table
from overbrug.followups.actions import leave_address
from overbrug.followups.models import FollowUpLink, Round
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
from overbrug.outbox.models import OutgoingMail
from tests.factories import invitation_to
from tests.factories_dialogues import PRIVATE_FIELD, UNNAMED_FIELD, browser_of, make_seat
from tests.harvest.network import approved, approved_promise
from tests.talk import write_in_room
from tests.web.rights_matrix import THIRD_PARTY
from tests.web.world_of_rights import World, names

NETWORK, PUBLIC, TABLE = Visibility.NETWORK, Visibility.PUBLIC, Visibility.TABLE
PARTNERS = {"guest", "member", "editor", "admin"}
EDITORS = {"editor", "admin"}
# At the table: who wrote it, somebody beside, and somebody at the next table.
HERE = {"seated", "neighbour"}
LOGGED_OUT = {"visitor", "outsider", "platform", "elsewhere", "screen", "screen_elsewhere"}
# Without an account, through the link of a mail; and the addresses that are about such a link.
BEHIND_LINKS = {
    "answer_link": {
        "commitments:answer",
        "commitments:answer_change",
        "commitments:answer_decline",
        "commitments:answer_not_us",
    },
    "invitation_link": {"opgaven:invitation"},
    "morning_link": {"followups:answer", "followups:stop"},
}
ABOUT_LINKS = {
    "answer_link": {
        "commitments:answer_withdraw",  # shut while nobody confirmed
        "commitments:revoke_link",
        "commitments:ask_again",
    },
    "invitation_link": {"opgaven:revoke_invitation"},
    "morning_link": set(),
}
ROLES = sorted(PARTNERS | HERE | LOGGED_OUT | set(BEHIND_LINKS))
EVERYONE = set(ROLES)

SEEN_BY = {
    "qzxvjktyped": HERE,  # at the table, not marked
    "qzxvjkheld": HERE,  # held back by its writer
    "qzxvjkmarked": HERE,  # marked, not proposed
    "qzxvjkproposed": HERE,  # on the open page
    "qzxvjktakenback": HERE,  # taken off the open page by its writer
    "qzxvjkobjection": HERE,  # why somebody objects to the open page
    "qzxvjkdissentopen": HERE,  # another view beside a line that did not leave
    "qzxvjkmovedup": HERE,  # only for me, shown to the table
    "qzxvjkunnamed": HERE | {"screen"},  # without name, shown to the table
    "qzxvjkwaiting": set(),  # without name, not shown yet
    "qzxvjkprivate": {"seated"},
    "qzxvjkstep": {"seated", "morning_link"},  # what somebody is asked about after two days
    "qzxvjkmailof": set(),  # the address of that person: masked even on the own page
    "qzxvjkalice": HERE | EDITORS,  # the name of a seat; a big screen hears it over the socket
    "qzxvjkelsewhere": {"elsewhere"},  # what the next table wrote
    "qzxvjknetwork": PARTNERS | HERE,
    "qzxvjkdissentnetwork": PARTNERS | HERE,
    "qzxvjkmovedout": PARTNERS | HERE,
    "qzxvjkwordsoftable": PARTNERS | HERE,  # of a promise line that was released
    "qzxvjkpromise": PARTNERS | {"answer_link"},  # the promise that it became
    "qzxvjkhiddenpromise": PARTNERS | HERE,  # of a promise line that waits
    "qzxvjkwhy": EDITORS,  # why a line was set aside
    "qzxvjkforessence": PARTNERS | HERE,  # a line about the text of the opgave that waits
    "qzxvjkpublic": EVERYONE,
    "qzxvjkadopted": EVERYONE,
    "qzxvjkasked": EDITORS,  # the address that an editor typed
}


class MarkedWorld(World):
    """A world in which every kind of line exists, made by the same actions as people use."""

    def __init__(self, visibility, room_log):
        super().__init__(visibility)
        self.room_log = room_log
        self.table = self.seat.table
        self.other_table = Table.objects.create(dialogue=self.dialogue, number=2)
        Seat.objects.filter(pk=self.seat.pk).update(name="qzxvjkalice")
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
            f"start/reason/{alice.public_id}": "qzxvjknetwork",
            f"meet/moment/{alice.public_id}": "qzxvjkheld",
            "meet/heard/table": "qzxvjktyped",
            "explore/gap/table": "qzxvjkmarked",
            "explore/empty-chairs/table": "qzxvjkproposed",
            f"picture/scene/{alice.public_id}": "qzxvjktakenback",
        }
        write_in_room(self.room_log, alice, fields)
        write_in_room(self.room_log, self.elsewhere, {"meet/heard/table": "qzxvjkelsewhere"})
        save_private(alice, field=PRIVATE_FIELD, text="qzxvjkmovedup")
        move_up(alice, field=PRIVATE_FIELD, visibility=TABLE)
        save_private(alice, field=PRIVATE_FIELD, text="qzxvjkprivate")
        save_private(bob, field=PRIVATE_FIELD, text="qzxvjkmovedout")
        move_up(bob, field=PRIVATE_FIELD, visibility=NETWORK)
        for text, shown in (("qzxvjkunnamed", True), ("qzxvjkwaiting", False)):
            submit_unnamed(self.table, line_id=uuid4().hex, field=UNNAMED_FIELD, text=text)
            if shown:
                release_unnamed(self.table)
        leave_address(
            alice, email="qzxvjkmailof@overwater.example", step="qzxvjkstep", language="nl"
        )

    def _share(self):
        """One page is approved, the next one is open."""
        own = {"own": [self.seat], "language": "nl"}
        reason = f"start/reason/{self.seat.public_id}"
        both = [self.seat, self.neighbour]
        note_dissent(self.table, by=self.seat, key=reason, text="qzxvjkdissentnetwork", **own)
        mark(self.table, choices={reason: NETWORK}, **own)
        page = propose_page(self.table, **own)
        for seat in both:
            page = say(page, by=seat, choice="agree")
        assert page.state == "approved"
        hold(self.table, key=f"meet/moment/{self.seat.public_id}", **own)
        taken = f"picture/scene/{self.seat.public_id}"
        note_dissent(
            self.table, by=self.seat, key="explore/gap/table", text="qzxvjkdissentopen", **own
        )
        mark(self.table, choices={"explore/empty-chairs/table": PUBLIC, taken: NETWORK}, **own)
        page = propose_page(self.table, **own)
        take_back(page, own=[self.seat], key=taken)
        say(page, by=self.neighbour, choice="object", reason="qzxvjkobjection")
        mark(self.table, choices={"explore/gap/table": PUBLIC}, **own)

    def _decide(self):
        """What editors did with lines that left."""
        editor = self.hats["editor"].user
        party = self.opgave.parties.get(organisation=self.house)
        words = {"what": "qzxvjkwordsoftable", "who": "somebody participant@typed.example"}
        line = approved_promise(self.table, key="a", **words)
        made = release(line, by=editor, party=party, visibility=NETWORK, what="qzxvjkpromise")
        self.promise = made.commitment
        ask_to_confirm(
            self.promise,
            by=editor,
            site="https://overbrug.example",
            email="qzxvjkasked@overwater.example",
        )
        approved_promise(self.table, key="b", what="qzxvjkhiddenpromise", who="x")
        aside = approved_promise(self.table, key="c", what="something else", who="x")
        set_aside(aside, by=editor, reason="qzxvjkwhy")
        approved(self.table, key="d", text="qzxvjkforessence", fills="essence")
        approved(self.table, key="e", text="qzxvjkpublic", visibility=PUBLIC)
        text = approved(
            self.table, key="f", text="qzxvjkadopted", fills="causes", visibility=PUBLIC
        )
        facts = {"field": "causes", "lines": [text], "text": "qzxvjkadopted"}
        adopt(self.opgave, by=editor, revision=self.opgave.revision, **facts)

    @cached_property
    def links(self):
        """For who came through the link of a mail: the address with the token, and the link."""
        (asked,) = AnswerLink.objects.all()
        (token,) = {
            found
            for mail in OutgoingMail.objects.all()
            for found in re.findall(r"/bevestig/open/([\w-]+)/", mail.text)
        }
        party = self.opgave.parties.get(organisation=self.house)
        invitation, invited = invitation_to(party)
        morning, asks = FollowUpLink.make(
            follow_up=self.seat.follow_ups.get(), round=Round.TWO_DAYS
        )
        return {
            "answer_link": ("commitments:open_link", token, asked),
            "invitation_link": ("opgaven:open_invitation", invited, invitation),
            "morning_link": ("followups:open-link", asks, morning),
        }

    def client(self, role):
        """A browser of somebody in this role."""
        if role in BEHIND_LINKS:
            name, token, link = self.links[role]
            client = Client()
            answer = client.get(reverse(name, args=[token]))
            assert link.public_id in answer["Location"]
            return client
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
        return {
            "slug": [self.card.slug if name.startswith("cards:") else self.opgave.slug],
            "token": ["unknown"],
            "code": [self.dialogue.code],
            "number": [1, 2],
            "seat_id": [self.seat.public_id],
            "table_id": [self.table.public_id, self.other_table.public_id],
            "public_id": [self._public_id(name)],
            # Without lines, with one that waits, with one that was adopted.
            "field": ["question", "essence", "causes"],
            "pk": self._numbers(name),
        }

    def _public_id(self, name):
        for role, pages in BEHIND_LINKS.items():
            if name in pages | ABOUT_LINKS[role]:
                return self.links[role][2].public_id
        return self.named(name).public_id

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
