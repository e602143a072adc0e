"""Bring card files into the database as versions. Files are read here and never written."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from overbrug.cards import format as card_format
from overbrug.cards.check import card_in_file
from overbrug.cards.models import Card, CardVersion

log = logging.getLogger(__name__)


@dataclass
class Imported:
    """What an import did: new versions, the number that was known, what was skipped and why."""

    new: list[CardVersion] = field(default_factory=list)
    known: int = 0
    skipped: dict[str, list[str]] = field(default_factory=dict)


def import_cards(folder: Path) -> Imported:
    """Import every `*.yaml` in `folder`. Doing it again changes nothing.

    A broken file is reported in the log and skipped: a server never fails to start on a card.
    """
    done = Imported()
    seen: dict[str, Path] = {}
    for file in sorted(folder.glob("*.yaml")):
        card, found = card_in_file(file)
        wrong = [problem.shown(str(file)) for problem in found]
        if card is not None and (first := seen.setdefault(card["id"], file)) != file:
            wrong = [f"{file}:1: the card `{card['id']}` was already read from {first.name}"]
        if card is None or wrong:
            done.skipped[file.name] = wrong
            log.warning("Card skipped. %s", "; ".join(wrong[:5]))
            continue
        version, is_new = import_card(card)
        if is_new:
            done.new.append(version)
        else:
            done.known += 1
    return done


def import_card(card: card_format.Card) -> tuple[CardVersion, bool]:
    """Make this exact card the current one; gives its version and whether that is new.

    What counts is the hash: a changed text under the same version number is a new version, and a
    file that goes back to an earlier text makes that earlier version current again.
    """
    with transaction.atomic():
        owner, _ = Card.objects.get_or_create(slug=card["id"])
        version, is_new = CardVersion.objects.get_or_create(
            sha256=card_format.sha256(card),
            defaults={"card": owner, "version": card["version"], "content": card},
        )
        if owner.current_id != version.pk:
            owner.current = version
            owner.save(update_fields=["current"])
    return version, is_new
