"""A series of measurements from a spreadsheet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from overbrug.core.forms import LineField, ParagraphsField, PlainForm

MOST_TYPED = 100_000


class SeriesForm(PlainForm):
    """Rows as they are copied from a spreadsheet."""

    text = ParagraphsField(
        label=_("Measurements"),
        limit=MOST_TYPED,
        rows=12,
        help_text=_(
            "One row for each measurement: the date, the value. When there are more columns: "
            "lowest, highest, source, remark, group."
        ),
    )


class StatlineForm(PlainForm):
    """A series that Statistics Netherlands publishes."""

    address = LineField(
        label=_("Address of the query"),
        limit=2000,
        help_text=_(
            "In the data portal of StatLine you choose one measure, one region and the years. "
            "It then gives the address of your query."
        ),
    )
