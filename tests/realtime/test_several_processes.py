"""Two servers on one database, one folder and one Redis: whoever has the table, all hear all."""

import contextlib
import os
import re
import shutil
import signal
import time
import urllib.error
import urllib.parse
import urllib.request

import pycrdt
import pytest
from websockets.exceptions import InvalidStatus

from tests.realtime.house import House, Phone
from tests.realtime.redis_server import RedisServer, need_redis

pytestmark = pytest.mark.postgres
SECONDS_TO_BE_BACK = 30


@pytest.fixture(scope="module")
def redis():
    need_redis()
    server = RedisServer().start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def pair(redis):
    """Two servers that started together."""
    address = os.environ.get("DATABASE_URL")
    if not address:
        pytest.skip("for PostgreSQL (scripts/with_postgres)")
    first = House(DATABASE_URL=address, REDIS_URL=redis.url)
    second = House(**first.variables)
    shutil.rmtree(second.folder)
    second.folder = first.folder
    second.log = first.folder / "second.log"
    first.seconds_to_start = 180  # it makes all tables of the facts
    first.start()
    second.start()
    yield first, second
    for each in (first, second):
        each.stop(signal.SIGKILL)
    shutil.rmtree(first.folder, ignore_errors=True)


def at(house, seat):
    """The same seat, routed to this server."""
    return {**seat, "url": re.sub(r":\d+/", f":{house.port}/", seat["url"], count=1)}


class Page:
    """A browser at one server, with the cookie of a seat."""

    def __init__(self, house, seat):
        self.address = f"http://127.0.0.1:{house.port}"
        self.cookie = seat["headers"]["Cookie"]

    def get(self, path):
        request = urllib.request.Request(self.address + path, headers={"Cookie": self.cookie})
        with urllib.request.urlopen(request, timeout=20) as answer:
            self.cookie += "".join(
                "; " + each.split(";")[0] for each in answer.headers.get_all("Set-Cookie", [])
            )
            return answer.read().decode()

    def post(self, path, **fields):
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path))[1]
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        headers = {"Cookie": self.cookie, "Origin": self.address, "Referer": self.address + path}
        request = urllib.request.Request(self.address + path, data, headers)
        with contextlib.suppress(urllib.error.HTTPError):
            urllib.request.urlopen(request, timeout=20).close()


def _type(phone, seat, words):
    """In a field of the card, until it is acknowledged."""
    phone.text = phone.doc.get(f"start/reason/{seat['seat']}", type=pycrdt.Text)
    phone.type(words)
    phone.until_acked()


def _until(holds, seconds=15):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "never became true"
        time.sleep(0.2)


def sit_down_again(house, seat, since):
    """As a phone does: try again until the table is here."""
    while True:
        assert time.monotonic() - since < SECONDS_TO_BE_BACK, "not back in time"
        with (
            contextlib.suppress(AssertionError, OSError, InvalidStatus),
            contextlib.ExitStack() as s,
        ):
            phone = s.enter_context(Phone(at(house, seat)))
            phone.sync()
            s.pop_all()
            return phone
        time.sleep(0.3)


def test_who_sits_at_one_and_reads_at_the_other_sees_the_same(pair):
    first, second = pair
    anna, bob = first.tables(1)[0][:2]
    with Phone(anna) as phone:
        _type(phone.sync(), anna, "aan de ene")
        page = Page(second, bob)
        assert "aan de ene" in page.get(f"/tafel/{anna['table']}/oogst/")
        _until(lambda: "aan tafel" in page.get(f"/tafel/{anna['table']}/plekken/"))
        page.post(f"/tafel/{anna['table']}/verlaat/")
        phone.until(lambda: any(e["type"] == "seats" for e in phone.events), 1.9)


def test_a_table_is_at_one_process_and_the_other_says_come_back(pair):
    first, second = pair
    anna, bob = first.tables(1)[0][:2]
    with Phone(anna) as phone:
        phone.sync()  # whoever comes first has the table
        with Phone(at(second, bob)) as lost:
            assert lost.until_closed() == 1012
            assert 500 <= lost.errors[-1]["retry_ms"] < 1000
        assert phone.code is None


def test_what_redis_does_not_tell_is_found_by_looking(pair, redis):
    first, second = pair
    anna, bob = first.tables(1)[0][:2]
    redis.process.send_signal(signal.SIGSTOP)
    try:
        with Phone(anna) as phone:
            _type(phone.sync(), anna, "zonder nieuws")
            page = Page(second, bob)
            assert "zonder nieuws" in page.get(f"/tafel/{anna['table']}/oogst/")
            page.post(f"/tafel/{anna['table']}/verlaat/")
            phone.until(lambda: any(e["type"] == "seats" for e in phone.events), 20)
    finally:
        redis.process.send_signal(signal.SIGCONT)
    assert second.words().count("Redis does not answer") == 1


def test_a_killed_owner_costs_seconds_and_nothing_that_was_acknowledged(pair):
    first, second = pair
    tables = [table[:2] for table in first.tables(3)]
    phones = [Phone(seat).sync() for table in tables for seat in table]
    for phone in phones:
        for n in range(10):
            phone.type(f"<{id(phone)}-{n}>")
        phone.until(lambda p=phone: p.acked >= 5)
    first.stop(signal.SIGKILL)
    since = time.monotonic()
    seats = [seat for table in tables for seat in table]
    again = [sit_down_again(second, seat, since) for seat in seats]
    assert time.monotonic() - since < SECONDS_TO_BE_BACK
    for before, after in zip(phones, again, strict=True):
        assert all(f"<{id(before)}-{n}>" in str(after.text) for n in range(before.acked))
        after.type("verder")
        after.until_acked()
        after.__exit__()
    first.start()
