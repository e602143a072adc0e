"""Fixed words of a template are translated once for each language, and never mixed up."""

import pytest
from django.template import Context, Template, engines
from django.templatetags.i18n import TranslateNode
from django.utils import translation

from overbrug.core.templatetags.words import FixedWords


def _template(text: str) -> Template:
    return Template(f"{{% load i18n %}}{text}", engine=engines["django"].engine)


def test_each_language_has_its_own_words():
    template = _template("{% translate 'Change' %}")
    said = {}
    for language in ("nl", "en", "nl"):
        with translation.override(language):
            said.setdefault(language, set()).add(template.render(Context()))
    assert said == {"nl": {"Wijzig"}, "en": {"Change"}}


def test_words_are_looked_up_once(monkeypatch):
    template = _template("{% for n in 'abc' %}{% translate 'Change' %}{% endfor %}")
    with translation.override("nl"):
        template.render(Context())
        monkeypatch.setattr(TranslateNode, "render", lambda _node, _context: "anew")
        assert template.render(Context()) == "Wijzig" * 3


def test_words_that_a_view_gives_are_said_each_time():
    template = _template("{% translate words %}")
    assert [template.render(Context({"words": words})) for words in ("a", "b")] == ["a", "b"]
    assert not template.nodelist.get_nodes_by_type(FixedWords)


@pytest.mark.parametrize("tag", ["translate", "trans"])
def test_words_under_a_name_and_marks_stay_what_they_were(tag):
    template = _template(f"{{% {tag} '100%' as words %}}[{{{{ words }}}}] {{% {tag} '<b>' %}}")
    assert template.render(Context()) == "[100%] <b>"
