"""No page, file, history, search, mail, log or socket shows a line above its visibility.

Generated: every address of the site, for everyone, about everything in `world_of_markers`.
"""

import json
import logging
from collections import defaultdict
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import resolve
from django.utils import timezone

from overbrug.core.models import DomainEvent
from overbrug.core.sweeping import sweep_all
from overbrug.core.visibility import Visibility
from overbrug.outbox.models import OutgoingMail
from tests.harvest.answers import text_of
from tests.harvest.world_of_markers import (
    BEHIND_LINKS,
    ROLES,
    SEEN_BY,
    MarkedWorld,
    questions,
)

pytestmark = pytest.mark.django_db
LEVELS = pytest.mark.parametrize(
    "visibility", [Visibility.PUBLIC, Visibility.NETWORK], ids=["public", "network"]
)
# Nobody reads these on a page: an address that was typed, and a line that was not shown yet.
ON_NO_PAGE = {"qzxvjkwaiting", "qzxvjkasked"}


def markers_in(text):
    """The words of the world that stand in a text."""
    return {marker for marker in SEEN_BY if marker in text.lower()}


@LEVELS
def test_every_page_shows_each_line_to_those_who_may_see_it_and_to_nobody_else(
    visibility, room_log
):
    world = MarkedWorld(visibility, room_log)
    addresses = sorted(set(world.addresses()))
    seen, wrong, opened = defaultdict(set), [], set()
    for role in ROLES:
        client = world.client(role)
        for address in addresses:
            for end in questions(world):
                response = client.get(address + end)
                assert response.status_code < 500, address
                is_open = response.status_code == 200
                if is_open:
                    opened.add((role, resolve(address).view_name))
                for marker in markers_in(text_of(response)):
                    seen[marker].add(role)
                    if role not in world.seen_by(marker):
                        wrong.append(f"{role} reads {marker} at {address}{end}"[:200])
                if not is_open or "html" not in response["Content-Type"]:
                    break  # what is shut stays shut, and a file is the same, whatever is asked
    assert wrong == []
    # The pages of a mailed link open for who came through it, and for nobody else.
    behind_links = set().union(*BEHIND_LINKS.values())
    assert {(role, name) for role, name in opened if name in behind_links} == {
        (role, name) for role, pages in BEHIND_LINKS.items() for name in pages
    }
    # A walk that finds nothing proves nothing: who may see a line does find it somewhere.
    expected = {m: world.seen_by(m) for m in SEEN_BY if m not in ON_NO_PAGE}
    assert {m: seen[m] for m in expected} == expected


@LEVELS
def test_mails_hold_no_line_but_the_own_step_and_the_promise_that_is_asked(visibility, room_log):
    MarkedWorld(visibility, room_log)
    waiting = list(OutgoingMail.objects.all())
    for days in (3, 31):
        sweep_all(timezone.now() + timedelta(days=days))
    sent = [(m.to[0], m.subject, str(m.message())) for m in mail.outbox]
    sent += [(m.to, m.subject, m.text + m.html) for m in waiting]
    assert sent
    allowed = {
        "qzxvjkmailof@overwater.example": {"qzxvjkstep", "qzxvjkmailof"},
        "qzxvjkasked@overwater.example": {"qzxvjkpromise", "qzxvjkasked"},
    }
    for to, subject, body in sent:
        # An address in the words of a participant ("typed.example") is not among them.
        assert markers_in(subject + body) - allowed[to] == set(), to
    assert {to for to, _subject, _body in sent} == set(allowed)


@LEVELS
def test_the_audit_trail_and_the_log_hold_no_line(visibility, room_log, caplog):
    caplog.set_level(logging.DEBUG)
    world = MarkedWorld(visibility, room_log)
    for role in ("visitor", "seated", "editor"):
        client = world.client(role)
        for address in {a for a in world.addresses() if "opgaven" in a or "tafel" in a}:
            client.get(address)
    facts = json.dumps(list(DomainEvent.objects.values("facts", "role", "organisation", "verb")))
    assert DomainEvent.objects.filter(verb="harvest_approved").exists()
    assert markers_in(facts) == set()
    assert markers_in(caplog.text) == set()
