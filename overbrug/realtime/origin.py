"""Which web page may open a socket here: only our own.

A browser always sends `Origin` with a socket handshake and a script cannot change it, so a foreign
page is refused even though the browser would add our cookie. A client that is no browser sends
none; it holds no cookie of somebody else, so it is let through to the check of its own cookie
(docs/decisions/0004-origin-of-the-socket.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.http.request import split_domain_port, validate_host

_DEFAULT_PORTS = {"http": "80", "https": "443"}


def is_own_page(
    origin: str | None, host: str, *, scheme: str, allowed_hosts: Sequence[str]
) -> bool:
    """Whether a page of `origin` may talk to the server that was addressed as `host`."""
    domain, port = split_domain_port(host)
    if not domain or not validate_host(domain, list(allowed_hosts)):
        return False
    if origin is None:
        return True
    try:
        page = urlsplit(origin)
        page_port = str(page.port or _DEFAULT_PORTS.get(page.scheme, ""))
    except ValueError:
        return False
    if page.scheme != scheme or page.path or page.query or page.username is not None:
        return False
    page_host = f"[{page.hostname}]" if ":" in (page.hostname or "") else page.hostname
    return page_host == domain and page_port == (port or _DEFAULT_PORTS[scheme])
