"""A browser that reads English, for tests that look at words: the msgids of the code are English."""

from django.conf import settings
from django.test import Client


def english(user=None):
    """A browser, of this person when there is one."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    if user is not None:
        client.force_login(user)
    return client
