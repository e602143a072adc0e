"""What a mail says, in which language, to whom; and what hostile words cannot do in it."""

import email
import email.policy
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone

from overbrug.core.errors import Refused
from overbrug.outbox.sending import send_due
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db
NOW = timezone.now() + timedelta(hours=1)


def sent():
    """The one mail that went, as it goes over the line."""
    assert send_due(NOW) == 1
    return email.message_from_bytes(
        mail.outbox[-1].message().as_bytes(), policy=email.policy.default
    )


def test_a_mail_has_a_text_and_a_page_in_its_language(letter):
    letter(language="en")
    message = sent()
    text, html = (part.get_content() for part in message.iter_parts())
    assert message["Subject"] == "Hello Alice"
    assert text.startswith("Dear Alice, come.")
    assert '<html lang="en"' in html
    assert (message["Auto-Submitted"], message["List-Unsubscribe"]) == ("auto-generated", None)


def test_in_dutch_it_is_dutch(letter):
    letter(language="nl")
    assert "Deze mail is verstuurd" in sent().get_body("plain").get_content()


def test_unsubscribing_is_one_click_of_the_mail_program(letter):
    letter(unsubscribe_url="https://overbrug.example/stop/x/")
    message = sent()
    assert message["List-Unsubscribe"] == "<https://overbrug.example/stop/x/>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("words", TEXTS.values(), ids=TEXTS)
def test_hostile_words_stay_words(letter, words):
    letter(name=words[:5_000])
    message = sent()
    html = message.get_body("html").get_content()
    assert "<script>" not in html
    assert "<img" not in html
    assert len(message["Subject"].strip()) <= 200
    assert not any(c in html for c in "\x00\x07\x1b")


def test_a_line_end_in_a_name_makes_no_header(letter):
    letter(name="Eve\r\nBcc: all@overwater.example")
    message = sent()
    assert message["Bcc"] is None
    assert message["Subject"] == "Hello Eve Bcc: all@overwater.example"


def test_text_mail_is_no_page(letter):
    letter(name="Kok & Zn <b>")
    assert "Dear Kok & Zn <b>, come." in sent().get_body("plain").get_content()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "alice",
        "alice@overwater.example\n",
        "alice@overwater.example\r\nBcc: bob@overwater.example",
        "alice@overwater.example, bob@overwater.example",
        "Alice <alice@overwater.example>",
        '"a b"@overwater.example',
        "alice@overwater.example\u200b",
        "a\x00@overwater.example",
        "a" * 10_240 + "@overwater.example",
    ],
)
def test_what_is_not_one_plain_address_is_refused(letter, address):
    with pytest.raises(Refused) as refusal:
        letter(to=address)
    assert refusal.value.field == "email"


def test_without_a_mail_server_a_mail_is_a_file_for_us_alone(letter, settings, tmp_path):
    settings.EMAIL_BACKEND = "overbrug.outbox.files.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    letter()
    send_due(NOW)
    (file,) = Path(settings.EMAIL_FILE_PATH).iterdir()
    assert b"Dear Alice, come." in file.read_bytes()
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_files_of_a_week_ago_go(letter, settings, tmp_path):
    import os
    import time

    settings.EMAIL_BACKEND = "overbrug.outbox.files.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    (tmp_path / "old.eml").write_text("x")
    (tmp_path / "new.eml").write_text("x")
    week = time.time() - 8 * 24 * 3600
    os.utime(tmp_path / "old.eml", (week, week))
    send_due(NOW)
    assert [f.name for f in tmp_path.iterdir()] == ["new.eml"]
