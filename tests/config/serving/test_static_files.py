"""Files served from memory."""

import asyncio
import gzip

import pytest

from overbrug.config.static_files import StaticFiles, collect

SCRIPT = b"const a = 1;\n" * 200


@pytest.fixture
def site(tmp_path):
    built = tmp_path / "built"
    (built / "assets").mkdir(parents=True)
    (built / ".vite").mkdir()
    (built / "assets" / "main-D7Y7abcd.js").write_bytes(SCRIPT)
    (built / "assets" / "noto-latin-1a2b3c4d.woff2").write_bytes(b"\0" * 2000)
    (built / "manifest.json").write_text("{}")
    (built / ".vite" / "manifest.json").write_text("{}")
    own = tmp_path / "own"
    (own / "overbrug").mkdir(parents=True)
    (own / "overbrug" / "icons.svg").write_text("<svg>" + " " * 600 + "</svg>")
    return StaticFiles(collect([built, own]))


def ask(site, path, method="GET", **headers):
    raw = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": raw}
    asyncio.run(site(scope, None, send))
    start, body = sent
    found = {k.decode(): v.decode() for k, v in start["headers"]}
    return start["status"], found, body["body"]


def test_a_hashed_file_is_kept_for_ever(site):
    status, headers, body = ask(site, "/static/assets/main-D7Y7abcd.js")
    assert (status, body) == (200, SCRIPT)
    assert headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in headers["cache-control"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-length"] == str(len(SCRIPT))


def test_a_file_without_hash_is_asked_for_again(site):
    _, headers, _ = ask(site, "/static/overbrug/icons.svg")
    assert headers["cache-control"] == "public, no-cache"
    assert headers["content-type"] == "image/svg+xml; charset=utf-8"


def test_text_travels_compressed_when_the_browser_can(site):
    _, headers, body = ask(site, "/static/assets/main-D7Y7abcd.js", accept_encoding="gzip, deflate")
    assert headers["content-encoding"] == "gzip"
    assert headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(body) == SCRIPT
    _, headers, _ = ask(site, "/static/assets/main-D7Y7abcd.js", accept_encoding="gzip;q=0")
    assert "content-encoding" not in headers


def test_a_font_is_not_compressed_again(site):
    _, headers, _ = ask(site, "/static/assets/noto-latin-1a2b3c4d.woff2", accept_encoding="gzip")
    assert "content-encoding" not in headers
    assert headers["content-type"] == "font/woff2"


def test_a_known_file_is_not_sent_again(site):
    _, headers, _ = ask(site, "/static/overbrug/icons.svg", accept_encoding="gzip")
    tag = headers["etag"]
    for known in (tag, f'"x", W/{tag}', "*"):
        status, again, body = ask(
            site, "/static/overbrug/icons.svg", accept_encoding="gzip", if_none_match=known
        )
        assert (status, body, again["etag"]) == (304, b"", tag)
    status, _, _ = ask(site, "/static/overbrug/icons.svg", if_none_match=tag)
    assert status == 200, "the plain form has a tag of its own"


def test_head_tells_the_length_without_the_body(site):
    status, headers, body = ask(site, "/static/assets/main-D7Y7abcd.js", "HEAD")
    assert (status, headers["content-length"], body) == (200, str(len(SCRIPT)), b"")


@pytest.mark.parametrize(
    "path",
    [
        "/static/manifest.json",
        "/static/.vite/manifest.json",
        "/static/../pyproject.toml",
        "/static/assets",
        "/static/",
    ],
)
def test_nothing_else_is_to_be_had(site, path):
    assert ask(site, path)[0] == 404


def test_nothing_can_be_written(site):
    status, headers, _ = ask(site, "/static/overbrug/icons.svg", "POST")
    assert (status, headers["allow"]) == (405, "GET, HEAD")
