"""The app of the next morning: two short mails about one's own step, and one tap to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from datetime import datetime


class FollowupsConfig(AppConfig):
    """Own steps with an address, until the last mail has gone."""

    name = "overbrug.followups"
    label = "followups"

    def ready(self) -> None:
        """Take part in the sweep, in two pages of conversations, and hear how mails end."""
        from overbrug.core import sweeping
        from overbrug.dialogues import sections as places
        from overbrug.followups import actions, listening, sections

        sweeping.register("followups", _sweep, order=40, after_restore=actions.skip_what_was_due)
        places.register("organiser", "followups", sections.for_organiser, order=60)
        places.register("table", "followups", sections.for_table, order=60)
        listening.connect()


def _sweep(now: datetime) -> int:
    """First what has ended: an answer of this very minute is not counted while it can change."""
    from overbrug.followups import actions

    actions.erase_ended(now)
    actions.count_rounds(now)
    return actions.ask_due(now)
