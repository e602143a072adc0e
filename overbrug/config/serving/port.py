"""The one port: taken before anything else is done, so that a clash is told at once."""

from __future__ import annotations

import errno
import os
import socket

from overbrug.config.serving import CannotServe

SECONDS_UNSENT = 30
# What the kernel may hold for one socket (it counts double). Left alone it grows to megabytes,
# and the room would learn late that somebody does not keep up.
SEND_BUFFER = 131_072


def chosen_port(given: int | None) -> int:
    """`--port`, else PORT, else 8000."""
    if given is None:
        word = os.environ.get("PORT") or "8000"
        if not word.isdecimal():
            raise CannotServe(f"PORT is {word!r}, and a port is a number between 1 and 65535.")
        given = int(word)
    if not 0 < given < 65536:
        raise CannotServe(f"port {given} does not exist: choose a number between 1 and 65535.")
    return given


def take(host: str, port: int) -> socket.socket:
    """A socket bound to the address; it listens only once the server is ready."""
    taken = _bound(host, port)
    # Accepted sockets inherit both options.
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
    # A phone that vanished or does not read gives its memory back after half a minute: without
    # this a socket with unsent bytes stays for a quarter of an hour.
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SECONDS_UNSENT * 1000)
    taken.setblocking(False)
    return taken


def _bound(host: str, port: int) -> socket.socket:
    try:
        info = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as problem:
        raise CannotServe(f"HOST is {host!r}, and this machine has no such address.") from problem
    family, kind, protocol, _, address = info[0]
    taken = socket.socket(family, kind, protocol)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind(address)
    except OSError as problem:
        taken.close()
        raise CannotServe(_why(problem, host, port)) from problem
    return taken


def _why(problem: OSError, host: str, port: int) -> str:
    if problem.errno == errno.EADDRINUSE:
        return (
            f"port {port} is in use by another program (perhaps another Overbrug).\n"
            f"Stop that program, or choose another port: PORT={port + 1} overbrug serve."
        )
    if problem.errno == errno.EACCES:
        return f"port {port} may only be opened by the system administrator. Choose one above 1023."
    if problem.errno == errno.EADDRNOTAVAIL:
        return f"HOST is {host!r}, and this machine has no such address."
    return f"port {port} on {host} cannot be opened: {problem.strerror}."
