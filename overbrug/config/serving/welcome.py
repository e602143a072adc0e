"""What the terminal shows when the server is ready: where to look and how to join."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import segno


@dataclass(frozen=True, kw_only=True)
class Welcome:
    """The facts of the greeting. Links are paths; the addresses come before them."""

    host: str
    port: int
    own_addresses: Sequence[str]
    public_url: str = ""
    demo_code: str = ""
    demo_path: str = ""
    admin_path: str = ""
    is_second_factor_off: bool = False

    def local(self) -> str:
        """The address on this machine itself."""
        everywhere = self.host in ("", "0.0.0.0", "::")  # noqa: S104  (compared, not opened)
        return _address("localhost" if everywhere else self.host, self.port)

    def network(self) -> str:
        """The address for phones in the same network, or "" when they cannot reach this server."""
        if self.public_url:
            return self.public_url.rstrip("/")
        if self.host in ("0.0.0.0", "::", ""):  # noqa: S104
            usable = [a for a in self.own_addresses if ":" not in a or self.host == "::"]
            return _address(usable[0], self.port) if usable else ""
        is_here_only = self.host in ("localhost", "::1") or self.host.startswith("127.")
        return "" if is_here_only else _address(self.host, self.port)

    def text(self, *, in_colour: bool = False) -> str:
        """All of it, ready to print."""
        network = self.network()
        lines = ["", "Overbrug is ready.", "", f"  On this machine   {self.local()}"]
        lines.append(f"  On your network   {network or 'not open to other machines (HOST)'}")
        if self.demo_code:
            lines += ["", f"  Example dialogue  code {self.demo_code}"]
            lines.append(f"  Sit down at       {(network or self.local()) + self.demo_path}")
        if self.admin_path:
            lines += ["", "  First administrator (works once):"]
            # Behind https the cookies of a login need the public address.
            address = self.public_url.rstrip("/") or self.local()
            lines.append(f"  {address}{self.admin_path}")
        if self.is_second_factor_off:
            lines += ["", "  SECOND_FACTOR IS OFF: a password alone makes an administrator."]
            lines.append("  Fine to try things out. Never for real use: start without it.")
        if network:
            lines += [
                "",
                qr(network, in_colour=in_colour),
                f"  Phones in the same network: scan, or type {network}",
            ]
        lines += ["", "  Stop with Ctrl-C. Everything that was typed is kept.", ""]
        return "\n".join(lines)


def qr(url: str, *, in_colour: bool = False) -> str:
    """A QR code of block characters.

    The blocks are the light parts. In colour they are white on black in every terminal; without,
    a terminal with dark letters shows them the other way round, which most phones read as well.
    """
    out = io.StringIO()
    segno.make(url, error="m", micro=False).terminal(out, border=2, compact=True)
    before, after = ("\x1b[97;40m", "\x1b[0m") if in_colour else ("", "")
    lines = out.getvalue().rstrip("\n").split("\n")
    return "\n".join(f"  {before}{line}{after}" for line in lines)


def _address(host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}" + ("" if port == 80 else f":{port}")
