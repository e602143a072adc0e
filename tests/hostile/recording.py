"""Every page, file and form of a world as it answers: what came back, by address and by role."""

import hashlib
import re
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass

from django.core import mail
from django.db import transaction
from django.test.signals import template_rendered
from django.urls import NoReverseMatch, reverse

from overbrug.accounts.models import OneTimeLink
from overbrug.harvest.models import HarvestLine
from overbrug.outbox.models import OutgoingMail
from tests.factories import UserFactory
from tests.harvest.answers import text_of
from tests.hostile.pages import TYPED, as_shown, forms
from tests.hostile.world import name_of
from tests.web.rights_matrix import THIRD_PARTY
from tests.web.world_of_rights import names

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
# Between them these open every page that anybody can open; the rest sees a part of the same.
ROLES = [
    *("visitor", "editor", "admin", "platform", "seated", "screen"),
    *("answer_link", "invitation_link", "morning_link"),
]
# What a browser says of itself is a text of somebody too: the page with all logins shows it.
BROWSER = {
    "HTTP_USER_AGENT": "<img src=x onerror=pwned(1)>",
    "HTTP_REFERER": "http://testserver/<img src=x onerror=pwned(1)>",
    "HTTP_ACCEPT_LANGUAGE": 'nl<img src=x onerror=pwned(1)>,"><script>pwned(1)</script>;q=1',
    "HTTP_X_FORWARDED_FOR": "<img src=x onerror=pwned(1)>",
}


@dataclass
class Answer:
    """What one address answered to one role; packed, for with every payload a page is nine megabytes."""

    role: str
    name: str
    address: str
    status: int
    kind: str
    packed: bytes
    packed_text: bytes = b""
    seconds: float = 0.0
    boxes: int = 0
    pressed: str = ""

    @property
    def body(self):
        """The bytes as they came."""
        return zlib.decompress(self.packed)

    @property
    def text(self):
        """The words in it; of a document those that a reader sees."""
        if "html" in self.kind:
            return self.body.decode("utf-8", "replace")
        return zlib.decompress(self.packed_text).decode("utf-8", "surrogatepass")

    @property
    def is_page(self):
        """Whether a browser would draw it."""
        return "html" in self.kind or "svg" in self.kind

    def __str__(self):
        return f"{self.role} {self.address[:120]} {self.pressed} ({self.status})"


def answer_of(role, address, response, name=None):
    """What came back, with what was in it."""
    body = b"" if response.streaming else response.content
    kind = response.get("Content-Type", "")
    text = b"" if "html" in kind else text_of(response).encode("utf-8", "surrogatepass")
    about = (role, name or name_of(address), address, response.status_code, kind)
    return Answer(*about, zlib.compress(body, 1), zlib.compress(text, 1))


def addresses(world):
    """Every address about everything in the world, those of one-time links and of login included."""
    lines = "&".join(f"line={pk}" for pk in HarvestLine.objects.values_list("pk", flat=True))
    for address in sorted(set(world.addresses())):
        yield address
        if name_of(address) in ("harvest:adopt", "dialogues:private"):
            yield f"{address}?seat={world.seat.public_id}&field=halfway/unsaid&{lines}"
    for name in names():
        if name.startswith(tuple(THIRD_PARTY)):
            with suppress(NoReverseMatch):  # one with a key of its own is in another state
                yield reverse(name)


def files(world):
    """What can be taken along, as each that may take it gets it."""
    for role in ("seated", "editor"):
        client = world.client(role)
        for address in sorted(set(world.addresses())):
            if address.rpartition(".")[2] in ("csv", "md", "odt", "ics"):
                yield answer_of(role, address, client.get(address))


def one_time_links(world):
    """(role that may use it, address) of links that are handed over once."""
    hat = world.hats["guest"]
    # Who logged in before gets no link that logs in; this one never did.
    new = UserFactory(name=hat.user.name)
    new.set_unusable_password()
    new.save()
    for kind, name, about, role in (
        ("first_admin", "first_admin", {}, "visitor"),
        ("choose_password", "choose_password", {"user": new}, "visitor"),
        ("join_organisation", "join", {"user": hat.user, "membership": hat}, "guest"),
    ):
        _link, token = OneTimeLink.make(kind=kind, **about)
        yield role, reverse(f"accounts:{name}", args=[token])


def crawl(world, roles=ROLES):
    """What every address answers to each of these roles; the same page twice counts once."""
    seen = set()
    pairs = [(role, address) for role in roles for address in addresses(world)]
    clients = {role: world.client(role) for role in [*roles, "guest"]}
    for client in clients.values():
        client.raise_request_exception = False
        client.defaults |= BROWSER
    for role, address in [*pairs, *one_time_links(world)]:
        answer = answer_of(role, address, clients[role].get(address))
        same = hashlib.sha256(TOKEN.sub(b"", answer.body)).digest()
        what = (answer.name, answer.status, same)
        if what not in seen:
            seen.add(what)
            yield answer


def fill(words, *, stale=False):
    """Sends a form with these words in every box; `stale`: somebody else changed the row meanwhile."""

    def value(control):
        if stale and control.name == "revision":
            return "0"
        return words if control.kind in TYPED else as_shown(control)

    return lambda client, form: client.post(form.action, form.filled(value))


def press_all(world, answers, send, *, share, rng):
    """Send forms of these pages, as `send(client, form)` does; each is undone afterwards."""
    clients, sent = {}, set()
    for page in answers:
        if page.status != 200 or not page.is_page:
            continue
        for form in forms(page.text, page.address):
            what = (form.action, *sorted({c.name for c in form.controls}))
            if form.method != "post" or what in sent:
                continue
            sent.add(what)
            if rng.random() > share:
                continue
            if page.role not in clients:
                clients[page.role] = world.client(page.role)
                clients[page.role].raise_request_exception = False
            yield from _pressed(clients[page.role], page, form, send)


def _pressed(client, page, form, send):
    cookies = client.cookies.copy()
    with transaction.atomic(), transaction.atomic("unnamed"):
        began = time.thread_time()
        response = send(client, form)
        answer = answer_of(page.role, form.action, response)
        answer.seconds = time.thread_time() - began
        answer.pressed = next(
            (f"{c.name}={c.value}" for c in form.controls if c.kind == "submit"), ""
        )
        answer.boxes = sum(c.kind in TYPED and c.kind != "password" for c in form.controls)
        yield answer
        if response.status_code == 302 and response["Location"].startswith("/"):
            address = response["Location"]
            yield answer_of(page.role, address, client.get(address))
        transaction.set_rollback(True)
        transaction.set_rollback(True, "unnamed")
    client.cookies = cookies


def letters():
    """(headers, text, HTML) of everything that was written to somebody."""
    for letter in OutgoingMail.objects.all():
        yield letter.subject, letter.text, letter.html
    for message in mail.outbox:
        pages = [a.content for a in getattr(message, "alternatives", [])]
        yield message.subject, message.body, "".join(pages)


class Templates:
    """Which templates were drawn while this was open."""

    def __enter__(self):
        self.names = set()
        template_rendered.connect(self._note)
        return self

    def __exit__(self, *_):
        template_rendered.disconnect(self._note)

    def _note(self, template, **_kwargs):
        if template.origin and template.origin.name:
            self.names.add(str(template.origin.name))
