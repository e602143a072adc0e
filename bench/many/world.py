"""The size of the world, its dice, and what has been made of it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from overbrug.accounts.models import Membership, Organisation, User
from overbrug.commitments.models import Commitment
from overbrug.dialogues.models import Dialogue, Seat
from overbrug.followups.models import FollowUp
from overbrug.harvest.models import HarvestLine
from overbrug.lib.tokens import CROCKFORD, LOWER32
from overbrug.opgaven.models import Need, Opgave, Party
from overbrug.outbox.models import OutgoingMail

START = datetime(2024, 1, 8, 9, 0, tzinfo=UTC)
PLACES = ["Overwater", "Zandhoek", "Veldrade", "Duinerstrand", "Hoogveen", "Molendam", "Lindehaag"]
SUBJECTS = [
    "Genoeg woningen",
    "Schoon water",
    "Jongeren in beeld",
    "Stroom voor iedereen",
    "Veilig over straat",
    "Minder eenzaam",
    "Bereikbare dorpen",
    "Werk dat past",
]
TEXT = (
    "wij maken samen een plan voor het oude terrein en vragen de bewoners wat er nodig is "
    "zodat niemand meer hoeft te wachten op een besluit dat al lang genomen kon zijn terwijl "
    "de gemeente en de corporatie naast elkaar werken aan dezelfde straat"
)


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    opgaven: int = 1_000
    commitments: int = 10_000
    dialogues: int = 1_000
    houses: int = 200
    # The one that people look at.
    heavy_parties: int = 60
    heavy_commitments: int = 200
    heavy_dialogues: int = 10
    heavy_lines: int = 30

    @classmethod
    def of(cls, scale: float) -> Size:
        """So many times as much; the heavy opgave stays as it is."""
        whole = cls()
        names = ("opgaven", "commitments", "dialogues", "houses")
        return cls(**{name: max(2, round(getattr(whole, name) * scale)) for name in names})


@dataclass
class Dice:
    """The same seed throws the same."""

    random: random.Random

    def name(self, length: int = 12) -> str:
        """A public name."""
        return "".join(self.random.choices(LOWER32, k=length))

    def code(self) -> str:
        """A code to sit down with."""
        return "".join(self.random.choices(CROCKFORD, k=8))

    def sentence(self, least: int = 6, most: int = 18) -> str:
        """Some words that read like a sentence."""
        words = TEXT.split()
        start, length = self.random.randrange(len(words)), self.random.randint(least, most)
        return " ".join((words * 2)[start : start + length]).capitalize() + "."

    def moment(self, first: datetime = START) -> datetime:
        """Some time between then and now."""
        span = max(60.0, (timezone.now() - first).total_seconds())
        return first + timedelta(seconds=self.random.uniform(0, span))


@dataclass
class World:
    """What was made, by kind, for who makes the next thing."""

    size: Size
    dice: Dice
    houses: list[Organisation] = field(default_factory=list)
    hats: dict[int, list[Membership]] = field(default_factory=dict)  # by organisation
    opgaven: list[Opgave] = field(default_factory=list)
    parties: dict[int, list[Party]] = field(default_factory=dict)  # by opgave
    needs: dict[int, list[Need]] = field(default_factory=dict)
    commitments: list[Commitment] = field(default_factory=list)

    @property
    def heavy(self) -> Opgave:
        """The one with sixty parties and two hundred promises."""
        return self.opgaven[0]

    def hat(self, opgave: Opgave, role: str) -> Membership:
        """Somebody with this role in an organisation that takes part."""
        houses = [party.organisation_id for party in self.parties[opgave.pk]]
        found = (hat for house in houses if house for hat in self.hats[house] if hat.role == role)
        return next(found)

    def counts(self) -> dict[str, int]:
        """How many rows there are of the main things."""
        kinds: list[type[models.Model]] = [
            Organisation,
            User,
            Membership,
            Opgave,
            Party,
            Need,
            Commitment,
            Dialogue,
            Seat,
            HarvestLine,
            FollowUp,
            OutgoingMail,
        ]
        found = {kind.__name__: kind._default_manager.count() for kind in kinds}
        past: Any = [Opgave, Party, Need, Commitment]
        return found | {"history rows of these": sum(kind.history.count() for kind in past)}
