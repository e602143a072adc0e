"""What others may ask about cards."""

from __future__ import annotations

from overbrug.cards.models import CardVersion, CardVersionQuerySet


def current_cards() -> CardVersionQuerySet:
    """The version to begin with of every card, in a fixed order."""
    return CardVersion.objects.current().select_related("card").order_by("card__slug")


def card_version(slug: str, *, sha256: str | None = None) -> CardVersion | None:
    """The current version of a card, or with `sha256` that exact version of it."""
    versions = CardVersion.objects.select_related("card").filter(card__slug=slug)
    chosen = versions.filter(sha256=sha256) if sha256 else versions.current()
    return chosen.first()
