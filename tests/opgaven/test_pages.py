"""Pages of opgaven, over HTTP."""

import re

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from overbrug.core.visibility import Visibility
from overbrug.opgaven import actions, sections
from overbrug.opgaven.models import Opgave, Party
from tests.factories import (
    CommitmentFactory,
    FigureFactory,
    MembershipFactory,
    NeedFactory,
    OpgaveFactory,
    PartyFactory,
    UserFactory,
    editor_of,
)

pytestmark = pytest.mark.django_db
TEXT = {"title": "Water", "visibility": "0"}


@pytest.fixture
def opgave():
    return OpgaveFactory(title="Enough homes", question="For whom?")


@pytest.fixture
def as_editor(client, opgave):
    client.force_login(editor_of(opgave))
    return client


def page(name, opgave, *args):
    return reverse(f"opgaven:{name}", args=[opgave.slug, *args])


def test_everyone_reads_a_public_opgave(client, opgave):
    PartyFactory(opgave=opgave, organisation=None, name="Young people", presence="missing")
    FigureFactory(opgave=opgave)
    html = client.get(opgave.get_absolute_url()).content.decode()
    assert all(text in html for text in ("For whom?", "Young people", "401.000", "a public report"))
    assert "/wijzig/" not in html


@pytest.mark.parametrize("name", ["detail", "history", "change", "add_party"])
def test_a_hidden_opgave_looks_as_if_it_were_not_there(client, opgave, name):
    Opgave.objects.update(visibility=Visibility.NETWORK)
    client.force_login(UserFactory())
    hidden = client.get(page(name, opgave))
    opgave.slug = "no-such-thing"
    assert (hidden.status_code, client.get(page(name, opgave)).status_code) == (404, 404)
    assert opgave.title not in hidden.content.decode()


def test_the_bridge_is_one_hidden_drawing_and_one_list(client, opgave):
    need = NeedFactory(opgave=opgave, what="ground <b>")
    CommitmentFactory(opgave=opgave, need=need, what="<script>alert(1)</script>")
    html = client.get(opgave.get_absolute_url()).content.decode()
    assert html.count('class="bridge-wide"') == 1
    assert html.count('<ol class="planking">') == 1
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html
    assert " style=" not in html
    assert "Alleen het water is op schaal" in html


def test_twenty_five_promises_ask_as_much_as_three(client, opgave, django_assert_max_num_queries):
    for _number in range(5):
        need = NeedFactory(opgave=opgave)
        for _promise in range(5):
            CommitmentFactory(opgave=opgave, need=need)
    with django_assert_max_num_queries(24):
        html = client.get(opgave.get_absolute_url()).content.decode()
    assert 'id="part-25"' in html


def test_a_hole_leads_who_may_to_the_form_for_that_need(as_editor, opgave):
    need = NeedFactory(opgave=opgave)
    html = as_editor.get(opgave.get_absolute_url()).content.decode()
    address = reverse("commitments:propose", args=[opgave.slug])
    assert f'href="{address}?need={need.pk}"' in html
    form = as_editor.get(f"{address}?need={need.pk}").content.decode()
    assert f'<option value="{need.pk}" selected>' in form


@pytest.mark.parametrize("need", ["x", "-1", "9" * 40, "1"])
def test_a_strange_need_in_the_address_is_just_not_chosen(as_editor, opgave, need):
    address = reverse("commitments:propose", args=[opgave.slug])
    assert as_editor.get(address, {"need": need}).status_code == 200


def test_the_list_asks_as_much_for_ten_as_for_one(client, django_assert_max_num_queries):
    user = editor_of(OpgaveFactory())
    client.force_login(user)
    for _ in range(10):
        OpgaveFactory(parties=[user.main_membership().organisation])
    with django_assert_max_num_queries(10):
        html = client.get(reverse("opgaven:list")).content.decode()
    assert html.count('class="card"') == 11


def test_the_page_asks_as_much_for_ten_parties_as_for_one(as_editor, opgave):
    asked = []
    for parties in (1, 9):
        for _ in range(parties):
            PartyFactory(opgave=opgave)
            FigureFactory(opgave=opgave)
        with CaptureQueriesContext(connection) as queries:
            as_editor.get(opgave.get_absolute_url())
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 30


def test_other_apps_put_their_section_on_the_page(client, opgave, monkeypatch):
    from django.utils.html import format_html

    monkeypatch.setattr(sections, "_sections", {})
    sections.register("talks", lambda request, o: format_html("<h2>Talks about {}</h2>", o.title))
    assert (
        "<h2>Talks about Enough homes</h2>"
        in client.get(opgave.get_absolute_url()).content.decode()
    )


def test_the_mirror_names_what_is_missing_and_links_there(as_editor, opgave):
    html = as_editor.get(opgave.get_absolute_url()).content.decode()
    assert page("add_figure", opgave) in html
    assert f"{page('change', opgave)}#id_current_situation" in html


def test_making_an_opgave_with_a_title_only(client):
    client.force_login(MembershipFactory().user)
    form = client.get(reverse("opgaven:create")).context["form"]
    data = TEXT | {name: form[name].value() for name in ("home", "form_key")}
    data["home"] = form.fields["home"].initial.pk
    first = client.post(reverse("opgaven:create"), data)
    second = client.post(reverse("opgaven:create"), data)
    assert first.url == second.url == Opgave.objects.get().get_absolute_url()


def test_a_guest_gets_no_empty_form(client):
    client.force_login(MembershipFactory(role="partner_guest").user)
    assert client.get(reverse("opgaven:create")).status_code == 403


def test_two_browsers_and_the_second_sees_both_texts(as_editor, opgave):
    form = as_editor.get(page("change", opgave))
    data = TEXT | {"revision": form.context["revision"], "question": "Mine"}
    actions.change_opgave(
        opgave, by=editor_of(opgave), revision=1, question="Theirs", essence="New"
    )
    conflict = as_editor.post(page("change", opgave), data | {"title": opgave.title})
    html = conflict.content.decode()
    assert conflict.status_code == 409
    assert all(text in html for text in ("Mine", "Theirs", "New"))
    # A page of its own, that says first what happened and asks by the name of the field.
    assert conflict.context["title"] != form.context["title"]
    assert 'tabindex="-1" data-error-summary' in html
    legend = html.partition("<legend>")[2].partition("</legend>")[0]
    assert legend.strip().startswith(f"{conflict.context['clashes'][0].field.label}: ")
    # What only the other changed is taken over in the form.
    assert conflict.context["form"]["essence"].value() == "New"
    opgave.refresh_from_db()
    assert opgave.question == "Theirs"


@pytest.mark.parametrize(("choice", "question"), [("mine", "Both"), ("theirs", "Theirs")])
def test_after_a_conflict_the_writer_chooses_and_saves(as_editor, opgave, choice, question):
    actions.change_opgave(opgave, by=editor_of(opgave), revision=1, question="Theirs")
    data = {
        "title": "Enough homes",
        "visibility": "0",
        "revision": "2",
        "question": "Both",
        "choose-question": choice,
    }
    assert as_editor.post(page("change", opgave), data).status_code == 302
    opgave.refresh_from_db()
    assert opgave.question == question


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 40, "٣"])
def test_a_strange_revision_counts_as_old(as_editor, opgave, revision):
    data = TEXT | {"revision": revision, "title": "Changed"}
    assert as_editor.post(page("change", opgave), data).status_code == 409


def test_a_party_is_added_changed_and_removed(as_editor, opgave):
    as_editor.post(page("add_party", opgave), {"name": "Young people", "presence": "missing"})
    party = Party.objects.get(name="Young people")
    data = {"name": "Young people", "presence": "at_table", "own_goal": "A room", "revision": 1}
    as_editor.post(page("change_party", opgave, party.pk), data)
    party.refresh_from_db()
    assert (party.own_goal, party.is_missing) == ("A room", False)
    assert as_editor.get(page("remove_party", opgave, party.pk)).status_code == 200
    for _ in range(2):  # twice: the second finds it gone, as wished
        assert as_editor.post(page("remove_party", opgave, party.pk)).status_code == 302
    assert not Party.objects.filter(pk=party.pk).exists()


def test_the_empty_chair_button_brings_its_choice(as_editor, opgave):
    html = as_editor.get(page("add_party", opgave) + "?presence=missing").content.decode()
    assert re.search(r'value="missing"[^>]*checked', html)


def test_words_typed_about_a_removed_party_are_kept(as_editor, opgave):
    party = PartyFactory(opgave=opgave, organisation=None, name="Young people")
    address = page("change_party", opgave, party.pk)
    party.delete()
    data = {
        "name": "Young people",
        "presence": "at_table",
        "own_goal": "A long goal",
        "revision": 1,
    }
    answer = as_editor.post(address, data)
    assert answer.status_code == 409
    assert "A long goal" in answer.content.decode()


def test_parts_of_another_opgave_are_out_of_reach(as_editor, opgave):
    foreign = PartyFactory()
    assert as_editor.get(page("change_party", opgave, foreign.pk)).status_code == 404
    as_editor.post(page("remove_party", opgave, foreign.pk))
    assert Party.objects.filter(pk=foreign.pk).exists()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("401.000", "401000"), ("4,9", "4.9"), ("4.9", "4.9"), ("-1 000", "-1000")],
)
def test_a_figure_as_people_write_it(as_editor, opgave, typed, stored):
    data = {
        "side": "current",
        "what": "homes",
        "value": typed,
        "source": "a report",
        "year": "2024",
    }
    assert as_editor.post(page("add_figure", opgave), data).status_code == 302
    assert str(opgave.figures.get().value.normalize().__format__("f")) == stored


def test_two_browsers_on_one_figure(as_editor, opgave):
    figure = FigureFactory(opgave=opgave)
    actions.change_figure(figure, by=editor_of(opgave), revision=1, source="another report")
    data = {
        "side": "current",
        "what": "homes too few",
        "value": "400.000",
        "unit": "homes",
        "year": "2024",
    }
    data |= {"source": "a public report", "revision": "1"}
    answer = as_editor.post(page("change_figure", opgave, figure.pk), data)
    assert answer.status_code == 409
    assert answer.context["form"]["source"].value() == "another report"


def test_history_names_role_organisation_and_what_changed(as_editor, client, opgave):
    user = editor_of(opgave, name="Alice")
    actions.change_opgave(opgave, by=user, revision=1, question="For everyone?")
    organisation = user.main_membership().organisation.name
    html = as_editor.get(page("history", opgave)).content.decode()
    assert "Alice" in html
    assert organisation in html
    assert re.search(r"<del>.*whom\?.*</del>", html, re.S)
    client.logout()
    html = client.get(page("history", opgave)).content.decode()
    assert "Alice" not in html
    assert organisation in html


def test_history_has_pages_and_few_queries(as_editor, opgave, django_assert_max_num_queries):
    user = editor_of(opgave)
    for number in range(1, 25):
        actions.change_opgave(opgave, by=user, revision=number, question=f"Try {number}")
    with django_assert_max_num_queries(16):
        steps = as_editor.get(page("history", opgave)).context["steps"]
    assert len(steps) == 20
    assert [piece.text for piece in steps[0].changes[0].pieces] == ["Try ", "23", "24"]


def test_saying_saved_happens_once(as_editor, opgave):
    answer = as_editor.post(page("add_party", opgave), {"name": "Youth", "presence": "at_table"})
    assert len(list(get_messages(answer.wsgi_request))) == 1
