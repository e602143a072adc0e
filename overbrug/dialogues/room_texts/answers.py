"""What people answer: writing, choosing, dots, promises."""

from __future__ import annotations

from django.utils.translation import gettext as _


def texts() -> dict[str, str]:
    """All of them in the active language."""
    return {**_writing(), **_choosing(), **_dots(), **_promising()}


def _writing() -> dict[str, str]:
    """Boxes, notes, and lines without a name."""
    return {
        "field.person_hint": _(
            "A few sentences are enough. The table reads along while you write."
        ),
        "field.private_elsewhere": _("What only you saw is still on the device you sat at before."),
        "field.private_hint": _("This is not shown to the table, now or later."),
        "field.table_hint": _("A box for the whole table. Everyone can write in it."),
        "field.too_long": _(
            "That is too long: at most %(count)s characters fit. Nothing has changed."
        ),
        "field.who_writes": _("Writing now: %(names)s"),
        "field.yours": _("Your answer"),
        "notes.hint": _("One thought per note. Everyone sees it while you write."),
        "notes.more": _("Add a note"),
        "notes.note": _("Note %(number)s"),
        "strip.unnamed": _("Without a name"),
        "unnamed.change": _("Change this line"),
        "unnamed.empty": _("Write a line first."),
        "unnamed.hint": _(
            "It goes to the table as a whole, without your name, and appears "
            "between others. In a small group people may still guess."
        ),
        "unnamed.label": _("A line without your name"),
        "unnamed.send": _("Lay it on the table"),
        "unnamed.sent": _(
            "Your line comes on the table without a name. That happens once three people "
            "wrote one, or when the talk is over."
        ),
        "unnamed.switch": _("Write without your name"),
        "unnamed.waiting_many": _("%(count)s lines are waiting on this device to be sent."),
        "unnamed.waiting_one": _("One line is waiting on this device to be sent."),
    }


def _choosing() -> dict[str, str]:
    """Choices, orders and scales."""
    return {
        "choice.chosen_many": _("%(count)s chose this: %(names)s"),
        "choice.chosen_one": _("Chosen by %(names)s"),
        "choice.hint_many": _("You may choose several."),
        "choice.hint_one": _("Choose one."),
        "choice.nobody": _("Nobody yet"),
        "order.agree": _("Keep this order"),
        "order.down": _("Move %(name)s down"),
        "order.hint": _("Move the most important one to the top."),
        "order.kept": _("This order is your answer now."),
        "order.moved": _("%(name)s is now number %(place)s."),
        "order.table_many": _("The order of %(count)s people together: %(names)s"),
        "order.table_one": _("The order of one person: %(names)s"),
        "order.up": _("Move %(name)s up"),
        "scale.earlier": _("Earlier you chose %(figure)s."),
        "scale.people": _("%(count)s people"),
    }


def _dots() -> dict[str, str]:
    """Dots on the answers of others."""
    return {
        "dots.give": _("Give a dot"),
        "dots.here_many": _("%(count)s dots lie here."),
        "dots.here_none": _("No dots lie here now."),
        "dots.here_one": _("One dot lies here."),
        "dots.left_many": _("You have %(count)s dots left."),
        "dots.left_none": _("All your dots are on the table. You may move them."),
        "dots.left_none_one": _("Your dot is on the table. You may move it."),
        "dots.left_one": _("You have one dot left."),
        "dots.none_left_move": _("Your dots are used up. Take one back first."),
        "dots.nothing_yet": _("Nothing has been written yet to give dots to."),
        "dots.take_back": _("Take a dot back"),
        "dots.to": _("for the answer of %(name)s"),
        "dots.to_own": _("for your own answer"),
        "dots.total_many": _("%(count)s dots"),
        "dots.total_one": _("1 dot"),
        "dots.yours_many": _("%(count)s of them yours"),
        "dots.yours_one": _("one of them yours"),
    }


def _promising() -> dict[str, str]:
    """The parts of a promise."""
    return {
        "commitment.hint": _(
            "Only promise what you can do yourself. Everyone at the table reads along."
        ),
        "commitment.means": _("With which means?"),
        "commitment.sign": _("How will the others see that it is done?"),
        "commitment.what": _("What do you promise?"),
        "commitment.when": _("When is it done?"),
        "commitment.who": _("Who makes this promise?"),
        "commitment.who_hint": _("Organisation and role, not the name of a person."),
        "commitment.who_note": _(
            "Organisation and role, not the name of a person. You sit here for: %(note)s."
        ),
    }
