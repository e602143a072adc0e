"""Who comes in at the door, and who does not. Everything through real sockets."""

import time

import pytest
from websockets.exceptions import InvalidStatus

from tests.realtime.house import Phone, narrow


def refused(seat, **options):
    """The close code and the reason that a refused device gets."""
    with Phone(seat, **options) as phone:
        code = phone.until_closed()
        return code, phone.errors[0]["why"]


def status(seat, **options):
    """The HTTP status of a handshake that is not even accepted."""
    with pytest.raises(InvalidStatus) as answer:
        Phone(seat, **options)
    return answer.value.response.status_code


def test_two_people_see_each_other_type(table):
    with Phone(table[0]) as anna, Phone(table[1]) as bob:
        bob.sync()
        anna.sync().type("De dijk is een brug.")
        bob.reads("De dijk is een brug.")
        anna.until_acked()


def test_the_first_thing_a_device_hears_is_the_state(table):
    with Phone(table[0]) as anna:
        anna.until(lambda: anna.events)
        assert anna.events[0]["type"] == "state"
        assert [seat["id"] for seat in anna.events[0]["state"]["seats"]] == [
            s["seat"] for s in table
        ]


def test_without_cookie_there_is_no_seat(table):
    assert refused(table[0], cookie="") == (4401, "no_seat")


def test_a_forged_cookie_is_no_seat(table):
    cookie = table[0]["headers"]["Cookie"]
    forged = cookie.replace(table[0]["seat"], table[1]["seat"])
    assert refused(table[0], cookie=forged) == (4401, "no_seat")
    assert refused(table[0], cookie=cookie[:-1] + ("A" if cookie[-1] != "A" else "B"))[0] == 4401


def test_a_seat_at_another_table_is_no_seat_here(table, open_house):
    elsewhere = open_house.free[-1][0]
    assert refused(table[0], cookie=elsewhere["headers"]["Cookie"]) == (4401, "no_seat")


@pytest.mark.parametrize("cookie", ["overbrug_seat=", "overbrug_seat=a.b:c:d", "x" * 4000, "é=ü"])
def test_a_strange_cookie_is_no_seat(table, cookie):
    assert refused(table[0], cookie=cookie)[0] == 4401


def test_the_cookies_of_others_are_no_hindrance(table):
    cookie = 'odd="a;b"; x=1; ' + table[0]["headers"]["Cookie"]
    with Phone(table[0], cookie=cookie) as anna:
        anna.sync()


def test_a_seat_that_was_taken_away_says_so(table, open_house):
    revoke(open_house, table[0])
    assert refused(table[0]) == (4403, "revoked")


def test_an_older_epoch_of_a_seat_is_no_seat(table, open_house):
    open_house.facts("UPDATE dialogues_seat SET epoch = 2 WHERE public_id = ?", table[0]["seat"])
    assert refused(table[0])[0] == 4403


def test_a_foreign_page_is_refused_before_anything_else(table):
    assert status(table[0], origin="http://evil.test") == 403
    assert status(table[0], origin="null") == 403
    assert status(table[0], origin="https://" + address(table[0])) == 403


def test_our_own_page_may(table):
    with Phone(table[0], origin="http://" + address(table[0])) as anna:
        anna.sync()


def test_a_host_name_that_is_not_ours_is_refused(table):
    assert status(table[0], headers={"Host": "evil.test"}) in (400, 403)


def test_an_address_that_is_no_table_does_not_exist(table):
    for path in ("/rt/", "/rt/abc", "/rt/" + "A" * 16, "/", "/rt/" + "a" * 16 + "/x"):
        assert status({**table[0], "url": f"ws://{address(table[0])}{path}"}) == 404


def test_a_table_that_is_not_there_is_no_secret(table):
    url = f"ws://{address(table[0])}/rt/" + "a" * 16
    assert refused({**table[0], "url": url})[0] == 4401


def test_the_same_seat_may_sit_on_four_devices(table):
    phones = [Phone(table[0]).sync() for _ in range(4)]
    try:
        phones[0].type("vier keer ik")
        phones[0].until_acked()
        for phone in phones[1:]:
            phone.reads("vier keer ik")
        assert refused(table[0]) == (4409, "too_many")
    finally:
        for phone in phones:
            phone.__exit__()


def test_a_revoked_seat_loses_its_socket_within_five_seconds(table, open_house):
    with Phone(table[0]) as anna, Phone(table[1]) as bob:
        anna.sync()
        bob.sync()
        revoke(open_house, table[0])
        began = time.monotonic()
        assert anna.until_closed() == 4403
        assert time.monotonic() - began < 5
        bob.type("ik zit er nog")
        bob.until_acked()


def test_a_big_screen_sees_everything_and_writes_nothing(table, open_house):
    cookie = open_house.shell(
        "from overbrug.dialogues.models import Seat, Table;"
        "from overbrug.dialogues.seat_cookie import Claim, header_for;"
        f"table = Table.objects.get(public_id='{table[0]['table']}');"
        "seat = Seat.objects.create(table=table, name='Beamer', kind='screen');"
        "print(header_for([Claim(seat.public_id, seat.epoch)]))"
    )
    with Phone(table[0], cookie=cookie) as screen, Phone(table[1]) as anna:
        screen.sync()
        anna.sync().type("groot in beeld")
        screen.reads("groot in beeld")
        screen.type("ik ben de beamer")
        screen.until(lambda: screen.errors)
        assert screen.errors[0]["why"] == "read_only"
        anna.type(" klaar")
        anna.until_acked()
        assert "beamer" not in str(anna.text)


def test_one_device_may_carry_several_seats(table, open_house):
    pair = ", ".join(f"Claim('{seat['seat']}', 1)" for seat in table[:2])
    cookie = open_house.shell(
        "from overbrug.dialogues.seat_cookie import Claim, header_for;"
        f"print(header_for([{pair}, Claim('aaaaaaaaaaaa', 1)]))"
    )
    with Phone(table[0], cookie=cookie) as shared, Phone(table[2]) as carla:
        shared.sync()
        carla.sync()
        together = {seat["seat"] for seat in table}
        carla.until(lambda: set(_here(carla)) == together)
        assert shared.command(table[1], "take_role", role="timekeeper")["type"] == "done"
        assert shared.command(table[2], "take_role", role="scribe")["why"] == "not_your_seat"


def test_who_reads_slowly_gets_one_fresh_picture_instead_of_a_backlog(table):
    slow = Phone(table[0], sock=narrow(table[0]), max_queue=1)
    # Two of them, as one seat may not bring so much.
    with slow, Phone(table[1]) as bob, Phone(table[2]) as carla:
        for phone in (slow, bob, carla):
            phone.sync()
        for writer, first in ((carla, 0), (bob, 30)):
            for n in range(first, first + 30):
                writer.type(f"<{n}>" + "x" * 8_000)
            writer.until_acked()
        slow.reads("<59>").reads("<29>")
        bob.reads("<29>")
        assert str(slow.text) == str(bob.text)
        assert sum(e["type"] == "state" for e in slow.events) > 1


def test_a_table_that_finishes_is_finished_for_the_pages_too(table, open_house):
    with Phone(table[0]) as anna:
        anna.sync()
        assert anna.command(table[0], "begin")["type"] == "done"
        clock = next(e["clock"] for e in reversed(anna.events) if e["type"] == "clock")
        steps = 9
        for step in range(clock["step"], steps - 1):
            anna.command(table[0], "next", **{"from": step})
        assert anna.command(table[0], "finish", **{"from": steps - 1})["type"] == "done"
        sql = "SELECT finished_at FROM dialogues_table WHERE public_id = ?"
        anna.until(lambda: True)
        end = time.monotonic() + 5
        while open_house.facts(sql, table[0]["table"]) == [(None,)]:
            assert time.monotonic() < end, "never written down"
            time.sleep(0.05)


def _here(phone):
    """Who is at the table, as this device heard it last."""
    told = [e.get("here") or e.get("state", {}).get("here") for e in phone.events]
    return next((here for here in reversed(told) if here), [])


def revoke(house, seat):
    """As another process does it: this server hears nothing, it has to look."""
    sql = "UPDATE dialogues_seat SET revoked_at = CURRENT_TIMESTAMP WHERE public_id = ?"
    house.facts(sql, seat["seat"])


def address(seat):
    return seat["url"].split("/")[2]
