"""Two templates that only tests use, and a mail server that does what a test wants."""

import smtplib

import pytest
from django.core.mail.backends.locmem import EmailBackend as Memory

from overbrug.outbox.actions import post

TEMPLATES = {
    "trial/hello.txt": (
        '{% extends "outbox/mail.txt" %}{% block subject %}Hello {{ name }}{% endblock %}'
        "{% block content %}Dear {{ name }}, come.{% endblock %}{% block why %}Why.{% endblock %}"
    ),
    "trial/hello.html": (
        '{% extends "outbox/mail.html" %}{% block content %}<p>Dear {{ name }}, come.</p>'
        "{% endblock %}{% block why %}Why.{% endblock %}"
    ),
}


@pytest.fixture(autouse=True)
def _templates(monkeypatch):
    from django.template.loaders import app_directories

    own = app_directories.Loader.get_contents

    def contents(self, origin):
        for name, text in TEMPLATES.items():
            if str(origin.name).endswith(name):
                return text
        return own(self, origin)

    monkeypatch.setattr(app_directories.Loader, "get_contents", contents)


@pytest.fixture
def letter():
    """Put a mail in the outbox; what differs is given by name."""

    def make(name="Alice", to="alice@overwater.example", **facts):
        context = {"name": name}
        return post(to=to, template="trial/hello", context=context, **facts)

    return make


class Server(Memory):
    """A mail server that is down, or refuses, when it is told to."""

    closed = False
    refusal = None

    def open(self):
        """The door; a closed one is an OSError, as with a real server."""
        if self.closed:
            raise ConnectionRefusedError(111, "nobody answers")
        return True

    def send_messages(self, messages):
        """Take the mails, or refuse them."""
        if self.refusal is not None:
            raise self.refusal
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    """The mail server of this test."""
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    monkeypatch.setattr(Server, "closed", False)
    monkeypatch.setattr(Server, "refusal", None)
    return Server


def refused(code, to="alice@overwater.example"):
    """What a server says about a mailbox."""
    return smtplib.SMTPRecipientsRefused({to: (code, b"<alice@overwater.example> unknown")})
