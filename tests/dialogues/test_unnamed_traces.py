"""A line without a name leaves no trace elsewhere: not in a session, not in the trail."""

import importlib

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client

from overbrug.config.serving import prepare
from overbrug.core.models import DomainEvent
from overbrug.dialogues.actions import sit_down
from overbrug.dialogues.models import UnnamedLine
from tests.dialogues.disk import holding
from tests.factories import UserFactory
from tests.factories_dialogues import UNNAMED_FIELD, browser_of, make_dialogue


@pytest.mark.slow
def test_lines_of_an_older_version_move_along_and_leave_nothing_behind(file_database):
    """Back to the first layout with a line in it, and forward again as `serve` does."""
    folder = file_database.parent
    table = make_dialogue().tables.get()
    put_back_in_the_facts(table)
    (folder / "unnamed.sqlite3").unlink()

    migration = importlib.import_module("overbrug.dialogues.migrations.0002_unnamed_lines_apart")
    with connections["default"].schema_editor() as editor:
        migration.hand_over(None, editor)
    prepare.bring_up_to_date(folder)

    assert [line.text for line in UnnamedLine.objects.filter(table=table.public_id)] == ["CANARY"]
    assert {file.name for file in holding(folder, b"CANARY")} == {"unnamed.sqlite3"}


def put_back_in_the_facts(table):
    """The facts as they were before the lines had a file of their own."""
    first = importlib.import_module("overbrug.dialogues.migrations.0001_initial")
    connections["unnamed"].close()
    with connections["default"].cursor() as cursor:
        cursor.execute(first.WITHOUT_ROWID)
        cursor.execute(
            "INSERT INTO dialogues_unnamedline VALUES (%s, %s, 'CANARY', 0, %s)",
            ["a" * 32, UNNAMED_FIELD, table.pk],
        )


@pytest.mark.slow
def test_sending_leaves_session_and_audit_as_they_were(file_database):
    user = UserFactory()
    dialogue = make_dialogue(created_by=user)
    seat = sit_down(dialogue, name="Alice")
    browser: Client = browser_of(seat)
    browser.force_login(user)
    sessions, events = list(Session.objects.values()), DomainEvent.objects.count()

    line = {"id": "a" * 32, "field": UNNAMED_FIELD, "text": "een regel"}
    browser.post(
        f"/tafel/{seat.table.public_id}/zonder-naam/", line, content_type="application/json"
    )

    assert list(Session.objects.values()) == sessions
    assert DomainEvent.objects.count() == events
