"""Every sentence of the live room, by the key under which its script asks for it.

The script calls t("key"): tests compare the keys on both sides, so neither can go missing.
"""

from __future__ import annotations

from django.utils.translation import gettext as _


def room_texts() -> dict[str, str]:
    """All texts in the active language; placeholders are filled in by the script."""
    parts = (_part_1(), _part_2(), _part_3(), _part_4(), _part_5(), _part_6(), _part_7())
    return {key: text for part in parts for key, text in part.items()}


def _part_1() -> dict[str, str]:
    """Choice, clock, commitment, device."""
    return {
        "choice.chosen_many": _("%(count)s chose this: %(names)s"),
        "choice.chosen_one": _("Chosen by %(names)s"),
        "choice.hint_many": _("You may choose several."),
        "choice.hint_one": _("Choose one."),
        "choice.nobody": _("Nobody yet"),
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


def _part_2() -> dict[str, str]:
    """Dots, error, field, finish."""
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
        "error.server": _("The room could not keep something. Your text is still on this device."),
        "error.too_large": _(
            "There is too much text at this table. Your text is still on this device."
        ),
        "error.too_many": _("This seat is open on too many screens. Close one of them."),
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
        "finish.device": _("The copy on this device"),
        "finish.own_table": _("Begin a table of your own"),
        "finish.reopen": _("Open the conversation again"),
        "finish.result": _("Read what you wrote"),
        "finish.thanks": _("Thank you"),
        "finish.title": _("The conversation is finished"),
        "finish.what": _(
            "Everything you wrote stands together on one page. You can print it or "
            "take it with you."
        ),
        "finish.wipe": _("Wipe the copy on this device"),
        "finish.wipe_anyway": _("Wipe it all the same"),
        "finish.wipe_busy": _(
            "Another tab has words of this table that are not saved yet. Look there first."
        ),
        "finish.wipe_held": _(
            "Another tab still holds the copy. Close that tab: then the copy is wiped."
        ),
        "finish.wipe_can": _(
            "Everything is saved. The copy on this device may go. It goes by itself after a day."
        ),
        "finish.wipe_unsaved": _(
            "Some words are only on this device. Whoever wipes now, loses those words."
        ),
        "finish.wipe_wait": _("Not everything is saved yet. That comes first."),
        "finish.wiped": _(
            "The copy on this device is wiped. What you wrote is saved with the table."
        ),
    }


def _part_3() -> dict[str, str]:
    """Look, notes, notice, opgave, order, pause, presence, prober, question."""
    return {
        "look.after_end": _("You are looking at step %(number)s. The conversation is finished."),
        "look.at": _("You are looking at step %(number)s. The table is at step %(now)s."),
        "look.back": _("Go to step %(number)s"),
        "look.to_end": _("Go to the end"),
        "notes.hint": _("One thought per note. Everyone sees it while you write."),
        "notes.more": _("Add a note"),
        "notes.note": _("Note %(number)s"),
        "notice.close": _("Close"),
        "notice.undo": _("Undo"),
        "opgave.current": _("How it is now"),
        "opgave.desired": _("How it must become"),
        "opgave.essence": _("Essence of the challenge"),
        "opgave.example": _("example data"),
        "opgave.missing": _("empty chair"),
        "opgave.more": _("Read more about this opgave"),
        "opgave.origin": _("Where it comes from"),
        "opgave.page": _("Open the page of the opgave (new tab)"),
        "opgave.parties": _("Who takes part, and what they want"),
        "opgave.read": _("Read the opgave"),
        "opgave.title": _("The opgave"),
        "order.agree": _("Keep this order"),
        "order.down": _("Move %(name)s down"),
        "order.hint": _("Move the most important one to the top."),
        "order.kept": _("This order is your answer now."),
        "order.moved": _("%(name)s is now number %(place)s."),
        "order.table_many": _("The order of %(count)s people together: %(names)s"),
        "order.table_one": _("The order of one person: %(names)s"),
        "order.up": _("Move %(name)s up"),
        "pause.label": _("Half-time"),
        "pause.look_ahead": _("Look ahead"),
        "pause.look_back": _("Look back"),
        "pause.roles": _("Change roles"),
        "pause.roles_why": _("Somebody else asks the follow-up questions or keeps the time now."),
        "presence.away": _("away for a moment"),
        "presence.empty_chair": _("Empty chair"),
        "presence.title": _("Who is here"),
        "presence.writing": _("writing"),
        "prober.here": _("%(name)s, the prober, also sits at this device."),
        "prober.title": _("Follow-up questions"),
        "prober.you": _("You are the prober. Only you see these questions."),
        "question.big_screen": _("Big screen"),
        "question.label": _("The question"),
        "question.read_aloud": _("Read aloud"),
        "question.stop_reading": _("Stop reading"),
    }


def _part_4() -> dict[str, str]:
    """Refused, roles, save."""
    return {
        "refused.finished": _("The conversation is finished. Open it again first."),
        "refused.lost": _("The connection was lost for a moment. Look at the clock and try again."),
        "refused.not_running": _("The conversation has not begun yet."),
        "refused.not_timekeeper": _("Only the timekeeper uses the clock now."),
        "refused.not_your_seat": _("That seat is not on this device."),
        "refused.offline": _("No connection. This can be done when you are online again."),
        "refused.other": _("That did not work. Try again."),
        "refused.read_only": _("This screen only looks."),
        "refused.role_held": _("Somebody else has this role. Ask them to hand it over."),
        "refused.value": _("That answer was not kept. Choose again."),
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
        "save.all_saved": _("Everything is saved."),
        "save.back": _("The connection is back."),
        "save.connecting": _("Connecting…"),
        "save.late": _("Not confirmed yet. It is on this device"),
        "save.no_connection": _("No connection"),
        "save.offline": _("Offline. It is on this device"),
        "save.saved": _("Saved"),
        "save.saving": _("Saving…"),
        "save.say_offline": _("No connection. What you write stays on this device."),
        "save.say_storage": _(
            "The table cannot save at the moment. What you write stays on this device."
        ),
        "save.say_storage_back": _("The table can save again."),
        "save.storage": _("The table cannot save. It is on this device"),
        "save.unsafe": _("Not saved. Keep this page open"),
    }


def _part_5() -> dict[str, str]:
    """Scale, schedule, screen, seats, step, steps, stopped, strip."""
    return {
        "scale.earlier": _("Earlier you chose %(figure)s."),
        "scale.people": _("%(count)s people"),
        "schedule.ahead": _("%(minutes)s min ahead"),
        "schedule.behind": _("%(minutes)s min behind"),
        "schedule.of_plan": _("of plan"),
        "schedule.on_time": _("On plan"),
        "screen.and_who": _("%(name)s: what would they say?"),
        "screen.answered_many": _("%(count)s answered"),
        "screen.answered_one": _("One answered"),
        "screen.answers": _("Answers of the table"),
        "screen.connected": _("Connected"),
        "screen.join": _("Join table %(number)s"),
        "screen.qr": _("QR code to the table"),
        "screen.timekeeper": _("Timekeeper: %(name)s"),
        "screen.together": _("Together"),
        "seats.who": _("Who writes now?"),
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
        "stopped.no_seat": _(
            "Your seat on this device is no longer valid. What you wrote is still here."
        ),
        "stopped.no_table": _("This table no longer exists. What you wrote is still here."),
        "stopped.revoked": _("Your seat was taken back. What you wrote is still here."),
        "stopped.sit_again": _("Sit down again"),
        "strip.unnamed": _("Without a name"),
    }


def _part_6() -> dict[str, str]:
    """Table, time, unnamed, visibility."""
    return {
        "table.at_the_table": _("At the table: %(label)s"),
        "table.name": _("Table %(number)s"),
        "table.wrote": _("%(count)s of %(of)s have written"),
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
            "wrote one, or after this step."
        ),
        "unnamed.switch": _("Write without your name"),
        "unnamed.waiting_many": _("%(count)s lines are waiting on this device to be sent."),
        "unnamed.waiting_one": _("One line is waiting on this device to be sent."),
        "visibility.network": _("The network of this opgave sees this"),
        "visibility.only_me": _("Only you see this"),
        "visibility.organisation": _("Your organisation sees this"),
        "visibility.public": _("Everyone sees this"),
        "visibility.table": _("Only this table sees this"),
    }


def _part_7() -> dict[str, str]:
    """Waiting, who."""
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
        "who.someone": _("someone"),
        "who.you": _("you"),
    }
