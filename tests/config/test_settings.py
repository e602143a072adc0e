"""Whoever hosts finds every environment variable in one table."""

import re

import pytest

from overbrug.config import environment
from overbrug.config.environment import ROOT

READ = re.compile(
    r"""(?:env\.\w+|environ\.get|getenv)\(\s*"([A-Z_]+)"|"([A-Z_]+)" in os\.environ"""
)
TOLD = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)
# How Django finds the settings: nothing for somebody who hosts.
OURS = {"DJANGO_SETTINGS_MODULE"}


def test_every_variable_that_is_read_is_told_and_the_other_way_round():
    sources = [file.read_text(encoding="utf-8") for file in (ROOT / "overbrug").rglob("*.py")]
    read = {a or b for source in sources for a, b in READ.findall(source)} - OURS
    told = TOLD.findall((ROOT / "docs/how-to/host.md").read_text(encoding="utf-8"))
    assert sorted(told) == sorted(read)


@pytest.mark.parametrize("given", ["", "  "])
def test_an_empty_mail_server_is_none(monkeypatch, given):
    monkeypatch.setenv("EMAIL_URL", given)
    with_empty = environment.mail_settings()
    monkeypatch.delenv("EMAIL_URL")
    assert with_empty == environment.mail_settings()
    assert with_empty["EMAIL_BACKEND"].endswith("filebased.EmailBackend")


@pytest.mark.parametrize("given", ["", "  "])
def test_an_empty_variable_is_none(given):
    env = environment.Given(dict.fromkeys(["PORT", "HOST", "CARDS_DIR", "HTTPS"], given))
    assert env.number("PORT", 8000) == 8000
    assert env.word("HOST") == ""
    assert env.path("CARDS_DIR", ROOT) == ROOT
    assert env.yes("HTTPS", otherwise=True) is True


@pytest.mark.parametrize(
    ("given", "read"), [("yes", True), ("On", True), ("0", False), ("no", False)]
)
def test_yes_and_no(given, read):
    assert environment.Given({"HTTPS": given}).yes("HTTPS", otherwise=not read) is read


@pytest.mark.parametrize("ask", [lambda e: e.yes("X", otherwise=True), lambda e: e.number("X", 1)])
def test_anything_else_is_refused_in_words(ask):
    with pytest.raises(SystemExit, match="X is 'maybe'"):
        ask(environment.Given({"X": "maybe"}))
