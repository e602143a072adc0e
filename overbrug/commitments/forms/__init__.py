"""Forms about promises, and about who may make them."""

from overbrug.commitments.forms.answers import (
    PERSONAL,
    AnswerWordsForm,
    ConfirmForm,
    DeliverForm,
    HoldForm,
    NotUsForm,
    OwnReasonForm,
    ReasonForm,
)
from overbrug.commitments.forms.capacities import CapacityForm
from overbrug.commitments.forms.effects import EffectForm, EffectReviewForm
from overbrug.commitments.forms.speaking import AddressForm, AskForm, MandateForm
from overbrug.commitments.forms.words import ProposeForm, VisibilityForm, WordsForm, words_of

__all__ = [
    "PERSONAL",
    "AddressForm",
    "AnswerWordsForm",
    "AskForm",
    "CapacityForm",
    "ConfirmForm",
    "DeliverForm",
    "EffectForm",
    "EffectReviewForm",
    "HoldForm",
    "MandateForm",
    "NotUsForm",
    "OwnReasonForm",
    "ProposeForm",
    "ReasonForm",
    "VisibilityForm",
    "WordsForm",
    "words_of",
]
