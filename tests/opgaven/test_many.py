"""Where there is much, a page shows a part and leads to the rest."""

import pytest
from django.urls import reverse

from overbrug.commitments.models import Commitment
from overbrug.opgaven.bridge.parts import MOST_SLICES
from overbrug.opgaven.bridging import bridge_of
from overbrug.opgaven.views.reading import MOST_PARTIES, PARTIES_PER_PAGE, PER_PAGE
from tests.factories import (
    CommitmentFactory,
    NeedFactory,
    OpgaveFactory,
    PartyFactory,
    editor_of,
)

pytestmark = pytest.mark.django_db
LIST = reverse("opgaven:list")


def titles(response):
    return [opgave.title for opgave in response.context["opgaven"]]


def test_words_from_title_or_question_find_an_opgave(client):
    OpgaveFactory(title="Schoon water", question="Wie ruimt de sloot op?")
    OpgaveFactory(title="Water in de sloot")
    OpgaveFactory(title="Genoeg woningen")
    assert titles(client.get(LIST, {"q": " SLOOT  water "})) == [
        "Schoon water",
        "Water in de sloot",
    ]
    nothing = client.get(LIST, {"q": "100%_<b>"})
    assert titles(nothing) == []
    assert "0 opgaven met “100%_&lt;b&gt;”" in nothing.content.decode()


def test_the_box_to_search_stands_there_once_there_is_a_second_page(client):
    OpgaveFactory.create_batch(PER_PAGE)
    assert 'role="search"' not in client.get(LIST).content.decode()
    OpgaveFactory()
    page = client.get(LIST).content.decode()
    assert 'role="search"' in page
    assert 'href="?page=2"' in page


def test_the_way_to_the_next_page_keeps_the_words(client):
    OpgaveFactory.create_batch(PER_PAGE + 1, question="Wie & wat?")
    page = client.get(LIST, {"q": "wie &"}).content.decode()
    assert 'href="?q=wie+%26&amp;page=2"' in page


def test_a_hidden_opgave_is_not_found_by_its_words(client):
    OpgaveFactory(title="Geheim plan", visibility=1)
    assert titles(client.get(LIST, {"q": "geheim"})) == []


@pytest.mark.parametrize("words", ["\x01", "a" * 5000, "%", "'\"", "١٢", "\u202e"])
def test_any_words_get_an_answer(client, words):
    assert client.get(LIST, {"q": words}).status_code == 200


@pytest.fixture
def crowded():
    """An opgave with more promises than the drawing has slices."""
    opgave = OpgaveFactory()
    need = NeedFactory(opgave=opgave)
    CommitmentFactory.create_batch(MOST_SLICES, opgave=opgave, need=need)
    firm = {"status": Commitment.Status.CONFIRMED, "is_mandated": True}
    CommitmentFactory.create_batch(4, opgave=opgave, need=need, **firm)
    return opgave


def test_the_list_under_the_bridge_shows_what_the_drawing_shows(client, crowded):
    page = client.get(crowded.get_absolute_url()).content.decode()
    assert page.count('class="part-number"') == MOST_SLICES
    assert page.count('class="firmness s-promise"') == 4
    need = crowded.needs.get()
    assert f'toezeggingen/?need={need.pk}">Nog 4 toezeggingen' in page
    (folded,) = {line.anchor for line in bridge_of(crowded).bays[0].folded[:1]}
    assert page.count(f'id="{folded}"') == 1
    assert f'href="#{folded}"' in page  # of the slice "+ 4"


def test_the_mirror_leads_to_a_late_promise_that_is_not_in_the_list(client, crowded):
    late = CommitmentFactory(
        opgave=crowded, status="confirmed", due_on="2020-01-01", need=crowded.needs.get()
    )
    bridge = bridge_of(crowded)
    line = next(line for line in bridge.lines if line.span.address == late.get_absolute_url())
    assert line.address == f"#{line.anchor}"  # an intention is firmer than a wish: it stays
    wish = bridge.bays[0].folded[0]
    assert wish.address == wish.span.address


def test_a_span_has_the_address_of_its_promise(crowded):
    known = {row.get_absolute_url() for row in crowded.commitments.all()}
    assert {line.span.address for line in bridge_of(crowded).lines if line.span} == known


def test_promises_come_in_pages_the_ended_ones_last(client, crowded):
    CommitmentFactory.create_batch(30, opgave=crowded, status="declined")
    address = reverse("commitments:list", args=[crowded.slug])
    first, second = (client.get(address, {"page": page}) for page in (1, 2))
    assert (len(first.context["standing"]), len(first.context["ended"])) == (34, 16)
    assert (len(second.context["standing"]), len(second.context["ended"])) == (0, 14)
    assert "Niemand heeft" not in second.content.decode()


def test_promises_for_one_need(client, crowded):
    CommitmentFactory(opgave=crowded)
    address = reverse("commitments:list", args=[crowded.slug])
    need = crowded.needs.get()
    assert len(client.get(address, {"need": need.pk}).context["standing"]) == 34
    for unknown in ("x", "0", "9" * 30, NeedFactory().pk):
        assert len(client.get(address, {"need": unknown}).context["standing"]) == 35


def test_sixty_parties_have_a_page_and_every_empty_chair_stays(client):
    opgave = OpgaveFactory()
    PartyFactory.create_batch(MOST_PARTIES, opgave=opgave)
    chair = PartyFactory(opgave=opgave, organisation=None, name="Kinderen", presence="missing")
    own_page = opgave.get_absolute_url()
    assert "partijen/" not in client.get(own_page).content.decode()
    last = PartyFactory(opgave=opgave)
    page = client.get(own_page).content.decode()
    assert f"Alle {MOST_PARTIES + 1} partijen" in page
    assert (f'id="party-{chair.pk}"' in page, f'id="party-{last.pk}"' in page) == (True, False)
    PartyFactory.create_batch(PARTIES_PER_PAGE - MOST_PARTIES, opgave=opgave)
    everyone = reverse("opgaven:parties", args=[opgave.slug])
    pages = [client.get(everyone, {"page": number}).content.decode() for number in (1, 2)]
    assert sum(page.count('id="party-') for page in pages) == PARTIES_PER_PAGE + 2


def test_an_editor_sees_the_same_part(client, crowded):
    client.force_login(editor_of(crowded))
    page = client.get(crowded.get_absolute_url()).content.decode()
    assert page.count('class="part-number"') == MOST_SLICES
