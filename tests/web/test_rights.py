"""Who may open what: every address of the site, for every role, in each state of the object.

A new address without a row fails. `-` is nobody special; a row lists the status of a GET per role.
Third-party pages are one row per namespace. What a POST may do is tested beside each action.
"""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from overbrug.accounts.models import Role
from overbrug.core.visibility import Visibility
from overbrug.dialogues.actions import call_dialogue, sit_down
from tests.factories import (
    CommitmentFactory,
    MandateFactory,
    MeasurementFactory,
    MembershipFactory,
    OpgaveFactory,
    OrganisationFactory,
    RegisteredAddressFactory,
    UserFactory,
)
from tests.factories_dialogues import browser_of, brugtafel
from tests.factors import without_second_step
from tests.harvest.network import approved_promise

pytestmark = pytest.mark.django_db

# The cast. Everyone but the visitor, the seated and the platform works somewhere.
ROLES = ["visitor", "seated", "outsider", "guest", "member", "editor", "admin", "platform"]
EVERYONE = dict.fromkeys(ROLES, 200)
LOGIN = {"visitor": 302, "seated": 302}
NOBODY = dict.fromkeys(ROLES, 403)


def only(*names, **rest):
    """200 for these roles; others get `rest["others"]`, and visitors are sent to the login page."""
    others = rest.get("others", 403)
    return {role: 200 if role in names else LOGIN.get(role, others) for role in ROLES}


def row(**changes):
    """Everyone may, but for what is named."""
    return {**EVERYONE, **changes}


PARTNERS = ("guest", "member", "editor", "admin")
WORKERS = ("member", "editor", "admin")
EDITORS = ("editor", "admin")
AT_THE_TABLE = {**NOBODY, "seated": 200}
HIDDEN = only(*EDITORS, others=404)
SEEN = {
    "public": EVERYONE,
    "network": {**dict.fromkeys(ROLES, 404), **dict.fromkeys(PARTNERS, 200)},
}
CHANGED = {
    "public": only(*EDITORS),
    "network": {**only(*EDITORS, others=404), "guest": 403, "member": 403},
}
NETWORK_LINE = {**only(*EDITORS, others=404), "guest": 403, "member": 403}
OWN_PARTY = {
    "public": only(*WORKERS),
    "network": {**only(*WORKERS, others=404), "guest": 403},
}

# name: (state -> row). States: "public" and "network" are the visibility of the opgave.
MATRIX = {
    "healthz": EVERYONE,
    "web:home": EVERYONE,
    "web:who-sees-what": EVERYONE,
    "web:accessibility": EVERYONE,
    "web:source": EVERYONE,
    "web:set-language": dict.fromkeys(ROLES, 405),
    "cards:list": EVERYONE,
    "cards:schema": EVERYONE,
    "cards:card": EVERYONE,
    "accounts:first_admin": dict.fromkeys(ROLES, 404),
    "accounts:choose_password": dict.fromkeys(ROLES, 404),
    "accounts:join": {**dict.fromkeys(ROLES, 404), **LOGIN},
    "accounts:decline": {**dict.fromkeys(ROLES, 405), **LOGIN},
    "accounts:me": only("outsider", "platform", *PARTNERS),
    "accounts:second_factor": only("outsider", "platform", *PARTNERS),
    "accounts:end_session": {**dict.fromkeys(ROLES, 405), **LOGIN},
    "accounts:organisations": only("outsider", "platform", *PARTNERS),
    "accounts:create_organisation": only("platform"),
    "accounts:organisation": only("platform", *PARTNERS, others=404),
    "accounts:add_member": {**only("admin", "platform"), "outsider": 404},
    # The row is about the guest's membership, which the guest may end too.
    "accounts:change_role": {**only("admin", others=404), "guest": 403},
    "accounts:end_membership": only("admin", "guest", others=404),
    "accounts:renew_link": {**dict.fromkeys(ROLES, 405), **LOGIN},
    "opgaven:list": EVERYONE,
    "opgaven:create": only("outsider", *WORKERS),
    "opgaven:detail": SEEN,
    "opgaven:history": SEEN,
    "opgaven:parties": SEEN,
    "opgaven:change": CHANGED,
    "opgaven:invite_party": CHANGED,
    "opgaven:revoke_invitation": {**dict.fromkeys(ROLES, 405), **LOGIN},
    # The link leads on to the page, which opens only for who came through the link.
    "opgaven:open_invitation": dict.fromkeys(ROLES, 302),
    "opgaven:invitation": dict.fromkeys(ROLES, 404),
    "commitments:list": SEEN,
    "commitments:detail": SEEN,
    "commitments:propose": OWN_PARTY,
    # The row is about a proposal for the house itself: its own people answer, nobody else.
    "commitments:confirm": OWN_PARTY,
    "commitments:decline": OWN_PARTY,
    "commitments:deliver": OWN_PARTY,
    "commitments:change": OWN_PARTY,
    "commitments:withdraw": OWN_PARTY,
    "commitments:choose_visibility": CHANGED,
    "commitments:ask": CHANGED,
    "commitments:revoke_link": {**dict.fromkeys(ROLES, 405), **LOGIN},
    "commitments:ask_again": {**dict.fromkeys(ROLES, 405), **LOGIN},
    # Who may answer is who came through the link; nobody did.
    "commitments:open_link": dict.fromkeys(ROLES, 302),
    "commitments:answer": dict.fromkeys(ROLES, 404),
    "commitments:answer_change": dict.fromkeys(ROLES, 404),
    "commitments:answer_decline": dict.fromkeys(ROLES, 404),
    "commitments:answer_not_us": dict.fromkeys(ROLES, 404),
    "commitments:answer_withdraw": dict.fromkeys(ROLES, 404),
    "commitments:register_address": {**only("admin"), "outsider": 404},
    "commitments:end_address": {**only("admin"), "outsider": 404},
    "commitments:record_mandate": {**only("admin"), "outsider": 404},
    "commitments:end_mandate": {**only("admin"), "outsider": 404},
    "followups:leave-address": AT_THE_TABLE,
    "followups:remove-address": dict.fromkeys(ROLES, 405),
    # Without a step to put in it, the file leads to the page that asks for one.
    "followups:calendar": {**AT_THE_TABLE, "seated": 302},
    # An unknown token leads on to a page that says that the link does not work.
    "followups:open-link": dict.fromkeys(ROLES, 302),
    "followups:answer": dict.fromkeys(ROLES, 404),
    "followups:open-stop": dict.fromkeys(ROLES, 302),
    "followups:stop": dict.fromkeys(ROLES, 404),
    "dialogues:call": {
        "public": only(*WORKERS),
        "network": {**only(*WORKERS, others=404), "guest": 403},
    },
    "dialogues:list": EVERYONE,
    "dialogues:dialogue": HIDDEN,
    "dialogues:table-cards": HIDDEN,
    "dialogues:change": HIDDEN,
    "dialogues:close": HIDDEN,
    "dialogues:revoke": HIDDEN,
    "dialogues:reopen": {**dict.fromkeys(ROLES, 405), **LOGIN},
    "dialogues:code": EVERYONE,
    "dialogues:join": EVERYONE,
    "dialogues:join-table": EVERYONE,
    "dialogues:pair-screen": EVERYONE,
    "dialogues:room": AT_THE_TABLE,
    "dialogues:big-screen": AT_THE_TABLE,
    "dialogues:screens": AT_THE_TABLE,
    "dialogues:seats": AT_THE_TABLE,
    "dialogues:leave": AT_THE_TABLE,
    "dialogues:own": AT_THE_TABLE,
    "dialogues:unnamed": AT_THE_TABLE,
    "dialogues:private": {**AT_THE_TABLE, "seated": 403},  # without naming the own seat
    "dialogues:result": AT_THE_TABLE,
    "dialogues:result-markdown": AT_THE_TABLE,
    "dialogues:result-csv": AT_THE_TABLE,
    "dialogues:result-odt": AT_THE_TABLE,
    "harvest:page": AT_THE_TABLE,
    "harvest:page-markdown": AT_THE_TABLE,
    "harvest:page-odt": AT_THE_TABLE,
    "harvest:page-csv": AT_THE_TABLE,
    "harvest:shared": SEEN,
    "harvest:shared-markdown": SEEN,
    "harvest:shared-csv": SEEN,
    "harvest:shared-odt": SEEN,
    # The conversation was called by the editor: a member organises none here.
    "harvest:inbox": CHANGED,
    # The row is about a promise that the table shared with the network.
    "harvest:release": NETWORK_LINE,
    "harvest:set_aside": NETWORK_LINE,
    # Whoever edits nothing is refused before it is said whether there is such a line.
    "harvest:hide": CHANGED,
    "harvest:put_back": {**dict.fromkeys(ROLES, 405), **LOGIN},
    # Without a ticked line the page leads back to the list.
    "harvest:adopt": {
        name: {role: 302 if status == 200 else status for role, status in row.items()}
        for name, row in CHANGED.items()
    },
}
for kind in ("party", "figure", "need", "indicator", "measurement"):
    for verb in ("add", "change", "remove"):
        MATRIX[f"opgaven:{verb}_{kind}"] = CHANGED
# Third-party pages, one row per namespace: what allauth shows of logging in. `account_` is open to
# all; of the other two each person has their own, and they are tested in tests/accounts.
THIRD_PARTY = {
    "account_": "allauth",
    "mfa_": "allauth.mfa",
    "usersessions_": "allauth.usersessions",
    "sso_": "the way to the provider of an organisation; open to all, 404 without one",
}


# What only administrators may: a session that showed no second step is led to one (302).
ADMINISTRATION = {
    "accounts:create_organisation",
    "accounts:organisation",  # all members, for who looks after them
    "accounts:add_member",
    "accounts:change_role",
    "accounts:end_membership",
    "accounts:renew_link",
    "commitments:register_address",
    "commitments:end_address",
    "commitments:record_mandate",
    "commitments:end_mandate",
}


def names(patterns=None, prefix=""):
    """The names of every address; a pattern without a name is a mistake by itself."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern.url_patterns, prefix + inner)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def test_every_address_has_a_row():
    ours = {n for n in names() if not n.startswith(tuple(THIRD_PARTY))}
    assert ours == set(MATRIX)


class World:
    """One opgave, one table, and somebody in each role."""

    def __init__(self, visibility):
        self.house = OrganisationFactory()
        self.opgave = OpgaveFactory(visibility=visibility, parties=[self.house], home=self.house)
        self.hats = {
            "guest": MembershipFactory(organisation=self.house, role=Role.GUEST),
            "member": MembershipFactory(organisation=self.house, role=Role.MEMBER),
            "editor": MembershipFactory(organisation=self.house, role=Role.EDITOR),
            "admin": MembershipFactory(organisation=self.house, role=Role.ADMIN),
            "outsider": MembershipFactory(role=Role.EDITOR),
        }
        card = brugtafel()
        self.dialogue = call_dialogue(
            self.opgave, by=self.hats["editor"].user, card_version=card, tables=1
        )
        self.seat = sit_down(self.dialogue, name="Bob")
        self.platform = UserFactory(is_platform=True)
        self.card = card.card

    def client(self, role):
        """A browser of somebody in this role."""
        client = Client()
        if role == "seated":
            return browser_of(self.seat)
        if role != "visitor":
            client.force_login(self.platform if role == "platform" else self.hats[role].user)
        return client

    def part(self, name):
        """The thing an address with a number is about."""
        if "mandate" in name:
            return MandateFactory(membership=self.hats["admin"])
        if name.startswith("harvest:"):
            return approved_promise(self.seat.table)
        if name == "commitments:end_address":
            return RegisteredAddressFactory(organisation=self.house)
        if name.startswith("commitments:"):
            return CommitmentFactory(opgave=self.opgave, organisation=self.house)
        if "figure" in name:
            return self.opgave.figures.create(what="homes", value=1, source="a report")
        if "need" in name:
            return self.opgave.needs.create(what="ground")
        if "measurement" in name or "indicator" in name:
            indicator = self.opgave.indicators.create(name="homes")
            of_indicator = "indicator" in name or "add" in name
            return indicator if of_indicator else MeasurementFactory(indicator=indicator)
        return self.opgave.parties.first() if "party" in name else self.hats["guest"]

    def address(self, name):
        """The address under this name, about this world's things."""
        things = {
            "slug": self.card.slug if name.startswith("cards:") else self.opgave.slug,
            "token": "unknown",
            "code": self.dialogue.code,
            "number": 1,
            "seat_id": self.seat.public_id,
            "table_id": self.seat.table.public_id,
            "public_id": self.house.public_id
            if name.startswith(("accounts:", "commitments:"))
            else self.dialogue.public_id,
            "pk": self.part(name).pk,
            "field": "essence",
        }
        namespace, _, short = name.rpartition(":")
        resolver = get_resolver()
        if namespace:
            _, resolver = resolver.namespace_dict[namespace]
        arguments = resolver.reverse_dict.getlist(short)[0][0][0][1]
        return reverse(name, kwargs={key: things[key] for key in arguments})


@pytest.mark.parametrize(
    "visibility", [Visibility.PUBLIC, Visibility.NETWORK], ids=["public", "network"]
)
@pytest.mark.parametrize("role", ROLES)
def test_who_may_open_what(role, visibility):
    world = World(visibility)
    client = world.client(role)
    wrong = {}
    for name, expected in MATRIX.items():
        expected = expected.get(visibility.word, expected)
        status = client.get(world.address(name)).status_code
        if status != expected[role]:
            wrong[name] = f"{status}, expected {expected[role]}"
    assert wrong == {}


def test_what_only_administrators_may_asks_a_second_step():
    alone = {
        name
        for name, row in MATRIX.items()
        if {who for who, status in row.items() if status == 200} - {"admin", "platform"} == set()
        and 200 in row.values()
    }
    assert alone <= ADMINISTRATION


@pytest.mark.parametrize("role", ["admin", "platform"])
def test_who_may_open_what_without_a_second_step(role):
    world = World(Visibility.PUBLIC)
    client = world.client(role)
    without_second_step(client)
    wrong = {}
    for name, row in MATRIX.items():
        expected = row.get("public", row)[role]
        if name in ADMINISTRATION:
            expected = 302
        status = client.get(world.address(name)).status_code
        if status != expected:
            wrong[name] = f"{status}, expected {expected}"
    assert wrong == {}
