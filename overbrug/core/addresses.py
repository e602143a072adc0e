"""The address at which others reach this server: for links in mails and for QR codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def site_address(request: HttpRequest | None = None) -> str:
    """Where others reach this server: a phone cannot open the `localhost` of a laptop.

    A mail that leaves without anybody asking has no request: PUBLIC_URL then, or else the address
    of this machine on its network. Nothing listens there when HOST keeps it to this machine.
    """
    if settings.PUBLIC_URL:
        return str(settings.PUBLIC_URL).rstrip("/")
    if request is None:
        scheme = "https" if settings.HTTPS else "http"
        port = "" if settings.PORT == 80 else f":{settings.PORT}"
        return f"{scheme}://{_own_address() or 'localhost'}{port}"
    host, colon, port = request.get_host().rpartition(":")
    if not colon or not port.isdigit():
        host, port = request.get_host(), ""
    if host in _LOOPBACK and (own := _own_address()):
        host = own
    return f"{request.scheme}://{host}" + (f":{port}" if port else "")


def is_here_only(request: HttpRequest) -> bool:
    """Whether links lead nowhere but on this machine: a phone cannot open them."""
    if settings.PUBLIC_URL or not _listens_here_only():
        return False
    host = request.get_host()
    # Something in front of this server may pass on the name by which others know it.
    return (host.rpartition(":")[0] if host[-1:].isdigit() and ":" in host else host) in _LOOPBACK


def _listens_here_only() -> bool:
    return settings.HOST in ("localhost", "::1") or settings.HOST.startswith("127.")


def _own_address() -> str:
    if _listens_here_only():
        return ""
    # settings lists this machine's own addresses among the hosts it answers to
    hosts = (h for h in settings.ALLOWED_HOSTS if h.count(".") == 3 and not h.startswith("127."))
    return next((h for h in hosts if h.replace(".", "").isdigit()), "")
