"""Before the talk, each step, the big screen."""

from __future__ import annotations

from django.utils.translation import gettext as _


def texts() -> dict[str, str]:
    """All of them in the active language."""
    return {**_before(), **_step(), **_looking(), **_screen()}


def _before() -> dict[str, str]:
    """Who comes, and the button that begins."""
    return {
        "waiting.before": _("Before you begin"),
        "waiting.begin": _("Begin the conversation"),
        "waiting.late": _("Whoever comes later can still sit down."),
        "waiting.people_many": _("%(count)s people sit at the table."),
        "waiting.people_one": _("One person sits at the table."),
        "waiting.steps_many": _("%(count)s steps in %(minutes)s minutes."),
        "waiting.steps_one": _("One step in %(minutes)s minutes."),
        "waiting.this_device": _("this device"),
        "waiting.who": _("Who is here"),
        "table.at_the_table": _("At the table: %(label)s"),
        "table.name": _("Table %(number)s"),
        "table.wrote": _("%(count)s of %(of)s have written"),
    }


def _step() -> dict[str, str]:
    """One step, and looking at another."""
    return {
        "question.big_screen": _("Big screen"),
        "question.label": _("The question"),
        "question.read_aloud": _("Read aloud"),
        "question.stop_reading": _("Stop reading"),
        "step.unfinished": _("You are still writing at step %(number)s. Finish your sentence."),
        "steps.all": _("All steps"),
        "steps.back_to": _("Back to step %(number)s"),
        "steps.done": _("done"),
        "steps.label": _("Steps with minutes"),
        "steps.look": _("Look at step %(number)s"),
        "steps.minute": _("%(count)s minute"),
        "steps.minutes": _("%(count)s minutes"),
        "steps.name": _("Step %(number)s of %(of)s: %(title)s"),
        "steps.now": _("now"),
        "steps.step": _("Step %(number)s"),
        "steps.stop_here": _("Stop here and finish"),
    }


def _looking() -> dict[str, str]:
    """Looking back and ahead."""
    return {
        "look.after_end": _("You are looking at step %(number)s. The conversation is finished."),
        "look.at": _("You are looking at step %(number)s. The table is at step %(now)s."),
        "look.back": _("Go to step %(number)s"),
        "look.to_end": _("Go to the end"),
        "pause.label": _("Half-time"),
        "pause.look_ahead": _("Look ahead"),
        "pause.look_back": _("Look back"),
        "pause.roles": _("Change roles"),
        "pause.roles_why": _("Somebody else asks the follow-up questions or keeps the time now."),
    }


def _screen() -> dict[str, str]:
    """The big screen."""
    return {
        "screen.after": _(
            "On your phone: read what you wrote, choose what you share, and leave your address "
            "for a question in two days."
        ),
        "screen.and_who": _("%(name)s: what would they say?"),
        "screen.answered_many": _("%(count)s answered"),
        "screen.answered_one": _("One answered"),
        "screen.answers": _("Answers of the table"),
        "screen.connected": _("Connected"),
        "screen.join": _("Join table %(number)s"),
        "screen.nothing_yet": _("What you write on your phones appears here."),
        "screen.qr": _("QR code to the table"),
        "screen.timekeeper": _("Timekeeper: %(name)s"),
        "screen.together": _("Together"),
    }
