"""Cards and their versions. A version never changes: dialogues, answers and posters point to it."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language

from overbrug.cards.format import FALLBACK, resolve, title_of


class VersionIsFixed(TypeError):
    """Somebody tried to change a card version; import a new one instead."""

    def __init__(self) -> None:
        super().__init__("A card version never changes. Import the changed card as a new version.")


class Card(models.Model):
    """A card by its name; `current` is the version that new dialogues begin with."""

    slug = models.SlugField(max_length=32, unique=True)
    current = models.ForeignKey(
        "CardVersion", null=True, on_delete=models.PROTECT, related_name="current_of"
    )

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class CardVersionQuerySet(models.QuerySet["CardVersion"]):
    """Reads as any other; every way to change rows is closed."""

    def current(self) -> CardVersionQuerySet:
        """The versions that new dialogues begin with."""
        return self.filter(current_of__isnull=False)

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise VersionIsFixed

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise VersionIsFixed


class CardVersion(models.Model):
    """One exact text of a card, known by the SHA-256 of its canonical form.

    It can only be deleted while no dialogue and no card points to it: those pointers protect it.
    """

    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    content = models.JSONField(editable=False)
    imported_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CardVersionQuerySet.as_manager()

    class Meta:
        ordering = ("card__slug", "-imported_at", "-pk")

    def __str__(self) -> str:
        return f"{self.title} {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row once; a second save would change what others point to."""
        if not self._state.adding:
            raise VersionIsFixed
        super().save(*args, **kwargs)

    @property
    def is_current(self) -> bool:
        """Whether new dialogues begin with this version."""
        return self.card.current_id == self.pk

    @property
    def title(self) -> str:
        """The title in the language of the reader."""
        return title_of(self.content, get_language() or FALLBACK)

    @property
    def minutes(self) -> int:
        """How long the whole card takes."""
        found: int = self.content["minutes"]
        return found

    def shows(self, what: str) -> bool:
        """Whether a step of it lays this on the table, such as the promises of the opgave."""
        blocks = (block for part in self.content["parts"] for block in part["blocks"])
        return any(block.get("shows") == what for block in blocks)

    def resolved(self, language: str | None = None) -> dict[str, Any]:
        """The card in one language, by default that of the reader."""
        return resolve(self.content, language or get_language() or FALLBACK)
