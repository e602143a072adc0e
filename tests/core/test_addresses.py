"""`{% url %}` remembers an address by its name and words, and is otherwise Django's."""

import pytest
from django.template import Context, Engine, Template, engines
from django.urls import NoReverseMatch, reverse, set_script_prefix

from overbrug.core.templatetags import addresses


def _drawn(text: str, **given) -> str:
    return Template(text, engine=_engine()).render(Context(given))


def _engine() -> Engine:
    return engines["django"].engine


def test_a_name_with_words_leads_to_the_page():
    drawn = _drawn("{% url 'opgaven:change_need' slug pk %}", slug="water", pk=3)
    assert drawn == reverse("opgaven:change_need", args=["water", 3])


def test_an_address_is_looked_up_once(monkeypatch):
    addresses._found.cache_clear()
    drawn = _drawn("{% for n in 'abc' %}{% url 'opgaven:detail' 'water' %}{% endfor %}")
    assert drawn == reverse("opgaven:detail", args=["water"]) * 3
    assert addresses._found.cache_info().misses == 1


def test_one_and_true_are_two_words():
    """Django knows no address for True; what is remembered of 1 does not answer for it."""
    _drawn("{% url 'opgaven:change_need' 'water' 1 %}")
    with pytest.raises(NoReverseMatch):
        _drawn("{% url 'opgaven:change_need' 'water' pk %}", pk=True)


def test_an_unknown_name_fails_and_with_as_gives_nothing():
    with pytest.raises(NoReverseMatch):
        _drawn("{% url 'opgaven:nowhere' %}")
    assert _drawn("{% url 'opgaven:nowhere' as address %}[{{ address }}]") == "[]"


def test_an_address_follows_the_place_of_the_site():
    _drawn("{% url 'opgaven:list' %}")
    set_script_prefix("/below/")
    try:
        assert _drawn("{% url 'opgaven:list' %}").startswith("/below/")
    finally:
        set_script_prefix("/")


def test_names_of_words_are_not_remembered_but_work():
    assert _drawn("{% url 'opgaven:detail' slug='water' %}") == reverse(
        "opgaven:detail", args=["water"]
    )
