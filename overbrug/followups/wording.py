"""Answers in the words of who reads the numbers: each way to take them together is one sentence."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from overbrug.followups.counting import NO_ANSWER

WORDS = {
    ("yes",): _("said: yes, it happened"),
    ("partly",): _("said: partly"),
    ("not_yet",): _("said: it has not happened yet"),
    (NO_ANSWER,): _("did not answer"),
    ("yes", "partly"): _("said: yes, or partly"),
    ("partly", "not_yet"): _("said: partly, or not yet"),
    ("not_yet", NO_ANSWER): _("said: not yet, or did not answer"),
    ("partly", "not_yet", NO_ANSWER): _("said: partly or not yet, or did not answer"),
    ("yes", "partly", "not_yet"): _("answered: yes, partly or not yet"),
}
