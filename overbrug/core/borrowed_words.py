"""Sentences of Django that its Dutch says with `u`; listed so that our catalogue may say `je`.

Nothing imports this file: it only lets the collector of texts find them (scripts/texts.py).
"""

from django.utils.translation import gettext_noop, ngettext_lazy

WORDS = (
    gettext_noop("Your password can’t be too similar to your other personal information."),
    gettext_noop("Your password can’t be a commonly used password."),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        "min_length",
    ),
)
