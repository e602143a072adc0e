"""No word that somebody typed brings a link into the mail that asks a party, or into its subject."""

import pytest
from django.utils import translation

from overbrug.commitments import actions
from overbrug.core.errors import Refused
from overbrug.outbox.models import OutgoingMail
from tests.commitments.conftest import SITE
from tests.factories import CommitmentFactory

pytestmark = pytest.mark.django_db
LINK = "Win: https://evil.example/1"


def words():
    mail = OutgoingMail.objects.latest("pk")
    return mail.subject + mail.text + mail.html


@pytest.fixture
def spoilt(proposal, editor):
    """A promise in which whatever people type holds a link."""
    for thing, name in (
        (proposal, "what"),
        (proposal.opgave, "title"),
        (proposal.organisation, "name"),
        (editor, "name"),
        (editor.memberships_now().get().organisation, "name"),
    ):
        setattr(thing, name, f"{LINK}/{thing.pk}/{name}")
        thing.save()
    return proposal


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_question_to_a_typed_address(spoilt, editor, language):
    with translation.override(language):
        actions.ask_to_confirm(spoilt, by=editor, site=SITE, email="mieke@elsewhere.example")
    assert "evil" not in words()
    assert "/bevestig/open/" in words()


def test_a_question_whether_it_still_holds_and_the_mail_after_the_answer(spoilt, editor, mailbox):
    mailbox.role = LINK
    mailbox.save()
    link = actions.ask_to_confirm(spoilt, by=editor, site=SITE, address=mailbox)
    assert "evil" not in words()
    actions.confirm_by_link(link, revision=1, speaks_as=str(mailbox.pk))
    assert "evil" not in words()
    actions.ask_to_confirm(spoilt, by=editor, site=SITE, address=mailbox)
    assert "evil" not in words()
    assert OutgoingMail.objects.count() == 3


def test_words_without_a_link_stand_in_it(proposal, editor):
    actions.ask_to_confirm(proposal, by=editor, site=SITE, email="mieke@elsewhere.example")
    assert proposal.what in words()
    assert proposal.opgave.title in words()


def test_open_questions_to_one_mailbox_count_together(opgave, alice, editor):
    for number in range(5):
        row = CommitmentFactory(opgave=opgave, organisation=alice.organisation)
        mailbox = f"mieke+{number}@elsewhere.example"
        actions.ask_to_confirm(row, by=editor, site=SITE, email=mailbox)
    row = CommitmentFactory(opgave=opgave, organisation=alice.organisation)
    with pytest.raises(Refused):
        actions.ask_to_confirm(row, by=editor, site=SITE, email="mieke@elsewhere.example")
