"""Over a real line to a mail server: taken, refused for one mailbox, put off, not there."""

import socket
import socketserver
import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from overbrug.outbox.sending import send_due

pytestmark = pytest.mark.django_db
NOW = timezone.now() + timedelta(hours=1)


class Talk(socketserver.StreamRequestHandler):
    """As much of SMTP as a client needs; what RCPT gets is the server's `verdict`."""

    def handle(self):
        """Answer line by line until QUIT."""
        self._say("220 mail.example")
        while line := self.rfile.readline().strip().upper():
            word = line[:4]
            if word == b"DATA":
                self._say("354 go on")
                self._take()
            elif word == b"RCPT":
                self._say(self.server.verdict)
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 fine")

    def _take(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.server.taken.append(b"".join(lines))
        self._say("250 taken")

    def _say(self, words):
        self.wfile.write(words.encode() + b"\r\n")


@pytest.fixture
def server(settings):
    """A mail server on a port of its own."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as made:
        made.daemon_threads, made.verdict, made.taken = True, "250 fine", []
        threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = made.server_address
        settings.EMAIL_TIMEOUT = 5
        yield made
        made.shutdown()


def ended(mail):
    mail.refresh_from_db()
    return mail.state, mail.problem


def test_two_mails_go_over_one_line_and_keep_their_headers(letter, server):
    letter(unsubscribe_url="https://overbrug.example/stop/open/" + "x" * 43 + "/")
    letter(to="bob@overwater.example")
    assert send_due(NOW) == 2
    # Mail programs look for the address as it is, so it may be folded but not encoded.
    assert b"<https://overbrug.example/stop/open/" + b"x" * 43 + b"/>" in server.taken[0]
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in server.taken[0]
    assert b"Auto-Submitted: auto-generated" in server.taken[0]


def test_no_such_mailbox(letter, server):
    server.verdict = "550 5.1.1 <alice@overwater.example> unknown"
    mail = letter()
    send_due(NOW)
    assert ended(mail) == ("bounced", "refused 550")


def test_come_back_later(letter, server):
    server.verdict = "451 greylisted"
    mail = letter()
    send_due(NOW)
    assert ended(mail) == ("waiting", "SMTPRecipientsRefused")
    server.verdict = "250 fine"
    assert send_due(NOW + timedelta(minutes=5)) == 1


def test_nobody_answers(letter, settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refused
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = taken.getsockname()
        mail = letter()
        send_due(NOW)
    assert ended(mail)[0] == "waiting"
    assert "ConnectionRefusedError" in mail.problem
