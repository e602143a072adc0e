"""Who is here, on which device, in which role."""

from __future__ import annotations

from django.utils.translation import gettext as _


def texts() -> dict[str, str]:
    """All of them in the active language."""
    return {**_people(), **_happened(), **_roles(), **_device()}


def _people() -> dict[str, str]:
    """Names and presence."""
    return {
        "presence.away": _("away for a moment"),
        "presence.empty_chair": _("Empty chair"),
        "presence.title": _("Who is here"),
        "presence.writing": _("writing"),
        "presence.writing_many": _("are writing"),
        "prober.here": _("%(name)s, the prober, also sits at this device."),
        "prober.title": _("Your follow-up questions (%(count)s)"),
        "prober.you": _("You are the prober. Only you see these questions."),
        "seats.who": _("Who writes now?"),
        "who.someone": _("someone"),
        "who.you": _("you"),
    }


def _happened() -> dict[str, str]:
    """What others did, to read back and to hear in short."""
    return {
        "happened.answered_many": _("%(count)s people answered something."),
        "happened.answered_one": _("%(name)s answered something."),
        "happened.at_answered": _("%(name)s answered at: %(label)s"),
        "happened.at_unnamed": _("Lines without a name came at: %(label)s"),
        "happened.at_wrote": _("%(name)s wrote at: %(label)s"),
        "happened.empty": _("This box is empty now."),
        "happened.nothing": _("Nothing has happened since you opened this page."),
        "happened.say": _("Let a screen reader say when others write or answer"),
        "happened.title": _("What happened"),
        "happened.together": _("Something was written in a box for the whole table."),
        "happened.unnamed": _("Lines without a name came on the table."),
        "happened.why": _(
            "What others did since you opened this page. The newest is at the bottom."
        ),
        "happened.wrote_many": _("%(count)s people wrote something."),
        "happened.wrote_one": _("%(name)s wrote something."),
    }


def _roles() -> dict[str, str]:
    """Roles and how they change hands."""
    return {
        "roles.deal": _("Deal the roles"),
        "roles.dealt": _("The free roles have been dealt."),
        "roles.dealt_by": _("%(name)s has dealt the free roles."),
        "roles.dealt_here": _("On this device: %(roles)s."),
        "roles.dealt_you": _("You are: %(roles)s."),
        "roles.drop": _("Lay this role down"),
        "roles.free": _("Nobody has this role yet."),
        "roles.give_to": _("Hand over to %(name)s"),
        "roles.held_by": _("%(name)s has this role."),
        "roles.now": _("%(role)s: %(name)s"),
        "roles.redeal": _("Deal the roles again"),
        "roles.redealt": _("The roles have been dealt again."),
        "roles.redealt_by": _("%(name)s has dealt the roles again."),
        "roles.take": _("%(role)s: take this role"),
        "roles.take_over_many": _("%(role)s is %(count)s minutes away: take over"),
        "roles.take_over_one": _("%(role)s is one minute away: take over"),
        "roles.title": _("Roles"),
        "roles.who": _("%(role)s: %(name)s"),
    }


def _device() -> dict[str, str]:
    """This device."""
    return {
        "device.add_person": _("Seat another person on this device"),
        "device.language_why": _(
            "The page comes back in that language. Nothing you wrote is lost."
        ),
        "device.leave": _("Leave the table"),
        "device.seats": _("See who sits where, free a chair"),
        "device.title": _("This device"),
        "device.unsafe": _(
            "This device cannot keep a copy. Keep this page open until everything is saved."
        ),
    }
