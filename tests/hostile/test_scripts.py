"""No text of anybody becomes an element, an attribute or an address that runs, anywhere.

One world holds every payload in every text that people can write. Every page, file and mail of it is looked
at in two ways: as a tree that may hold nothing which the same page of a harmless world does not hold, and in a
real browser without Content-Security-Policy. What is looked at is derived from the code, so a new text,
form, page or template that is left out fails.
"""

import csv
import io
import re
import unicodedata
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings

from overbrug.core.forms import PlainForm
from tests.hostile.browsing import executions
from tests.hostile.campaign import IS_FULL
from tests.hostile.figures import note
from tests.hostile.pages import comments, leads, shapes
from tests.web.rights_matrix import THIRD_PARTY
from tests.web.world_of_rights import names

# Marked so that there are databases; one process makes the world that both files look at.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("hostile world")]
# Addresses without a page: they take a press, or lead on.
NO_PAGE = {
    "accounts:end_session",
    *("accounts:decline", "accounts:renew_link", "web:set-language", "harvest:put_back"),
    *("commitments:revoke_link", "commitments:ask_again", "commitments:open_link"),
    *("opgaven:revoke_invitation", "opgaven:open_invitation", "dialogues:reopen"),
    *("followups:remove-address", "followups:open-link", "followups:open-stop"),
}

# Reached only in a state of which this world has no example; their own tests draw them, with harmless words.
IN_ANOTHER_STATE = {
    "commitments:answer_withdraw",
}
FORMS_IN_ANOTHER_STATE = {"HoldForm", "BackForm", "WhyForm"}
LOGIN = ("account/", "mfa/", "usersessions/", "allauth/", "socialaccount/")
TEMPLATES_IN_ANOTHER_STATE = {
    *("429.html", "500.html", "account/password_reset_by_hand.html", "cotton/example_tag.html"),
    *(
        "account/password_reset_from_key.html",
        "account/password_set.html",
        "account/signup_closed.html",
    ),
    *(
        "accounts/includes/first_steps.html",
        "commitments/answer_ended.html",
        "dialogues/closed.html",
    ),
    *("commitments/answer_still.html", "dialogues/includes/back_form.html", "dialogues/wait.html"),
    *("dialogues/is_this_you.html", "followups/choose.html", "followups/used.html"),
    *("opgaven/includes/figure_table.html", "web/includes/demo.html"),
    # test_after_a_press.py draws these with words that are meant to run.
    *("accounts/member_added.html", "opgaven/described.html"),
    # No word of anybody stands in them, or the same as in the mail of a month later.
    *("503.html", "accounts/second_factor_first.html", "accounts/sso_refused.html"),
    *("accounts/mail/changed.html", "accounts/mail/changed.txt"),
    *("accounts/mail/password_reset_key.html", "accounts/mail/password_reset_key.txt"),
    *("followups/mail/two_days.html", "followups/mail/two_days.txt"),
}


# The small form sends a fifth of the forms, so it cannot tell what is never reached.
in_full = pytest.mark.skipif(
    not IS_FULL, reason="only the full form sends every form: make hostile"
)


def test_every_kind_of_row_with_words_stands_in_the_world(seen):
    assert seen.empty == []


def test_every_address_was_opened(seen):
    opened = {a.name for a in seen.hostile if a.status == 200}
    ours = {n for n in names() if not n.startswith(tuple(THIRD_PARTY))}
    assert ours - opened - NO_PAGE - IN_ANOTHER_STATE == set()


@in_full
def test_every_form_is_sent_by_a_page(seen):
    def kinds(form):
        return {form}.union(*map(kinds, form.__subclasses__()))

    ours = {f.__name__ for f in kinds(PlainForm) if f.__module__.startswith("overbrug.")}
    wanted = {f for f in ours if f not in FORMS_IN_ANOTHER_STATE}
    assert wanted - {f.__name__ for f in seen.forms} == set()


@in_full
def test_every_template_was_drawn(seen):
    root = Path(settings.ROOT)
    ours = {str(path) for path in root.glob("overbrug/*/templates/**/*.*")}
    left = {
        str(Path(name).relative_to(root)).partition("templates/")[2]
        for name in ours - seen.templates
    }
    left = {name for name in left if not name.startswith(LOGIN)}
    left = sorted(left - TEMPLATES_IN_ANOTHER_STATE)
    assert not left, "never drawn: " + ", ".join(left)


def test_nothing_broke(seen):
    assert [str(a) for a in seen.hostile if a.status >= 500] == []


def test_no_text_adds_an_element_or_an_attribute(seen):
    templates = Path(settings.ROOT).glob("overbrug/*/templates/**/*.html")
    known = set().union(*(shapes(path.read_text()) for path in templates))
    known |= set().union(*(shapes(a.text) for a in seen.harmless if a.is_page))
    known.add("select aria-invalid")  # Django's own, once a choice is refused
    added = {str(a): shapes(a.text) - known for a in seen.hostile if a.is_page}
    assert {page: found for page, found in added.items() if found} == {}


def test_no_text_becomes_an_address(seen):
    wrong = {
        f"{a} {where}: {address[:80]}"
        for a in seen.hostile
        if a.is_page
        for where, address in leads(a.text)
        if not re.match(
            r"[/#?]|mailto:|otpauth://totp/[\w%.]+\?|https?://(testserver|overbrug\.example|github\.com)/",
            address,
        )
        or address.startswith(("//", "/\\"))
    }
    assert wrong == set()


def test_no_text_stands_in_a_comment(seen):
    assert [str(a) for a in seen.hostile if a.is_page and "pwned" in str(comments(a.text))] == []


def test_no_mail_holds_a_script_or_a_header_of_somebody_else(seen):
    for subject, _text, html in seen.letters:
        assert "\n" not in subject
        assert "\r" not in subject
        assert {s for s in shapes(html) if "on" in s.split()[1:] or "img" in s} == set()
        assert all(address.startswith(("http", "mailto:")) for _where, address in leads(html))


def test_a_browser_without_policy_runs_nothing(seen, tmp_path):
    each = {
        (a.name, a.status, a.address.count("?")): a for a in seen.hostile if a.is_page and a.body
    }
    note(
        "scripts: pages and mails drawn in a browser without policy", len(each) + len(seen.letters)
    )
    assert executions([*each.values()], seen.letters, tmp_path) == []


def test_files_hold_no_formula_and_no_line_of_somebody_else(seen):
    csv.field_size_limit(10**9)  # with every payload in it a cell is longer than 128 kB
    for answer in seen.files:
        if "csv" in answer.kind:
            delimiter = ";" if '";"' in answer.text else ","
            rows = csv.reader(
                io.StringIO(answer.body.decode("utf-8-sig"), newline=""), delimiter=delimiter
            )
            for part in (line for row in rows for cell in row for line in cell.splitlines()):
                plain = unicodedata.normalize("NFKC", part).strip(' "\u200b\ufeff\u00a0')
                assert not plain.startswith(("=", "+", "-", "@")), part
        elif "calendar" in answer.kind:
            lines = answer.body.split(b"\r\n")
            assert max(map(len, lines)) <= 75
            assert not any(line.startswith((b"Bcc", b"X-Pwned", b"ATTENDEE")) for line in lines)
        elif answer.body.startswith(b"PK"):
            assert list(odt_problems(answer.body)) == []


def odt_problems(body):
    """A document that is no document, or that asks for something elsewhere."""
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        for name in parts.namelist():
            if name.endswith(".xml"):
                for node in ElementTree.fromstring(parts.read(name)).iter():
                    for key, value in node.attrib.items():
                        if key.endswith("}href") or "script" in node.tag or "event" in node.tag:
                            yield f"{name} {node.tag} {key} {value}"
