"""One opgave, one table and somebody in each role, with the address of everything about them."""

from functools import cached_property
from random import random

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from overbrug.accounts.models import Role
from overbrug.dialogues.actions import call_dialogue, sit_down
from tests.factories import (
    CommitmentFactory,
    EffectFactory,
    MandateFactory,
    MeasurementFactory,
    MembershipFactory,
    OpgaveFactory,
    OrganisationFactory,
    ProposalFactory,
    RegisteredAddressFactory,
    UserFactory,
)
from tests.factories_dialogues import browser_of, brugtafel
from tests.harvest.network import approved_promise


def names(patterns=None, prefix=""):
    """The names of every address; a pattern without a name is a mistake by itself."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern.url_patterns, prefix + inner)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


# What stands in the plan of an opgave, by the word in the name of its addresses.
PLANNED = {
    "condition": ("conditions", {"what": "a law"}),
    "decision": ("decisions", {"what": "the budget", "planned_at": "2027"}),
    "risk": ("risks", {"what": "no power"}),
    "role": ("teamroles", {"what": "a planner"}),
    "working_form": ("workingforms", {"kind": "network", "reason": "x", "chosen_at": "2026"}),
}


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

    @cached_property
    def proposal(self):
        """What the house proposes to the others."""
        return ProposalFactory(opgave=self.opgave, organisation=self.house)

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
        if name == "commitments:end_capacity":
            return self.house.capacities.create(kind="money", unit=f"{random()}", amount=1)
        if name == "commitments:end_address":
            return RegisteredAddressFactory(organisation=self.house)
        if name.startswith("commitments:"):
            promise = CommitmentFactory(opgave=self.opgave, organisation=self.house)
            if "effect" in name:
                self.effect = EffectFactory(commitment=promise)
            return promise
        if "figure" in name:
            return self.opgave.figures.create(what="homes", value=1, source="a report")
        if "need" in name:
            return self.opgave.needs.create(what="ground")
        for kind, (rows, facts) in PLANNED.items():
            if name in (f"opgaven:change_{kind}", f"opgaven:remove_{kind}"):
                return getattr(self.opgave, rows).create(**facts)
        if "told" in name or "observation" in name:
            told = self.opgave.indicators.create(kind="signal", name="power")
            is_one = name in ("opgaven:change_observation", "opgaven:remove_observation")
            return told.observations.create(observed_at="2024", text="x") if is_one else told
        if "share" in name and "add" not in name:
            indicator = self.opgave.indicators.create(name="homes")
            return indicator.shares.create(party=self.opgave.parties.first(), value=1)
        if name in ("opgaven:measurements", "opgaven:paste_measurements", "opgaven:add_share"):
            return self.opgave.indicators.first() or self.opgave.indicators.create(name="homes")
        if "measurement" in name or "indicator" in name:
            indicator = self.opgave.indicators.create(name="homes")
            of_indicator = "indicator" in name or "add" in name
            return indicator if of_indicator else MeasurementFactory(indicator=indicator)
        return self.opgave.parties.first() if "party" in name else self.hats["guest"]

    def named(self, name):
        """The thing with a public name that an address is about."""
        if "proposal" in name:
            return self.proposal
        if name.startswith(("accounts:", "commitments:")):
            return self.house
        return self.dialogue

    def address(self, name):
        """The address under this name, about this world's things."""
        things = {
            "slug": self.card.slug if name.startswith("cards:") else self.opgave.slug,
            "token": "unknown",
            "code": self.dialogue.code,
            "seat_id": self.seat.public_id,
            "table_id": self.seat.table.public_id,
            "public_id": self.named(name).public_id,
            "pk": self.part(name).pk,
            "field": "essence",
        }
        things["number"] = self.effect.pk if "effect" in name else 1
        namespace, _, short = name.rpartition(":")
        resolver = get_resolver()
        if namespace:
            _, resolver = resolver.namespace_dict[namespace]
        arguments = resolver.reverse_dict.getlist(short)[0][0][0][1]
        return reverse(name, kwargs={key: things[key] for key in arguments})
