"""Forms of the next morning."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from overbrug.core.forms import MailField, ParagraphsField, PlainForm
from overbrug.followups.models import STEP_LENGTH, WHY_LENGTH


class StepForm(PlainForm):
    """The own step alone, for the calendar."""

    step = ParagraphsField(
        label=_("My next step"),
        limit=STEP_LENGTH,
        rows=3,
        help_text=_("What do you do this week? For example: On Tuesday I call the neighbours."),
    )


class LeaveForm(StepForm):
    """The own step, and where to ask about it."""

    email = MailField(label=_("Your mail address"))
    email.widget.attrs["autocomplete"] = "email"

    def __init__(self, *args: Any, kept: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kept:
            self.fields["email"].required = False
            words = _("Leave this empty to keep %(address)s.")
            self.fields["email"].help_text = words % {"address": kept}


class WhyForm(PlainForm):
    """What helped or hindered, for the person alone."""

    why = ParagraphsField(
        label=_("What helped, or what stood in the way?"),
        limit=WHY_LENGTH,
        rows=3,
        required=False,
        help_text=_("May stay empty."),
    )
