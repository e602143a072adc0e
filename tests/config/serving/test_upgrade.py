"""Data folders as earlier versions left them, served by this one: nothing is missing.

They were made by scripts/freeze_data_folder.py, with the code of their day.
"""

import http.cookiejar
import json
import re
import shutil
import signal
import urllib.request
import zipfile
from pathlib import Path

import pytest

from overbrug import __version__
from overbrug.dialogues.seat_cookie import Claim, header_for
from scripts.freeze_data_folder import counts
from scripts.frozen_story import EMAIL, PRIVATE, UNNAMED
from tests.realtime.house import House, Phone

FROZEN = sorted((Path(__file__).parents[1] / "frozen").glob("*.zip"))
# What a start may add to: its own migrations, cards and the link of the first administrator.
MAY_GROW = {
    "accounts_onetimelink",
    "auth_permission",
    "cards_card",
    "cards_cardversion",
    "core_domainevent",
    "django_content_type",
    "django_migrations",
}
# What the sweep after a minute may end: the clock of the frozen folder went on.
SWEPT = {"outbox_outgoingmail", "followups_followup", "followups_followuplink", "django_session"}


@pytest.fixture(scope="module", params=FROZEN, ids=lambda path: path.stem)
def then(request):
    """The folder, served by today's code, and what its own version told of it."""
    own = House()
    data = own.folder / "data"
    zipfile.ZipFile(request.param).extractall(data)
    own.told = json.loads(request.param.with_suffix(".json").read_text())
    _as_if_frozen_today(own)
    own.start()
    own.rows = counts(data / "facts.sqlite3")
    yield own
    own.stop(signal.SIGKILL)
    shutil.rmtree(own.folder, ignore_errors=True)


def _as_if_frozen_today(own):
    """Links and codes end after days; these were open when the folder was frozen."""
    tables = [name for (name,) in own.facts("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for _, column, *_ in own.facts(f"PRAGMA table_info({table})"):
            if column.endswith("expires_at"):
                own.facts(f"UPDATE {table} SET {column} = datetime('now', '+7 days')")


def person(then, number=0):
    """Who sits at the table of then, with a cookie as that server gave one."""
    seat = then.told["talk"]["people"][number]
    return {
        "seat": seat["seat"],
        "url": f"ws://127.0.0.1:{then.port}/rt/{then.told['talk']['table']}",
        "headers": {"Cookie": header_for([Claim(seat["seat"], seat["epoch"])])},
    }


@pytest.fixture(autouse=True)
def _key_of_then(then, settings):
    settings.SECRET_KEY = (then.folder / "data/secret_key").read_text()


def page(then, path, **headers):
    """The text of a page, and where it led to."""
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    request = urllib.request.Request(f"http://127.0.0.1:{then.port}{path}", headers=headers)
    with urllib.request.build_opener(jar).open(request, timeout=20) as answer:
        return answer.read().decode()


def test_every_row_is_still_there(then):
    missing = {name: n for name, n in then.told["counts"].items() if then.rows.get(name, 0) < n}
    more = {
        name: then.rows[name]
        for name, n in then.told["counts"].items()
        if then.rows.get(name, 0) > n and name not in MAY_GROW
    }
    assert (missing, more) == ({}, {})


def test_the_words_of_the_table_are_read_by_a_phone_and_on_the_page(then):
    talk = then.told["talk"]
    with Phone(person(then)) as phone:
        phone.text = phone.doc.get(talk["field"], type=type(phone.text))
        phone.sync()
        phone.reads(talk["words"])
    text = page(then, f"/tafel/{talk['table']}/oogst.md", **person(then)["headers"])
    assert talk["words"] in re.sub(r"\s+", " ", text)


def test_what_was_written_apart_is_where_it_belongs(then):
    seat, table = person(then), then.told["talk"]["table"]
    kept = page(then, f"/tafel/{table}/alleen-ik/?seat={seat['seat']}", **seat["headers"])
    assert PRIVATE in kept
    assert UNNAMED.encode() in (then.folder / "data/unnamed.sqlite3").read_bytes()
    assert UNNAMED.encode() not in (then.folder / "data/facts.sqlite3").read_bytes()


def test_the_bridge_shows_its_promises(then):
    text = page(then, "/opgaven/genoeg-passende-woningen/")
    assert "Ombouwen" in text
    assert then.told.get("question", {}).get("promise", "") in text


def test_open_links_of_mails_that_wait_still_open(then):
    for step in ("question", "invitation"):
        if step in then.told:
            text = page(then, then.told[step]["link"])
            assert "<form" in text


def test_who_had_an_account_has_it_still(then):
    assert then.facts("SELECT count(*) FROM accounts_user WHERE email = ?", EMAIL) == [(1,)]


def test_a_second_start_changes_nothing_and_says_nothing(then):
    then.stop()
    then.start()
    after = counts(then.folder / "data/facts.sqlite3")
    same = {name for name in then.rows if name not in MAY_GROW and name not in SWEPT}
    assert {name: after[name] for name in same} == {name: then.rows[name] for name in same}
    assert not re.search("ERROR|WARNING|Traceback", then.words())
    assert json.loads((then.folder / "data/version.json").read_text())["version"] == __version__
