"""Every page asks the database as often for three times as much: driven by the rights matrix.

A new address stands in the matrix, so it is looked at here by itself. What grows threefold is in
`grow`: whoever adds a list to a page adds the things in it there.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from overbrug.accounts.models import Role
from overbrug.commitments.models import AnswerLink, Commitment
from overbrug.core.visibility import Visibility
from overbrug.dialogues.actions import sit_down
from overbrug.followups.models import FollowUp
from overbrug.harvest.models import Release
from overbrug.opgaven.models import Party
from tests.factories import (
    CommitmentFactory,
    FigureFactory,
    IndicatorFactory,
    MandateFactory,
    MeasurementFactory,
    MembershipFactory,
    NeedFactory,
    OpgaveFactory,
    OrganisationFactory,
    PartyFactory,
    RegisteredAddressFactory,
    invitation_to,
)
from tests.factories_dialogues import make_seat, make_table
from tests.harvest.network import PUBLIC, approved, approved_promise
from tests.talk import write_in_room
from tests.web.rights_matrix import MATRIX
from tests.web.world_of_rights import World

pytestmark = pytest.mark.django_db

# No page asks more often than this, however much there is. The page of an opgave, for an editor,
# comes nearest; whoever needs more than this looks first at what is asked twice.
MOST = 26
# Beside the visitor, whoever sees most of a page looks at it.
STRONGEST = ("admin", "platform", "seated")
Status = Commitment.Status


def grow(world, times):
    """So many times everything that stands in a list somewhere."""
    for number in range(times):
        grow_site(world)
        grow_house(world)
        grow_opgave(world, number)
        grow_talks(world, number)


def grow_site(world):
    """Another opgave of this house, another house, another conversation of each."""
    opgave = OpgaveFactory(home=world.house, parties=[world.house, OrganisationFactory()])
    MeasurementFactory(indicator=IndicatorFactory(opgave=opgave))
    CommitmentFactory(opgave=opgave, need=NeedFactory(opgave=opgave), organisation=world.house)
    make_table(opgave=opgave, organisation=world.house, created_by=world.hats["admin"].user)
    for hat in world.hats.values():
        MembershipFactory(user=hat.user, role=hat.role)


def grow_house(world):
    """More people, and more that lets them speak."""
    hat = MembershipFactory(organisation=world.house, role=Role.MEMBER)
    MembershipFactory(organisation=world.house, accepted_at=None)
    new = MembershipFactory(organisation=world.house, role=Role.MEMBER).user
    new.set_unusable_password()  # never logged in
    new.save()
    MandateFactory(membership=hat)
    RegisteredAddressFactory(organisation=world.house)


def grow_opgave(world, number):
    """More of everything on the page of the opgave, with its history."""
    opgave, other = world.opgave, OrganisationFactory()
    party = PartyFactory(opgave=opgave, organisation=other, stake="quiet", own_goal="homes")
    RegisteredAddressFactory(organisation=other)
    PartyFactory(opgave=opgave, organisation=None, name=f"children {number}", presence="missing")
    invitation_to(world.opgave.parties.get(organisation=world.house))
    FigureFactory(opgave=opgave)
    MeasurementFactory(indicator=IndicatorFactory(opgave=opgave, is_leading=number == 0))
    MeasurementFactory(indicator=opgave.indicators.first())
    need = NeedFactory(opgave=opgave, offered_by=party)
    NeedFactory(opgave=opgave, offered_by=Party.objects.get(pk=party.pk))
    for status in Status.values:
        CommitmentFactory(opgave=opgave, organisation=other, need=need, status=status)
    CommitmentFactory(opgave=opgave, organisation=world.house, visibility=Visibility.NETWORK)
    for commitment in opgave.commitments.filter(organisation=world.house):
        AnswerLink.make(commitment=commitment, email="board@overwater.example")
    opgave.essence = f"Step {number}"
    opgave.save()


def grow_talks(world, number):
    """More conversations, tables, people, lines, and what was decided about them."""
    table = make_table(opgave=world.opgave, organisation=world.house)
    for place in (world.seat.table, table):
        approved_promise(place, what=f"Homes {number}", visibility=PUBLIC)
        made = CommitmentFactory(opgave=world.opgave, organisation=world.house)
        decided = approved_promise(place, what=f"Land {number}", visibility=PUBLIC)
        Release.objects.create(line=decided, commitment=made)
        facts = {"fills": "essence", "text": f"Nobody decides {number}.", "visibility": PUBLIC}
        approved(place, key=f"start/reason/{number}", **facts)
    seat = sit_down(world.dialogue, name=f"Person {number}")
    make_seat(world.seat.table, name="Screen", kind="screen", made_by=world.seat)
    FollowUp.objects.create(
        dialogue=world.dialogue, seat=seat, email=f"p{number}@overwater.example",
        step="I call.", counts_from=timezone.now(), next_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip


def readers(row):
    """Who looks at a page: a visitor when that is allowed, and whoever sees most of it."""
    strongest = next((role for role in STRONGEST if row.get(role) == 200), None)
    return [role for role in ("visitor", strongest) if role and row.get(role) == 200]


def asked(times, log):
    """How often each page asks, by address and reader, in a world with so much of everything."""
    world = World(Visibility.PUBLIC)
    grow(world, times)
    fields = {f"start/reason/{seat.public_id}": "We wait." for seat in world.seat.table.seats.all()}
    write_in_room(log, world.seat, fields)
    clients = {role: world.client(role) for role in ("visitor", *STRONGEST)}
    clients["visitor"].get(world.opgave.get_absolute_url())  # what a process learns once
    found = {}
    for name, states in MATRIX.items():
        row = states.get("public", states)
        for role in readers(row):
            address = world.address(name)
            with CaptureQueriesContext(connection) as queries:
                status = clients[role].get(address).status_code
                found[name, role] = len(queries)
            assert status == 200, (name, role)
    return found


def test_three_times_as_much_asks_as_often(settings, tmp_path):
    settings.ROOM_LOG_PATH = tmp_path / "rooms.sqlite3"
    small, large = asked(1, settings.ROOM_LOG_PATH), asked(3, settings.ROOM_LOG_PATH)
    assert {page: (small[page], large[page]) for page in small if small[page] < large[page]} == {}
    assert {page: count for page, count in large.items() if count > MOST} == {}
