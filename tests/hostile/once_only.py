"""Everything that works once: what somebody presses, and what is then there.

Each case makes a world and gives two functions: one that many people do at the same moment, and one that
counts what came of it. Whatever the number of people, it counts one.
"""

from uuid import uuid4

from overbrug.accounts import actions as accounts
from overbrug.accounts.models import Membership, Organisation, Role, User
from overbrug.core.models import DomainEvent
from overbrug.core.visibility import Visibility
from overbrug.dialogues.actions import call_dialogue, sit_down
from overbrug.dialogues.actions.calling import grow_own_table
from overbrug.dialogues.actions.screens import make_screen_code, use_screen_code
from overbrug.dialogues.models import Dialogue, Seat
from overbrug.opgaven.actions import create_opgave
from overbrug.opgaven.models import Opgave
from tests.factories import (
    MembershipFactory,
    OpgaveFactory,
    UserFactory,
    editor_of,
)
from tests.factories_dialogues import brugtafel, make_dialogue, make_seat, make_table

NETWORK = Visibility.NETWORK
NEW = "een heel nieuwe brug van woorden"


def last_seat():
    dialogue = make_dialogue()
    table = dialogue.tables.get()
    for n in range(8):
        make_seat(table, name=f"P{n}")
    return lambda n: sit_down(dialogue, name=f"Late {n}"), lambda: table.seats.count() - 8


def a_form_to_sit_down():
    dialogue = make_dialogue(tables=3)
    seats = Seat.objects.filter(table__dialogue=dialogue)
    return lambda n: sit_down(dialogue, name="Mieke", join_token="a" * 32), seats.count


def the_name_of_a_house():
    platform, name = UserFactory(is_platform=True), f"Overwater {uuid4().hex}"
    houses = Organisation.objects.filter(name__iexact=name)

    def take(n):
        return accounts.create_organisation(
            by=platform, name=[name, name.upper(), name.lower()][n % 3]
        )

    return take, houses.count


def the_link_of_the_first_administrator():
    User.objects.filter(is_platform=True).update(is_platform=False)
    token = accounts.make_admin_link().split("/")[-2]

    def use(n):
        return accounts.use_admin_link(
            token, email=f"{uuid4().hex}@overwater.example", name="A", password=NEW
        )

    return use, User.objects.filter(is_platform=True).count


def a_link_to_choose_a_password():
    house = MembershipFactory(role=Role.ADMIN)
    new = accounts.add_member(
        house.organisation,
        by=house.user,
        email=f"{uuid4().hex}@overwater.example",
        role=Role.MEMBER,
    )
    token = new.link_path.split("/")[-2]
    links = new.membership.user.one_time_links.filter(used_at__isnull=False)
    return lambda n: accounts.use_password_link(token, password=f"{NEW} {n}"), links.count


def an_invitation_to_a_house():
    """Some say yes and some say no: it is one of the two."""
    house, user = MembershipFactory(role=Role.ADMIN), UserFactory()
    new = accounts.add_member(house.organisation, by=house.user, email=user.email, role=Role.MEMBER)
    token, offered = new.link_path.split("/")[-2], Membership.objects.get(pk=new.membership.pk)
    done = DomainEvent.objects.filter(
        subject_id=str(offered.pk), verb__in=("membership_accepted", "membership_declined")
    )

    def press(n):
        if n % 2:
            return accounts.decline_membership(offered, by=user)
        return accounts.accept_membership(token, by=user, password=f"{NEW} {n}")

    return press, done.count


def one_person_in_a_house():
    house, user = MembershipFactory(role=Role.ADMIN), UserFactory()
    hats = Membership.objects.filter(user=user, organisation=house.organisation)

    def add(n):
        return accounts.add_member(
            house.organisation, by=house.user, email=user.email, role=Role.MEMBER
        )

    return add, hats.count


def the_last_administrator():
    """Two administrators who end each other: one stays."""
    first = MembershipFactory(role=Role.ADMIN)
    second = MembershipFactory(role=Role.ADMIN, organisation=first.organisation)
    hats = Membership.objects.filter(organisation=first.organisation, ended_at=None)

    def end(n):
        one, other = (first, second)[:: 1 if n % 2 else -1]
        return accounts.end_membership(Membership.objects.get(pk=one.pk), by=other.user)

    return end, hats.count


def a_form_for_an_opgave():
    hat, key = MembershipFactory(), uuid4().hex
    made = Opgave.objects.filter(form_key=key)
    facts = {"title": "Water", "visibility": int(NETWORK)}
    return lambda n: create_opgave(
        by=hat.user, home=hat.organisation, form_key=key, **facts
    ), made.count


def a_form_for_a_conversation():
    opgave, key, card = OpgaveFactory(), uuid4().hex, brugtafel()
    editor = editor_of(opgave)
    made = Dialogue.objects.filter(form_key=key)
    return lambda n: call_dialogue(opgave, by=editor, card_version=card, form_key=key), made.count


def a_table_of_ones_own():
    table = make_table()
    make_seat(table)
    made = Dialogue.objects.filter(grown_from=table)
    return lambda n: grow_own_table(table, name="Mieke", join_token="b" * 32), made.count


def a_code_for_the_big_screen():
    table = make_table()
    code = make_screen_code(table, by=make_seat(table))
    return lambda n: use_screen_code(code), table.seats.filter(kind=Seat.Kind.SCREEN).count


CASES = [
    *(last_seat, a_form_to_sit_down, the_name_of_a_house, the_link_of_the_first_administrator),
    *(a_link_to_choose_a_password, an_invitation_to_a_house, one_person_in_a_house),
    *(the_last_administrator, a_form_for_an_opgave, a_form_for_a_conversation, a_table_of_ones_own),
    a_code_for_the_big_screen,
]
