"""The clock, the plan, and who keeps the time."""

from __future__ import annotations

from django.utils.translation import gettext as _


def texts() -> dict[str, str]:
    """All of them in the active language."""
    return {**_clock(), **_keeping()}


def _clock() -> dict[str, str]:
    """How much is left, and how far behind the plan."""
    return {
        "clock.added_many": _("%(count)s minutes were added."),
        "clock.added_one": _("One minute was added."),
        "clock.finished": _("The conversation is finished."),
        "clock.label": _("Time for this step"),
        "clock.left_of": _("left of %(minutes)s"),
        "clock.left_of_minutes": _("left of %(minutes)s minutes"),
        "clock.minutes": _("minutes"),
        "clock.nearly": _("Nearly time"),
        "clock.over": _("over time"),
        "clock.paused": _("Pause. The clock stands still."),
        "clock.resumed": _("The clock runs again."),
        "clock.round_off": _("Time to finish. Nothing closes."),
        "clock.say_nearly": _("Nearly time for this step."),
        "clock.say_over": _("The time for this step is over. Feel free to talk on."),
        "clock.say_round_off": _("Time to finish this step. Nothing closes."),
        "clock.talk_on": _("Feel free to talk on."),
        "schedule.ahead": _("%(minutes)s min ahead"),
        "schedule.behind": _("%(minutes)s min behind"),
        "schedule.of_plan": _("of plan"),
        "schedule.on_time": _("On plan"),
    }


def _keeping() -> dict[str, str]:
    """The buttons of the clock."""
    return {
        "time.away": _("%(name)s keeps the time, but is away. You may use the clock."),
        "time.finish": _("Finish"),
        "time.finished": _("The conversation is finished."),
        "time.here": _("Time: %(name)s is timekeeper"),
        "time.label": _("Time"),
        "time.next": _("Next"),
        "time.nobody": _("Nobody keeps the time yet. Everyone may use the clock."),
        "time.other": _("%(name)s keeps the time."),
        "time.pause": _("Pause"),
        "time.plus_five": _("+5 minutes"),
        "time.plus_one": _("+1 minute"),
        "time.resume": _("Let the clock run"),
        "time.started": _("Step %(number)s has begun."),
        "time.you": _("Time: you are timekeeper"),
    }
