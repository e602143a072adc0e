"""The parts that templates are built with."""

import pytest
from django import forms
from django.template import engines
from django.utils import translation


def render(source: str, **context: object) -> str:
    from django_cotton.compiler_regex import CottonCompiler

    template = engines["django"].from_string(CottonCompiler().process(source))
    return " ".join(template.render(context).split())


class SeatForm(forms.Form):
    name = forms.CharField(label="Your name", help_text="The table knows you by it.")
    table = forms.ChoiceField(label="Table", choices=[("1", "One")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Agreed", required=False)


def test_a_field_has_a_label_a_hint_and_says_who_sees_it():
    html = render('<c-field :field="form.name" visibility="table" />', form=SeatForm())
    assert '<label for="id_name">Your name</label>' in html
    assert '<div class="hint" id="id_name_helptext">The table knows you by it.</div>' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert 'class="visibility"' in html


def test_the_error_stands_above_the_box_and_is_announced_with_it():
    html = render('<c-field :field="form.name" />', form=SeatForm({}))
    assert html.index('id="id_name_error"') < html.index("<input")
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_choices_are_a_group_with_a_legend():
    html = render('<c-field :field="form.table" />', form=SeatForm())
    assert "<fieldset" in html
    assert "<legend>Table</legend>" in html
    assert '<label for="id_table_0">' in html


def test_a_single_box_has_its_words_beside_it():
    html = render('<c-field :field="form.agreed" />', form=SeatForm())
    assert html.count("<label") == 1
    assert "<span>Agreed</span></label>" in html


def test_the_summary_links():
    with translation.override("en"):
        html = render('<c-error-summary :form="form" />', form=SeatForm({}))
    assert "This is not right yet" in html
    assert 'href="#id_name"' in html
    assert 'href="#id_table_0"' in html


def test_a_form_without_errors_has_no_summary():
    assert render('<c-error-summary :form="form" />', form=SeatForm()) == ""


@pytest.mark.parametrize(
    ("level", "steps", "sentence"),
    [
        ("only_me", 0, "Only you see this"),
        ("table", 1, "Only this table sees this"),
        ("organisation", 2, "Your organisation sees this"),
        ("network", 3, "Everyone who takes part in this opgave sees this"),
        ("public", 4, "Everyone sees this"),
    ],
)
def test_visibility_has_a_stair_and_a_sentence(level, steps, sentence):
    with translation.override("en"):
        html = render('<c-visibility :level="level" />', level=level)
    assert html.count('class="on"') == steps
    assert sentence in html


def test_an_icon_is_silent_unless_it_has_words():
    assert 'aria-hidden="true"' in render('<c-icon name="clock" />')
    named = render('<c-icon name="pause" label="Pause" />')
    assert 'aria-label="Pause"' in named
    assert "aria-hidden" not in named


def test_what_is_remembered_is_the_same_in_each_language_and_for_each_word():
    found = set()
    for language in ("nl", "en", "nl"):
        with translation.override(language):
            for level in ("public", "network"):
                found.add(render('<c-visibility :level="level" />', level=level))
    assert len(found) == 4
    plus = render('<c-icon name="plus" />')
    assert plus == render('<c-icon name="plus" />') != render('<c-icon name="chair" />')


def test_a_component_with_content_or_a_thing_is_never_remembered():
    for words in ("one", "two"):
        assert words in render("<c-tag>{{ words }}</c-tag>", words=words)
    for level in (["public"], None):
        assert "Alleen deze tafel" in render('<c-visibility :level="level" />', level=level)


def test_a_button_with_an_address_is_a_link():
    html = render('<c-button href="/opgaven/" kind="secondary">See</c-button>')
    assert html.startswith('<a class="button secondary ')
    assert 'type="submit"' in render("<c-button>Send</c-button>")
