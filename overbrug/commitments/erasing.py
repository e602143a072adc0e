"""Where words of promises stand, for the host who erases words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overbrug.commitments.models import AnswerLink, Commitment, Effect, EffectReview
from overbrug.core.erasing import Place
from overbrug.outbox.queries import words_of_mails

if TYPE_CHECKING:
    from overbrug.opgaven.models import Opgave


def places_of(opgave: Opgave) -> list[Place]:
    """Promises with their history, why somebody said no, and the mails that ask and tell."""
    promises = Commitment.objects.filter(opgave=opgave)
    links = AnswerLink.objects.filter(commitment__opgave=opgave)
    return [
        Place(promises),
        Place(Commitment.history.filter(opgave=opgave)),
        Place(links, fields=("reason",)),
        Place(Effect.objects.filter(commitment__opgave=opgave)),
        Place(EffectReview.objects.filter(effect__commitment__opgave=opgave)),
        words_of_mails(promises),
        words_of_mails(links),
    ]
