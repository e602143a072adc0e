"""Styles, scripts, fonts and icons, served from memory.

They are few and small (under 2 MB), so all of them are read, named by their content and compressed
once at start. That costs 0.1 ms of CPU per answer, where going through Django costs ten times that.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from overbrug.realtime.asgi_types import Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]

# What vite writes: a name, a dash, eight characters of hash.
_HASHED = re.compile(r"/assets/.+-[A-Za-z0-9_-]{8}\.\w+$")
_TEXT = {"application/json", "application/manifest+json", "image/svg+xml", "text/javascript"}
_WORTH_COMPRESSING = 512
_TYPES = {
    ".js": "text/javascript",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file with every form in which it can be sent: encoding ("" is plain) to body and tag."""

    media_type: str
    cache_control: str
    bodies: dict[str, tuple[bytes, str]]

    def form_for(self, accepted: str) -> str:
        """The smallest encoding that this browser accepts.

        Gzip is all: over plain http no browser takes brotli, and on https the proxy may add it.
        """
        is_gzip = "gzip" in self.bodies and "gzip" in _accepted_encodings(accepted)
        return "gzip" if is_gzip else ""


def read_file(url: str, path: Path) -> StaticFile:
    """Read one file and prepare its forms."""
    body = path.read_bytes()
    tag = hashlib.sha256(body).hexdigest()[:24]
    kind = (
        _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    )
    is_text = kind.startswith("text/") or kind in _TEXT
    bodies = {"": (body, f'"{tag}"')}
    if is_text and len(body) >= _WORTH_COMPRESSING:
        bodies["gzip"] = (gzip.compress(body, 9, mtime=0), f'"{tag}-gz"')
    return StaticFile(
        media_type=f"{kind}; charset=utf-8" if is_text else kind,
        cache_control=(
            "public, max-age=31536000, immutable" if _HASHED.search(url) else "public, no-cache"
        ),
        bodies=bodies,
    )


def collect(folders: Iterable[Path], *, prefix: str = "/static/") -> dict[str, StaticFile]:
    """Every file below `folders`, by address; an earlier folder wins. Dot files stay inside."""
    found: dict[str, StaticFile] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            parts = path.relative_to(folder).parts
            if not path.is_file() or any(part.startswith(".") for part in parts):
                continue
            url = prefix + "/".join(parts)
            if url not in found and parts != ("manifest.json",):
                found[url] = read_file(url, path)
    return found


def own_folders(root: Path) -> Iterator[Path]:
    """What vite built, then the `static` folder of each app of ours."""
    built = root / "overbrug" / "static-build"
    if built.is_dir():
        yield built
    yield from sorted(p for p in (root / "overbrug").glob("*/static") if p.is_dir())


class StaticFiles:
    """The ASGI application of everything below `/static/`."""

    def __init__(self, files: dict[str, StaticFile]) -> None:
        self.files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer GET and HEAD; everything else is refused."""
        status, headers, body = self.answer(scope)
        headers.append((b"x-content-type-options", b"nosniff"))
        headers.append((b"content-length", str(len(body)).encode()))
        if scope["method"] == "HEAD":
            body = b""
        if status == 304:
            headers = [h for h in headers if h[0] != b"content-length"]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def answer(self, scope: Scope) -> tuple[int, Headers, bytes]:
        """Status, headers and full body for this request."""
        plain = (b"content-type", b"text/plain; charset=utf-8")
        if scope["method"] not in ("GET", "HEAD"):
            return 405, [plain, (b"allow", b"GET, HEAD")], b"405: only GET and HEAD.\n"
        file = self.files.get(scope["path"])
        if file is None:
            return 404, [plain, (b"cache-control", b"no-store")], b"404: no such file.\n"
        asked = {name: value.decode("latin-1") for name, value in scope["headers"]}
        form = file.form_for(asked.get(b"accept-encoding", ""))
        body, tag = file.bodies[form]
        headers: Headers = [
            (b"content-type", file.media_type.encode()),
            (b"cache-control", file.cache_control.encode()),
            (b"etag", tag.encode()),
            (b"vary", b"Accept-Encoding"),
            (b"cross-origin-resource-policy", b"same-origin"),
        ]
        if form:
            headers.append((b"content-encoding", form.encode()))
        if _matches(asked.get(b"if-none-match", ""), tag):
            return 304, headers[1:4], b""
        return 200, headers, body


def _matches(if_none_match: str, tag: str) -> bool:
    known = [word.strip().removeprefix("W/") for word in if_none_match.split(",")]
    return tag in known or known == ["*"]


def _accepted_encodings(header: str) -> set[str]:
    """Encodings named in `Accept-Encoding`, without those that are weighed zero."""
    offered = set()
    for word in header.lower().split(","):
        name, _, weight = word.partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            offered.add(name.strip())
    return offered
