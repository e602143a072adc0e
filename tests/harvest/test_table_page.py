"""The table's own page: choosing, agreeing, seeing what was shared, with plain forms only."""

import pytest

from overbrug.dialogues.actions import save_private
from overbrug.harvest import queries
from overbrug.harvest.actions import mark, propose_page, say
from overbrug.harvest.models import Dissent, HarvestLine, HarvestPage, Mark, Vote
from overbrug.harvest.queries import open_page
from tests.factories_dialogues import PRIVATE_FIELD, browser_of, make_seat
from tests.harvest.proposals import a_while_ago

pytestmark = pytest.mark.django_db


def address(seat):
    return f"/tafel/{seat.table.public_id}/delen/"


def press(seat, *more, form="choices", **fields):
    """What a browser sends when somebody presses a button."""
    named = {name.replace("__", ":"): value for name, value in fields.items()}
    return browser_of(seat, *more).post(address(seat), {"form": form, **named})


def page_of(*seats):
    return browser_of(*seats).get(address(seats[0])).content.decode()


@pytest.fixture
def proposed(alice, key):
    """Alice's line was proposed for the network a while ago."""
    mark(alice.table, own=[alice], language="nl", choices={key: 1})
    return a_while_ago(propose_page(alice.table, own=[alice], language="nl"))


@pytest.fixture
def approved(proposed, alice, bob):
    say(proposed, by=alice, choice="agree")
    return say(proposed, by=bob, choice="agree")


def test_before_anybody_wrote_the_page_says_so(alice):
    page = page_of(alice)
    assert "Er is nog niets geschreven" in page
    assert "Er is nog niets gedeeld" in page


def test_every_written_line_has_three_choices(alice, key):
    page = page_of(alice)
    assert page.count(f'name="see:{key}"') == 3
    assert f'name="see:{key}" value="3-3" checked' in page


def test_only_what_somebody_changed_counts(alice, bob, key, wrote):
    other = wrote(bob, reason="I rent.")["reason"]
    mark(bob.table, own=[bob], language="nl", choices={other: 0})
    press(alice, save="1", **{f"see:{key}": "3-1", f"see:{other}": "3-3"})
    assert dict(Mark.objects.values_list("key", "visibility")) == {other: 0, key: 1}


def test_proposing_keeps_the_choices_that_were_not_saved_yet(alice, key):
    answer = press(alice, propose="1", **{f"see:{key}": "3-0"})
    assert answer.status_code == 302
    assert open_page(alice.table).content[0]["visibility"] == 0


def test_a_quick_choice_is_for_all_lines_of_a_step_but_held_ones(alice, bob, key, wrote):
    other = wrote(bob, reason="I rent.")["reason"]
    press(bob, hold=other)
    press(alice, step="1:1")
    assert [m.key for m in Mark.objects.filter(visibility=1)] == [key]


def test_the_writer_keeps_an_own_line_here_and_lets_go(alice, key):
    press(alice, hold=key)
    assert Mark.objects.get().is_held
    press(alice, unhold=key)
    assert not Mark.objects.get().is_held


def test_only_the_writer_has_the_button_and_only_the_writer_may(alice, bob, key):
    assert f'name="hold" value="{key}"' in page_of(alice)
    assert f'name="hold" value="{key}"' not in page_of(bob)
    assert press(bob, hold=key).status_code == 403


def test_keeping_a_line_here_takes_it_off_the_open_page(alice, proposed, key):
    press(alice, hold=key)
    assert open_page(alice.table) is None


def test_another_view_is_noted_changed_and_taken_away(bob, alice, key):
    press(bob, save="1", **{f"view:{key}": "Mine does not."})
    press(bob, save="1", **{f"view:{key}": "Mine does."})
    assert [d.text for d in Dissent.objects.all()] == ["Mine does."]
    assert "Mine does." in page_of(alice)
    assert 'name="unview"' not in page_of(alice)
    press(bob, unview=f"{bob.public_id}|{key}")
    assert not Dissent.objects.exists()


def test_a_shared_device_says_who_saw_it_otherwise(alice, bob, key):
    refused = press(alice, bob, save="1", **{f"view:{key}": "Not so."})
    assert (refused.status_code, "Not so." in refused.content.decode()) == (422, True)
    press(alice, bob, save="1", **{f"view:{key}": "Not so.", f"by:{key}": bob.public_id})
    assert Dissent.objects.get().seat == bob


def test_a_view_that_is_too_long_comes_back_as_typed(bob, key):
    refused = press(bob, save="1", **{f"view:{key}": "brug " * 100, f"see:{key}": "3-1"})
    assert (refused.status_code, "brug " * 99 in refused.content.decode()) == (422, True)
    assert Mark.objects.get().visibility == 1


def test_own_answers_are_shown_to_their_writer_only(alice, bob):
    save_private(alice, field=PRIVATE_FIELD, text="I will call.")
    assert "I will call." in page_of(alice)
    assert "I will call." not in page_of(bob)


def test_showing_an_own_answer_names_who_will_see_it(alice, bob, charlie):
    save_private(alice, field=PRIVATE_FIELD, text="I will call.")
    assert "Alice, Bob, Charlie" in page_of(alice)


def test_an_own_answer_is_shown_and_taken_back(alice, bob):
    save_private(alice, field=PRIVATE_FIELD, text="I will call.")
    name = f"{alice.public_id}|{PRIVATE_FIELD}"
    assert press(alice, show=name).status_code == 422  # to whom?
    press(alice, show=name, **{f"to:{name}": "3"})
    assert "I will call." in page_of(bob)
    press(alice, unshow=name)
    assert "I will call." not in page_of(bob)


def test_nobody_shows_the_answer_of_another(alice, bob):
    save_private(alice, field=PRIVATE_FIELD, text="I will call.")
    name = f"{alice.public_id}|{PRIVATE_FIELD}"
    assert press(bob, show=name, **{f"to:{name}": "0"}).status_code == 403


def test_a_proposal_stands_on_top_with_its_version_and_readers(bob, proposed):
    page = page_of(bob)
    assert page.index("Voorstel 1") < page.index("Kies wat jullie willen delen")
    assert "0 van de 3 zijn het eens." in page
    assert "Er zijn er nog 2 nodig." in page


def test_two_of_three_agree_and_everyone_sees_it_is_shared(alice, bob, charlie, proposed):
    press(alice, form="vote", page="1", agree=alice.public_id)
    press(bob, form="vote", page="1", agree=bob.public_id)
    page = page_of(charlie)
    assert "goedgekeurd op" in page
    assert "delen.odt" in page


def test_an_objection_has_a_reason_and_can_be_changed(alice, charlie, proposed):
    said = {f"reason:{charlie.public_id}": "Too early"}
    press(charlie, form="vote", page="1", object=charlie.public_id, **said)
    assert "Too early" in page_of(alice)
    press(charlie, form="vote", page="1", agree=charlie.public_id)
    assert "Too early" not in page_of(alice)


def test_an_objection_outlives_the_line_it_was_about_and_says_so(alice, bob, proposed, key, wrote):
    press(bob, propose="1", **{f"see:{wrote(bob, reason='I rent.')['reason']}": "3-1"})
    press(alice, form="vote", page="2", object=alice.public_id)
    taken = {"form": "take_back", "page": "2", "line": key}
    page = browser_of(alice).post(address(alice), taken, follow=True).content.decode()
    assert "Je bezwaar staat nog. Bij het voorstel kun je het intrekken." in page
    assert "Is je bezwaar nu weg? Dan kun je het intrekken." in page
    assert "Ik trek mijn bezwaar in: ik ben het eens" in page
    press(alice, form="vote", page="2", agree=alice.public_id)
    assert "Is je bezwaar nu weg" not in page_of(alice)


def test_who_proposes_hears_that_the_own_yes_is_not_there_yet(alice, key):
    phone, asked = browser_of(alice), "Jij bent zelf ook nog niet meegeteld"
    sent = {"form": "choices", "propose": "1", f"see:{key}": "3-1"}
    assert asked in phone.post(address(alice), sent, follow=True).content.decode()
    press(alice, form="vote", page="1", agree=alice.public_id)
    again = {"form": "choices", "propose": "1"}
    assert asked not in phone.post(address(alice), again, follow=True).content.decode()


def test_each_person_of_a_shared_device_speaks_alone(alice, bob, proposed):
    Vote.objects.filter(seat=bob).update(has_written=True)
    press(alice, bob, form="vote", page="1", agree=alice.public_id)
    assert HarvestLine.objects.count() == 0
    press(alice, bob, form="vote", page="1", agree=bob.public_id)
    assert HarvestLine.objects.count() == 1


def test_the_writer_takes_a_line_off_and_it_does_not_come_back(alice, bob, proposed, key, wrote):
    press(alice, form="take_back", page="1", line=key)
    assert open_page(alice.table) is None
    assert press(bob, propose="1").status_code == 422


def test_after_approval_an_objection_says_what_can_be_done(charlie, approved):
    said = {f"reason:{charlie.public_id}": "Too late"}
    refused = press(charlie, form="vote", page="1", object=charlie.public_id, **said)
    assert refused.status_code == 409
    assert "wat gedeeld is, blijft gedeeld" in refused.content.decode()


def test_a_vote_on_an_older_version_is_refused_and_the_reason_stays(alice, bob, proposed, wrote):
    mine = wrote(bob, reason="I rent.")["reason"]
    press(bob, propose="1", **{f"see:{mine}": "3-1"})
    said = {f"reason:{alice.public_id}": "Too early"}
    refused = press(alice, form="vote", page="1", object=alice.public_id, **said)
    assert (refused.status_code, "Too early" in refused.content.decode()) == (409, True)
    assert not open_page(alice.table).votes.exclude(choice="").exists()


def test_two_who_propose_the_same_at_once_make_one_page(alice, bob, key):
    press(alice, propose="1", **{f"see:{key}": "3-1"})
    press(bob, propose="1", **{f"see:{key}": "3-1"})
    assert alice.table.harvest_pages.count() == 1


def test_an_exercise_says_that_nobody_outside_sees_it(room_log):
    seat = make_seat(make_seat(name="Alice").table, name="Bob")
    assert "Dit is een oefening" not in page_of(seat)
    type(seat.table.dialogue).objects.update(is_rehearsal=True, opgave=None)
    assert "Dit is een oefening" in page_of(seat)


def test_what_the_table_wrote_and_what_it_shares_lead_to_each_other(alice, key):
    written = f"/tafel/{alice.table.public_id}/oogst/"
    assert written in page_of(alice)
    assert address(alice) in browser_of(alice).get(written).content.decode()


def test_a_seat_that_was_taken_away_opens_nothing(bob, proposed):
    bob.revoked_at = proposed.proposed_at
    bob.save()
    assert press(bob, form="vote", page="1", agree=bob.public_id).status_code == 403


def test_another_tables_seat_opens_nothing(proposed, alice):
    assert browser_of(make_seat(name="Dave")).get(address(alice)).status_code == 403


def test_a_vote_is_fetched_without_all_lines(bob, proposed, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        part = browser_of(bob).get(address(bob), {"deel": "voorstel"}).content.decode()
    assert 'data-part="proposal" data-number="1"' in part
    assert "0 van de 3 zijn het eens." in part
    assert "Kies wat jullie willen delen" not in part


def test_what_was_written_is_read_once_for_all_that_was_typed(
    bob, key, wrote, alice, charlie, monkeypatch
):
    others = [wrote(seat, reason=f"So says {seat.name}.")["reason"] for seat in (bob, charlie)]
    reads = []
    read = queries.written_at
    monkeypatch.setattr(queries, "written_at", lambda *a, **k: reads.append(1) or read(*a, **k))
    press(bob, save="1", **{f"view:{line}": "I saw it otherwise." for line in [key, *others]})
    assert Dissent.objects.count() == 3
    assert len(reads) == 1


def test_a_button_goes_on_at_its_own_line_and_says_so_there(alice, key):
    browser = browser_of(alice)
    sent = {"form": "choices", "note": key, f"view:{key}": "Not only she waits."}
    answer = browser.post(address(alice), sent)
    anchor = answer["Location"].partition("#")[2]
    page = browser.get(answer["Location"]).content.decode()
    assert f'id="{anchor}"' in page
    assert anchor.startswith("regel-")
    assert "Je andere kijk is genoteerd." in page


def test_a_practice_table_says_that_nothing_leaves_it_before_and_after_it_agrees(alice, approved):
    dialogue = alice.table.dialogue
    assert "er gaat niets naar buiten" not in page_of(alice)
    dialogue.is_example = True
    dialogue.save()
    assert page_of(alice).count("er gaat niets naar buiten") == 2
    HarvestPage.objects.all().delete()
    assert page_of(alice).count("er gaat niets naar buiten") == 1
