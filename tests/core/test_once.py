"""While a page is read a question about rights is asked once; nowhere else is it kept."""

import pytest
from django.utils import timezone

from overbrug.accounts.models import User
from overbrug.accounts.rules import hats_of, membership_in
from overbrug.core.middleware import ReadingAsksOnce
from overbrug.core.once import once, reading, told
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_within_a_reading_it_is_asked_once(django_assert_num_queries):
    hat = MembershipFactory()
    copy = User.objects.get(pk=hat.user.pk)
    with reading(), django_assert_num_queries(1):
        assert membership_in(hat.user, hat.organisation) == hat
        assert membership_in(copy, OrganisationFactory.build(pk=0)) is None


def test_outside_a_reading_a_right_that_was_taken_away_is_gone_at_once():
    hat = MembershipFactory()
    with reading():
        assert membership_in(hat.user, hat.organisation) == hat
    hat.ended_at = timezone.now()
    hat.save()
    assert membership_in(hat.user, hat.organisation) is None
    with reading():
        assert membership_in(hat.user, hat.organisation) is None


def test_two_people_never_share_an_answer():
    hat, other = MembershipFactory(), UserFactory()
    with reading():
        assert set(hats_of(hat.user)) == {hat.organisation_id}
        assert hats_of(other) == {}


def test_what_is_known_from_elsewhere_answers_that_question_alone():
    asked = []
    ask = once(lambda *about: asked.append(about) or False)
    one, two = UserFactory(), UserFactory()
    with reading():
        told(True, ask, one)
        assert (ask(one), ask(two)) == (True, False)
    assert ask(one) is False
    assert asked == [(two,), (one,)]


@pytest.mark.parametrize(("method", "kept"), [("GET", True), ("HEAD", True), ("POST", False)])
def test_only_a_request_that_changes_nothing_is_a_reading(method, kept, rf):
    asked = []
    ask = once(lambda: asked.append(1))

    def look(_request):
        ask(), ask()

    ReadingAsksOnce(look)(rf.generic(method, "/"))
    assert len(asked) == (1 if kept else 2)
