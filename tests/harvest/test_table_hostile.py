"""What the table's page gets that it should not: never a broken page, never a lost choice."""

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from django.db import router

from overbrug.config.cli import main
from overbrug.config.serving import prepare
from overbrug.dialogues.models import Table
from overbrug.harvest import models
from overbrug.harvest.actions import mark, note_dissent, propose_page, say
from overbrug.harvest.models import HarvestLine, Mark
from tests.factories_dialogues import browser_of, make_seat
from tests.harvest.proposals import a_while_ago
from tests.harvest.test_table_page import address, page_of, press
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db
hostile = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)


@hostile
def test_any_text_as_another_view_or_a_reason(alice, bob, key, text):
    mark(alice.table, own=[alice], language="nl", choices={key: 1})
    propose_page(alice.table, own=[alice], language="nl")
    assert press(bob, save="1", **{f"view:{key}": text}).status_code in (302, 422)
    reason = {f"reason:{bob.public_id}": text}
    said = press(bob, form="vote", page="1", object=bob.public_id, **reason)
    assert said.status_code in (302, 422)
    assert "<script>alert" not in page_of(alice)


@hostile
def test_any_text_where_a_button_says_what_it_is_about(alice, key, text):
    for name in ("save", "step", "hold", "unhold", "unview", "show", "unshow", "propose"):
        assert press(alice, **{name: text}).status_code in (302, 403, 422)
    for form, fields in (
        ("vote", {"page": text, "agree": alice.public_id}),
        ("vote", {"page": "1", "agree": text}),
        ("take_back", {"page": "1", "line": text}),
        (text, {}),
    ):
        assert press(alice, form=form, **fields).status_code in (409, 422)
    assert not HarvestLine.objects.exists()


@hostile
def test_any_text_in_the_address(alice, text):
    answer = browser_of(alice).get(address(alice), {"stap": text[:2000]})
    assert answer.status_code == (400 if "\x00" in text else 200)


@hostile
def test_any_line_and_any_choice(alice, key, text):
    fields = {f"see:{text[:2000]}": "3-0", f"see:{key}": text}
    assert press(alice, save="1", **fields).status_code in (400, 422)
    assert not Mark.objects.exists()


@pytest.mark.parametrize("value", ["3-4", "3-2", "0", "-", "3-0-1", "9-9", "-1-0"])
def test_a_choice_that_is_not_offered_is_refused(alice, key, value):
    assert press(alice, save="1", **{f"see:{key}": value}).status_code == 422
    assert not Mark.objects.exists()


def test_thousands_of_fields_are_refused_in_words(alice, key):
    fields = {f"see:{number}": "3-0" for number in range(3000)}
    assert press(alice, save="1", **fields).status_code == 400


def test_lines_of_another_table_are_refused_and_the_own_choice_is_kept(alice, key):
    fields = {f"see:{key}": "3-1", f"see:start/reason/{make_seat().public_id}": "3-0"}
    assert press(alice, save="1", **fields).status_code == 422
    assert list(Mark.objects.values_list("key", "visibility")) == [(key, 1)]


def test_a_vote_on_a_page_of_another_table_is_refused(alice, bob, key, wrote):
    mark(alice.table, own=[alice], language="nl", choices={key: 1})
    page = propose_page(alice.table, own=[alice], language="nl")
    stranger = make_seat(name="Dave")
    assert press(stranger, form="vote", page="1", agree=stranger.public_id).status_code == 409
    assert not page.votes.exclude(choice="").exists()


def test_a_line_that_vanished_meanwhile_loses_no_other_choice(alice, bob, key):
    fields = {f"see:{key}": "3-0", f"see:start/reason/{bob.public_id}": "3-0"}
    refused = press(bob, propose="1", **fields)
    assert refused.status_code == 422
    assert "Je andere keuzes zijn bewaard" in refused.content.decode()
    assert Mark.objects.get().visibility == 0
    assert not alice.table.harvest_pages.exists()


def test_a_conversation_that_was_closed_can_still_approve(alice, key):
    dialogue = alice.table.dialogue
    dialogue.closed_at = dialogue.created_at
    dialogue.save()
    assert press(alice, propose="1", **{f"see:{key}": "3-1"}).status_code == 302


def everything(alice, bob, key):
    """A row in each of the tables that this page fills."""
    note_dissent(bob.table, own=[bob], by=bob, language="nl", key=key, text="=1+1 <b>")
    mark(alice.table, own=[alice], language="nl", choices={key: 0})
    page = a_while_ago(propose_page(alice.table, own=[alice], language="nl"))
    say(page, by=alice, choice="agree")
    say(page, by=bob, choice="agree")


def test_erasing_the_conversation_takes_it_all(monkeypatch, alice, bob, key):
    everything(alice, bob, key)
    kinds = (models.Mark, models.Dissent, models.HarvestPage, models.Vote, models.HarvestLine)
    assert all(kind.objects.exists() for kind in kinds)
    monkeypatch.setattr(prepare, "empty_log", lambda **how: True)  # a test is a transaction
    assert main(["erase", "dialogue", alice.table.dialogue.shown_code, "--yes"]) == 0
    assert not any(kind.objects.exists() for kind in (*kinds, Table))
    assert press(alice, propose="1").status_code == 403


def test_the_harvest_lives_in_the_facts_that_a_backup_takes_whole():
    kinds = (models.Mark, models.Dissent, models.HarvestPage, models.Vote, models.HarvestLine)
    assert {router.db_for_write(kind) for kind in kinds} == {"default"}


@pytest.mark.parametrize("ending", ["md", "odt", "csv"])
def test_files_hold_what_was_approved_and_nothing_that_works(alice, bob, wrote, ending):
    line = wrote(alice, reason="=HYPERLINK() <script> *x*\x07")["reason"]
    wrote(bob, reason="This stays here.")
    everything(alice, bob, line)
    answer = browser_of(bob).get(f"{address(alice)[:-1]}.{ending}")
    content = answer.content
    if ending == "odt":
        content = zipfile.ZipFile(io.BytesIO(content)).read("content.xml")
        assert "=HYPERLINK() <script> *x*" in "".join(ET.fromstring(content).itertext())
    text = content.decode("utf-8-sig")
    assert "This stays here." not in text
    assert "Alice" not in text
    assert "\x07" not in text
    assert {"md": "\\<script\\> \\*x\\*", "csv": "'=HYPERLINK()", "odt": "&lt;b&gt;"}[
        ending
    ] in text
