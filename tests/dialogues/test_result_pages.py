"""What you wrote: the page and the files, from a real room log."""

import pytest

from overbrug.dialogues.actions import release_unnamed, submit_unnamed
from tests.factories import editor_of
from tests.factories_dialogues import (
    UNNAMED_FIELD,
    browser_of,
    make_seat,
)
from tests.talk import write_in_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(settings, tmp_path):
    settings.ROOM_LOG_PATH = tmp_path / "rooms.sqlite3"
    return make_seat(name="Mieke")


def test_the_table_reads_prints_and_takes_along_what_it_wrote(seat, settings):
    text = {f"start/reason/{seat.public_id}": "Mijn dochter <wacht>", "meet/heard/table": "=1+1"}
    write_in_room(settings.ROOM_LOG_PATH, seat, text)
    browser, address = browser_of(seat), f"/tafel/{seat.table.public_id}/oogst"

    page = browser.get(f"{address}/").content.decode()
    markdown, rows = browser.get(f"{address}.md"), browser.get(f"{address}.csv")

    assert "Mijn dochter &lt;wacht&gt;" in page
    assert "data-print" in page
    assert "Mijn dochter \\<wacht\\>" in markdown.content.decode()
    assert "'=1+1" in rows.content.decode("utf-8-sig")
    assert "attachment" in rows["Content-Disposition"]


def test_before_anybody_wrote_every_step_is_there_as_empty(seat):
    page = browser_of(seat).get(f"/tafel/{seat.table.public_id}/oogst/").content.decode()

    assert page.count('class="section" aria-labelledby="step-') == 9
    assert page.count('class="strip"') >= 9


def test_unnamed_lines_stand_without_a_name(seat):
    submit_unnamed(seat.table, line_id="a" * 32, field=UNNAMED_FIELD, text="Niemand zegt dit")
    release_unnamed(seat.table)

    rows = (
        browser_of(seat).get(f"/tafel/{seat.table.public_id}/oogst.csv").content.decode("utf-8-sig")
    )

    [line] = [row for row in rows.splitlines() if "Niemand zegt dit" in row]
    assert "Mieke" not in line


@pytest.mark.parametrize("what", ["oogst/", "oogst.md", "oogst.odt", "oogst.csv"])
def test_no_organiser_and_no_other_table_reads_it(seat, client, what):
    client.force_login(editor_of(seat.table.dialogue.opgave))
    address = f"/tafel/{seat.table.public_id}/{what}"

    assert client.get(address).status_code == 403
    assert browser_of(make_seat()).get(address).status_code == 403


def test_a_big_screen_cannot_take_the_words_along(seat):
    screen = make_seat(seat.table, name="Screen", kind="screen")

    assert browser_of(screen).get(f"/tafel/{seat.table.public_id}/oogst.csv").status_code == 403


def test_a_word_processor_opens_what_the_table_wrote(seat, settings):
    import io
    import zipfile
    from xml.etree import ElementTree as ET

    text = {f"start/reason/{seat.public_id}": "Mijn <b>dochter</b> & ik\x07"}
    write_in_room(settings.ROOM_LOG_PATH, seat, text)

    file = browser_of(seat).get(f"/tafel/{seat.table.public_id}/oogst.odt")

    content = zipfile.ZipFile(io.BytesIO(file.content)).read("content.xml")
    assert "Mieke: Mijn <b>dochter</b> & ik" in "".join(ET.fromstring(content).itertext())
