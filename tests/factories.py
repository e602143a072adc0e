"""The cast and the things of every test. People live in the imagined town of Overwater."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from overbrug.accounts.models import Membership, Organisation, Role, User
from overbrug.commitments.models import Commitment, Effect, Mandate, RegisteredAddress
from overbrug.core.visibility import Visibility
from overbrug.opgaven.models import (
    Figure,
    Indicator,
    Measurement,
    Need,
    Opgave,
    Party,
    PartyInvitation,
    Proposal,
)

PASSWORD = "een brug van beloften"


class UserFactory(DjangoModelFactory):
    """A person with the password above: `UserFactory(name="Alice")`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@overwater.example")

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> User:
        password = kwargs.pop("password", PASSWORD)
        return User.objects.create_user(kwargs.pop("email"), password, **kwargs)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Municipality of Overwater {n}")
    kind = Organisation.Kind.MUNICIPALITY


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.EDITOR
    accepted_at = factory.LazyFunction(timezone.now)


class OpgaveFactory(DjangoModelFactory):
    """An opgave without parties; `OpgaveFactory(parties=[organisation])` adds them."""

    class Meta:
        model = Opgave
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Enough homes {n}")
    slug = factory.Sequence(lambda n: f"enough-homes-{n}")
    visibility = Visibility.PUBLIC
    home = factory.SubFactory(OrganisationFactory)

    @factory.post_generation
    def parties(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        for organisation in extracted or []:
            PartyFactory(opgave=self, organisation=organisation)


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = Party

    opgave = factory.SubFactory(OpgaveFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class FigureFactory(DjangoModelFactory):
    class Meta:
        model = Figure

    opgave = factory.SubFactory(OpgaveFactory)
    what = "homes too few"
    value = "401000"
    unit = "homes"
    year = 2024
    source = "a public report"


class NeedFactory(DjangoModelFactory):
    class Meta:
        model = Need

    opgave = factory.SubFactory(OpgaveFactory)
    what = factory.Sequence(lambda n: f"ground {n}")
    position = factory.Sequence(lambda n: n + 1)


class IndicatorFactory(DjangoModelFactory):
    """From 100 homes too few to 0; it decides the water."""

    class Meta:
        model = Indicator

    opgave = factory.SubFactory(OpgaveFactory)
    name = "homes too few"
    unit = "homes"
    baseline = Decimal(100)
    baseline_at = "2023"
    target = Decimal(0)
    is_leading = True
    source = "a public report"


class MeasurementFactory(DjangoModelFactory):
    class Meta:
        model = Measurement

    indicator = factory.SubFactory(IndicatorFactory)
    measured_at = "2024"
    value = Decimal(60)


class ProposalFactory(DjangoModelFactory):
    """Other words for the desired situation; open for three weeks."""

    class Meta:
        model = Proposal

    opgave = factory.SubFactory(OpgaveFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    before = factory.Dict({"desired_situation": ""})
    after = factory.Dict({"desired_situation": "Everyone finds a home."})
    reason = "We learned more."
    state = Proposal.State.OPEN
    sent_at = factory.LazyFunction(timezone.now)
    answer_by = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=21))


class CommitmentFactory(DjangoModelFactory):
    """A proposal, so a wish."""

    class Meta:
        model = Commitment

    opgave = factory.SubFactory(OpgaveFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    what = factory.Sequence(lambda n: f"builds {n} homes")


class EffectFactory(DjangoModelFactory):
    """The promise takes about twenty homes off the shortage."""

    class Meta:
        model = Effect

    commitment = factory.SubFactory(CommitmentFactory)
    indicator = factory.SubFactory(
        IndicatorFactory, opgave=factory.SelfAttribute("..commitment.opgave")
    )
    low, likely, high = Decimal(-30), Decimal(-20), Decimal(-10)
    complete_at = "2028"
    reason = "It went so in Hallum."


class MandateFactory(DjangoModelFactory):
    class Meta:
        model = Mandate

    membership = factory.SubFactory(MembershipFactory)
    text = "may promise homes"
    valid_from = date(2020, 1, 1)


class RegisteredAddressFactory(DjangoModelFactory):
    """A mailbox that speaks for its organisation."""

    class Meta:
        model = RegisteredAddress

    organisation = factory.SubFactory(OrganisationFactory)
    email = factory.Sequence(lambda n: f"office{n}@overwater.example")
    role = "office of the board"
    text = "may promise homes"
    valid_from = date(2020, 1, 1)


def editor_of(opgave: Opgave, *, role: str = Role.EDITOR, **facts: Any) -> User:
    """A person who may change this opgave, through a new organisation that takes part."""
    membership = MembershipFactory(role=role, user=UserFactory(**facts))
    PartyFactory(opgave=opgave, organisation=membership.organisation)
    return membership.user


def invitation_to(party: Party, **facts: Any) -> tuple[PartyInvitation, str]:
    """A link by which this party describes itself, and its token."""
    facts.setdefault("organisation", party.opgave.home)
    return PartyInvitation.make(party=party, **facts)
