"""The page of the room, and starting an own table from it."""

import json
import re

import pytest
from django.conf import settings as site_settings
from django.test import Client

from overbrug.core.errors import Refused
from overbrug.core.visibility import Visibility
from overbrug.dialogues.actions import grow_own_table
from overbrug.dialogues.demo import make_demo_dialogue
from overbrug.dialogues.models import Dialogue, Seat
from overbrug.dialogues.queries import demo_dialogue, dialogues_on
from tests.factories import OpgaveFactory, PartyFactory
from tests.factories_dialogues import browser_of, brugtafel, make_dialogue, make_seat, make_table

pytestmark = pytest.mark.django_db


def config_of(answer):
    found = re.search(
        r'<script id="room-config" type="application/json">(.*?)</script>', answer.content.decode()
    )
    return json.loads(found[1])


def test_a_seat_opens_the_room_with_all_the_script_needs():
    seat = make_seat(name="</script><b>")
    PartyFactory(
        opgave=seat.table.dialogue.opgave, organisation=None, name="18-30 jaar", presence="missing"
    )
    answer = browser_of(seat).get(f"/tafel/{seat.table.public_id}/")
    config = config_of(answer)

    assert config["mode"] == "seat"
    assert config["seats"] == [seat.public_id]
    assert config["socket"] == f"/rt/{seat.table.public_id}"
    assert config["missing"] == ["18-30 jaar"]
    assert len(config["card"]["blocks"]) == 9
    assert config["table"]["code"] == seat.table.dialogue.shown_code
    assert set(config["urls"]) >= {
        "unnamed", "private", "result", "screens", "join", "leave", "seats", "own",
    }  # fmt: skip
    assert "<noscript>" in answer.content.decode()
    assert "client/src/room/main.ts" in answer.content.decode()


def test_the_table_reads_the_opgave_together():
    opgave = OpgaveFactory(
        question="Hoe dan?", current_situation="Nu.", desired_situation="Straks."
    )
    PartyFactory(opgave=opgave, organisation=None, name="Bewoners", own_goal="Een huis.")
    PartyFactory(opgave=opgave, organisation=None, name="Wie niet wil", presence="declined")
    seat = make_seat(make_table(opgave=opgave))

    read = config_of(browser_of(seat).get(f"/tafel/{seat.table.public_id}/"))["opgave"]

    assert (read["question"], read["current"], read["desired"]) == ("Hoe dan?", "Nu.", "Straks.")
    assert [(party["name"], party["goal"]) for party in read["parties"]] == [
        ("Bewoners", "Een huis.")
    ]
    assert read["url"] == opgave.get_absolute_url()


def test_the_table_reads_an_opgave_whose_page_it_may_not_open():
    opgave = OpgaveFactory(question="Hoe dan?", visibility=Visibility.ORGANISATION)
    seat = make_seat(make_table(opgave=opgave))

    read = config_of(browser_of(seat).get(f"/tafel/{seat.table.public_id}/"))["opgave"]

    assert (read["question"], read["url"]) == ("Hoe dan?", "")


def test_a_rehearsal_has_no_opgave_to_read():
    from overbrug.dialogues.actions import start_rehearsal

    seat = start_rehearsal(brugtafel(), tables=1, seats=3)[0]

    assert config_of(browser_of(seat).get(f"/tafel/{seat.table.public_id}/"))["opgave"] is None


def test_every_address_in_the_config_opens():
    seat = make_seat()
    browser = browser_of(seat)
    config = config_of(browser.get(f"/tafel/{seat.table.public_id}/"))

    for name, address in config["urls"].items():
        query = {"seat": seat.public_id} if name == "private" else {}
        # The calendar asks for a step first, on a page of its own.
        assert browser.get(address, query, follow=True).status_code == 200, name


def test_the_big_screen_has_a_qr_code_for_who_comes_late():
    screen = make_seat(kind="screen", name="Screen")

    config = config_of(browser_of(screen).get(f"/tafel/{screen.table.public_id}/groot-scherm/"))

    assert config["mode"] == "screen"
    assert config["qr"].startswith("<svg")
    assert "style" not in config["qr"]


@pytest.mark.parametrize("table", ["aaaaaaaaaaaaaaaa", "nothing", None])
def test_without_a_seat_a_box_for_the_code_shows(table):
    table = table or make_table().public_id

    answer = Client().get(f"/tafel/{table}/")

    assert answer.status_code == 403
    assert 'name="code"' in answer.content.decode()


def test_a_forged_cookie_opens_nothing():
    seat = make_seat()
    browser = Client()
    browser.cookies[site_settings.SEAT_COOKIE_NAME] = f"{seat.public_id}-1:1abc:{'x' * 43}"

    assert browser.get(f"/tafel/{seat.table.public_id}/").status_code == 403


def test_a_table_called_in_english_speaks_english_until_somebody_switches():
    seat = make_seat(make_table(language="en"))
    browser = browser_of(seat)
    address = f"/tafel/{seat.table.public_id}/"

    assert config_of(browser.get(address))["card"]["title"] == "Bridge table"
    browser.cookies["overbrug_language"] = "nl"
    dutch = config_of(browser.get(address))
    assert dutch["card"]["title"] == "Brugtafel"
    # What the table wrote is still read aloud in English.
    assert (dutch["language"], dutch["spoken"]) == ("nl", "en")
    result = browser.get(f"{address}oogst/").content.decode()
    assert '<p class="lead" dir="auto" lang="en">' in result


def test_a_phone_gets_an_address_it_can_reach(settings):
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "192.0.2.7", "testserver"]
    seat = make_seat()

    answer = browser_of(seat).get(f"/tafel/{seat.table.public_id}/", HTTP_HOST="localhost:8123")

    assert config_of(answer)["table"]["joinUrl"].startswith("http://192.0.2.7:8123/aan/")


def test_on_a_server_for_this_machine_alone_links_lead_to_it_and_a_line_says_so(settings):
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "192.0.2.7", "testserver"]
    settings.HOST = "127.0.0.1"
    seat = make_seat()
    browser, address = browser_of(seat), f"/tafel/{seat.table.public_id}/"

    answer = browser.get(address, HTTP_HOST="localhost:8123")
    screens = browser.get(f"{address}schermen/", HTTP_HOST="localhost:8123").content.decode()

    assert config_of(answer)["table"]["joinUrl"].startswith("http://localhost:8123/aan/")
    assert "Telefoons kunnen dit niet openen" in screens
    settings.HOST = ""
    assert "Telefoons" not in browser.get(f"{address}schermen/").content.decode()


def test_somebody_begins_an_own_table_and_sits_there():
    seat = make_seat(name="Alice")
    browser = browser_of(seat)

    answer = browser.post(f"/tafel/{seat.table.public_id}/eigen-tafel/", {"name": "Alice"})

    own = Dialogue.objects.get(grown_from=seat.table)
    assert answer["Location"] == f"/tafel/{own.tables.get().public_id}/eigen-tafel/"
    assert own.shown_code in browser.get(answer["Location"]).content.decode()
    assert own.opgave == seat.table.dialogue.opgave


def test_three_own_tables_per_table():
    table = make_seat().table
    for n in range(3):
        grow_own_table(table, name=f"P{n}")

    with pytest.raises(Refused):
        grow_own_table(table, name="Late")


def test_own_tables_do_not_grow_without_end():
    """Two deep, and three for each table of the conversation that was called."""
    table = make_dialogue(tables=2).tables.first()
    child = grow_own_table(table, name="A").table
    grandchild = grow_own_table(child, name="B").table
    with pytest.raises(Refused):
        grow_own_table(grandchild, name="C")
    for n in range(2):
        grow_own_table(table, name=f"D{n}")
        grow_own_table(child, name=f"E{n}")

    assert Dialogue.objects.exclude(grown_from=None).count() == 6
    other = table.dialogue.tables.get(number=2)
    with pytest.raises(Refused):
        grow_own_table(other, name="Late")


def test_the_same_own_table_twice_is_one():
    table = make_seat().table

    seats = [grow_own_table(table, name="Alice", join_token="t" * 32) for _n in range(2)]

    assert seats[0] == seats[1]
    assert Dialogue.objects.filter(grown_from=table).count() == 1


def test_the_demo_is_made_once_and_is_marked():
    brugtafel()
    OpgaveFactory(title="Genoeg passende woningen", is_example=True)

    first = make_demo_dialogue()

    assert make_demo_dialogue() == first == demo_dialogue()
    assert first.tables.count() == 3
    page = Client().get(f"/aan/{first.code}/").content.decode()
    assert 'class="tag example' in page


def test_rehearsals_stay_out_of_everything():
    from overbrug.dialogues.actions import remove_rehearsals, start_rehearsal

    real = make_seat()
    seats = start_rehearsal(brugtafel(), tables=45, seats=8)

    assert len(seats) == 360
    assert Dialogue.objects.filter(is_rehearsal=True).count() == 3
    assert browser_of(seats[0]).get(f"/tafel/{seats[0].table.public_id}/").status_code == 200
    assert list(dialogues_on(real.table.dialogue.opgave)) == [real.table.dialogue]
    assert len(remove_rehearsals()) == 45
    assert list(Seat.objects.all()) == [real]


def test_a_rehearsal_has_no_opgave_and_a_conversation_has_one():
    from django.db import IntegrityError, transaction

    for facts in ({"is_rehearsal": True, "opgave": OpgaveFactory()}, {"opgave": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_dialogue(**facts)
