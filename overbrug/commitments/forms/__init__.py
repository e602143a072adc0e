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
from overbrug.commitments.forms.speaking import AddressForm, AskForm, MandateForm
from overbrug.commitments.forms.words import ProposeForm, VisibilityForm, WordsForm, words_of

__all__ = [
    "PERSONAL",
    "AddressForm",
    "AnswerWordsForm",
    "AskForm",
    "ConfirmForm",
    "DeliverForm",
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
