"""The cookie that says which seats a device has."""

import time_machine
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from overbrug.dialogues.seat_cookie import Claim, add, header_for, parse_header, read

MINE = [Claim("abcdefghijkl", 1), Claim("mnopqrstuvwx", 12)]


def request_with(header):
    return RequestFactory().get("/", headers={"Cookie": header})


def test_seats_survive_the_journey_through_a_browser():
    assert parse_header(header_for(MINE)) == MINE
    assert read(request_with(header_for(MINE))) == MINE


def test_cookies_of_others_stand_around_it():
    header = f'odd=[1,2]; "x"; json={{"a":1}}; {header_for(MINE)}; z'

    assert parse_header(header) == MINE


def test_one_altered_character_makes_it_worthless():
    good = header_for(MINE)
    for place in range(len(settings.SEAT_COOKIE_NAME) + 1, len(good)):
        other = "b" if good[place] != "b" else "c"
        assert parse_header(good[:place] + other + good[place + 1 :]) in ([], MINE)
    assert parse_header(good.replace("-12", "-13")) == []


def test_rubbish_holds_no_seats():
    for header in ("", "overbrug_seat=", "overbrug_seat=a:b:c", "\x00", "=" * 9000, "é=ü"):
        assert parse_header(header) == []


def test_after_a_week_it_no_longer_counts():
    with time_machine.travel("2026-01-01 12:00Z", tick=False):
        header = header_for(MINE)
    with time_machine.travel("2026-01-09 12:00Z", tick=False):
        assert parse_header(header) == []


def test_it_keeps_the_last_forty():
    many = [Claim(f"seat{n}", 1) for n in range(40)]
    response = HttpResponse()

    add(response, request_with(header_for(many)), Claim("newest", 1))

    kept = parse_header(f"overbrug_seat={response.cookies['overbrug_seat'].value}")
    assert len(kept) == 40
    assert kept[-1].seat_id == "newest"
    assert "seat0" not in {c.seat_id for c in kept}


def test_on_https_it_is_a_host_cookie(settings):
    settings.SEAT_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "__Host-overbrug_seat", True
    response = HttpResponse()

    add(response, request_with(""), MINE[0])

    cookie = response.cookies["__Host-overbrug_seat"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
