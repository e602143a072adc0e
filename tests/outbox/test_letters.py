"""Every mail is a text and a page that tell the same facts."""

import re
from html import unescape

import pytest

from tests.letters import folders, letters, written

EACH = pytest.mark.parametrize("name", letters())
LANGUAGES = pytest.mark.parametrize("language", ["nl", "en"])
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
DAY = re.compile(r"\b\d{1,2} [a-z]{3,9}(?: \d{4})?\b", re.IGNORECASE)
QUOTED = re.compile(r"[“\"]([^”\"\n]+)[”\"]")
NAME = re.compile(r"\b[A-Z]\w+ Overwater\b")


def read(html):
    """The words that somebody sees, and the addresses behind them."""
    body = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL).partition("<body>")[2]
    return unescape(re.sub(r"<[^>]+>", " ", body)), set(re.findall(r'href="([^"]+)"', html))


def test_each_template_of_a_mail_has_a_text_a_page_and_a_test():
    texts, pages = folders()
    assert texts == pages == set(letters())


@EACH
@LANGUAGES
def test_text_and_page_tell_the_same(name, language):
    letter = written(name, language)
    words, addresses = read(letter.html)
    assert addresses == set(ADDRESS.findall(letter.text))
    assert addresses  # whose mail this is, and in most the page to go to
    for fact in (DAY, QUOTED, NAME):
        assert set(fact.findall(words)) == set(fact.findall(letter.text)), fact


@EACH
@LANGUAGES
def test_a_page_says_its_language_and_fetches_nothing(name, language):
    letter = written(name, language)
    assert f'<html lang="{language}"' in letter.html
    assert f"<title>{letter.subject}</title>" in unescape(letter.html)
    assert not re.search(r"<(img|link|script|iframe|object)\b|src=|url\(|@import", letter.html)
    assert "%(" not in letter.text + letter.html
