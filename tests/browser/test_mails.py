"""The page of every mail, opened where mail is read: on a narrow phone, without our style sheet."""

import pytest

from tests.browser.test_long_words import fits
from tests.letters import letters, written


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_mail_can_be_read_on_a_narrow_phone(phone, axe, language):
    page = phone({"width": 320, "height": 640})
    for name in letters():
        page.set_content(written(name, language).html)
        fits(page)
        axe(page)
