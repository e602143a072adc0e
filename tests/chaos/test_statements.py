"""The screen is judged by the moments of the disk."""

from chaos.statements import Moment, Statement, judge_statements

DISK = {1: Moment(10.0, 10.1)}


def said(state, n, at, scope="field"):
    return Statement("tafel", scope, state, n, state, at)


def kinds(statements, typed=None, moments=None, until=100.0):
    found = DISK if moments is None else moments
    truth = judge_statements("tafel", statements, typed or {1: 9.0}, found, until=until)
    return [verdict.kind for verdict in truth.wrong]


def test_saved_after_the_disk_has_it_is_true():
    assert kinds([said("saving", 1, 9.0), said("saved", 1, 10.05)]) == []


def test_saved_while_the_disk_was_seen_without_it_is_early():
    assert kinds([said("saved", 1, 9.9)]) == ["early"]
    assert kinds([said("saved", 1, 9.9, scope="table")]) == ["early"]


def test_saved_of_what_the_disk_never_had_is_early():
    assert kinds([said("saved", 1, 50.0)], moments={}, until=5.0) == ["early"]


def test_who_waits_long_must_be_told_that_it_is_not_saved():
    late = {1: Moment(39.9, 40.0)}
    assert kinds([said("saving", 1, 9.0), said("saved", 1, 41.0)], moments=late) == ["silent"]
    honest = [said("saving", 1, 9.0), said("late", 1, 17.1), said("saved", 1, 41.0)]
    assert kinds(honest, moments=late) == []
    truth = judge_statements("tafel", honest, {1: 9.0}, late, until=100.0)
    assert [round(s, 1) for s in truth.honest_after_s] == [8.1]


def test_words_typed_while_it_already_said_so_are_told_at_once():
    late = {1: Moment(39.9, 40.0)}
    assert kinds([said("offline", 0, 5.0), said("saved", 1, 41.0)], moments=late) == []


def test_a_phone_that_died_owes_no_word():
    late = {1: Moment(39.9, 40.0)}
    assert kinds([said("saving", 1, 9.0), said("gone", 0, 10.0)], moments=late) == []
