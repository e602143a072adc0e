"""One tap: did it happen?"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overbrug.core.errors import Refused
from overbrug.followups.actions.ending import erase_person
from overbrug.followups.models import WHY_LENGTH, Answer, FollowUpLink, Round
from overbrug.lib.text import clean_text


@transaction.atomic
def answer(link: FollowUpLink, *, said: str, is_same_browser: bool = False) -> None:
    """Keep the answer. A link works once; only the browser that answered may change its answer."""
    if said not in Answer.values:
        raise Refused(_("Choose one of the three answers."), field="answer")
    if is_same_browser and link.state == "used":
        _must_be_in_time(link)
    else:
        link.spend()
    link.answer = said
    link.save(update_fields=["answer"])
    if link.round == Round.MONTH:
        erase_person(link.follow_up)


@transaction.atomic
def explain(link: FollowUpLink, *, why: str) -> FollowUpLink:
    """Keep why, for the person alone; an empty text empties it."""
    words = clean_text(why)
    if len(words) > WHY_LENGTH:
        raise Refused(
            _("Make it shorter: at most %(most)s characters.") % {"most": WHY_LENGTH}, field="why"
        )
    if link.state != "used":
        raise Refused(_("Choose one of the three answers."), field="answer")
    _must_be_in_time(link)
    link.why = words
    link.save(update_fields=["why"])
    return link


def _must_be_in_time(link: FollowUpLink) -> None:
    # Asked of the database: the person may have stopped the mails since this page was opened.
    if not FollowUpLink.objects.filter(pk=link.pk, expires_at__gt=timezone.now()).exists():
        raise Refused(_("This link does not work any more."), field="link")
