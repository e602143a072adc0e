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

        # Apart: a mistake in counting keeps nobody from being asked.
        sweeping.register("followups ended", _end, order=40)
        sweeping.register(
            "followups", actions.ask_due, order=45, after_restore=actions.skip_what_was_due
        )
        sweeping.register("followups mailed", actions.forget_mailed, order=50)
        places.register("organiser", "followups", sections.for_organiser, order=60)
        places.register("table", "followups", sections.for_table, order=60)
        listening.connect()


def _end(now: datetime) -> int:
    """Erase who is done, and count the rounds that are over."""
    from overbrug.followups import actions

    return actions.erase_ended(now) + actions.count_rounds(now)
