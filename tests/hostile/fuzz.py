"""What no page of ours sends: every way in which a form may arrive broken."""

from urllib.parse import quote

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import MULTIPART_CONTENT

from tests.hostile import TEXTS
from tests.hostile.pages import TYPED, as_shown

URLENCODED = "application/x-www-form-urlencoded"
NUMBERS = [
    *("9" * 400, "1e999", "-0", "NaN", "Infinity", "٣", "0x10", "1_000", "--1", "1,2,3", "½"),
    *("-9223372036854775809", "99999999999999999999", "1" + "0" * 4000, "0.0000000000001", "１"),
]
MOMENTS = [
    *("0000-00-00", "9999-12-31T23:59", "10000-01-01", "2024-02-30", "1-1-1", "2027-03-28T02:30"),
    *("-1", "0001-01-01T00:00", "2026-01-01T00:00+99:99", "12/31/2026", "²⁰²⁶", "24:00", "2026"),
]
ODD = ["-1", "9" * 30, "x", "[]", "null", "{}", "1,2", "true", "\u0661", "", " ", "../..", "%00"]
WORDS = [text[:4000] for text in TEXTS.values()]
FIELDS = 1001  # one more than Django takes


def plain(form):
    return form.filled(as_shown)


def typed(words):
    """Something in every box that people type in."""

    def send(client, form, rng):
        data = form.filled(lambda c: rng.choice(words) if c.kind in TYPED else as_shown(c))
        return client.post(form.action, data)

    return send


def tampered(client, form, rng):
    """Something else in what nobody types: hidden fields, choices, ticks, buttons."""
    data = form.filled(lambda c: as_shown(c) if c.kind in TYPED else rng.choice(ODD))
    return client.post(form.action, data)


def left_out(client, form, rng):
    data = {k: v for k, v in plain(form).items() if rng.random() < 0.5}
    return client.post(form.action, data)


def nothing(client, form, rng):
    return client.post(form.action)


def doubled(client, form, rng):
    """Each name three times, with something else each time."""
    return client.post(form.action, {k: [*v, "x", rng.choice(ODD)] for k, v in plain(form).items()})


def nested(client, form, rng):
    """As another framework would read it, and names of what a model has."""
    data = {f"{name}[{key}]": "1" for name in plain(form) for key in ("", "0", "a[b]", "$ne")}
    data |= dict.fromkeys(("is_platform", "role", "status", "is_mandated", "__class__", "pk"), "1")
    return client.post(form.action, plain(form) | data)


def file(client, form, rng):
    """A file where a text is asked."""
    made = {name: SimpleUploadedFile("a.svg", b"<svg onload=x>") for name in plain(form)}
    return client.post(form.action, made)


def no_utf_8(client, form, rng):
    body = "&".join(f"{quote(name)}=%ff%fe%80%ed%a0%80" for name in plain(form))
    return client.generic("POST", form.action, body, content_type=URLENCODED)


def null(client, form, rng):
    return client.post(
        form.action, form.filled(lambda c: "a\x00b" if c.kind in TYPED else as_shown(c))
    )


def too_many(client, form, rng):
    body = "&".join(f"a{n}=1" for n in range(FIELDS))
    return client.generic("POST", form.action, body, content_type=URLENCODED)


def too_large(client, form, rng):
    return client.generic("POST", form.action, "a=" + "x" * 1_100_000, content_type=URLENCODED)


def other_kind(client, form, rng):
    """The right words in another wrapping."""
    kind, body = rng.choice(
        [
            ("application/json", '{"a": [[[[[[1]]]]]]}'),
            ("application/json", "[" * 50_000),
            (
                "text/xml",
                '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
            ),
            ("multipart/form-data", "x"),
            (MULTIPART_CONTENT, "--x\r\n\r\n"),
            ("multipart/form-data; boundary=" + "a" * 5000, "--a"),
            (
                MULTIPART_CONTENT,
                "--BoUnDaRyStRiNg\r\nContent-Disposition: form-data; name\r\n\r\n1",
            ),
            ("", "a=1"),
            ("application/x-www-form-urlencoded; charset=utf-16", "a=1"),
            ("\u00e9/\u00e9", "a=1"),
        ]
    )
    return client.generic("POST", form.action, body, content_type=kind)


WAYS = [
    *(typed(WORDS), typed(NUMBERS), typed(MOMENTS), tampered, left_out, nothing, doubled, nested),
    *(file, no_utf_8, null, too_many, too_large, other_kind),
]
