"""The parts of every form."""

import pytest
from django import forms

from overbrug.core.forms import LineField, MailField, NumberField, ParagraphsField, PlainForm


class Sample(PlainForm):
    name = LineField(label="Name", limit=10)
    story = ParagraphsField(label="Story", limit=20, required=False)
    mail = MailField(label="Mail", required=False)
    number = NumberField(label="Number", required=False)
    choice = forms.ChoiceField(label="Choice", choices=[("a", "A")], required=False)


def test_text_is_cleaned_before_it_is_counted():
    form = Sample({"name": " a\u200b\x00b  c ", "story": "one\r\ntwo\x07"})
    assert form.is_valid()
    assert (form.cleaned_data["name"], form.cleaned_data["story"]) == ("a b c", "one\ntwo")


def test_too_long_says_how_much():
    form = Sample({"name": "x" * 11})
    assert "10" in form.errors["name"][0]
    assert "11" in form.errors["name"][0]
    assert form["name"].value() == "x" * 11


def test_the_browser_never_cuts_a_text():
    assert "maxlength" not in str(Sample())


@pytest.mark.parametrize("field", ["mail", "number", "choice"])
def test_a_wrong_value_gets_a_message_in_our_words(field):
    form = Sample({"name": "a", field: "wrong"})
    assert form.errors[field]
    assert field not in form.cleaned_data


def test_a_mail_address_is_kept_in_lower_case():
    form = Sample({"name": "a", "mail": "Bob@Overwater.Example"})
    assert form.is_valid()
    assert form.cleaned_data["mail"] == "bob@overwater.example"
