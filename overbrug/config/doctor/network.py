"""The port, and whether the address that people use fits what the server was told."""

from __future__ import annotations

import ipaddress
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from environs import Env, EnvError

from overbrug.config import environment
from overbrug.config.doctor import Finding, Patient, care, folder, refused, well, wrong
from overbrug.config.serving import CannotServe
from overbrug.config.serving import port as ports

EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104  compared, not opened
SECONDS = 5


def port(patient: Patient) -> Iterator[Finding]:
    """Free, or held by our own server?"""
    host = os.environ.get("HOST") or "0.0.0.0"  # noqa: S104  what the server would do
    try:
        number = ports.chosen_port(None)
    except CannotServe as problem:
        yield refused("port", problem)
        return
    try:
        ports.take(host, number).close()
        yield well("port", f"{number} is free.")
    except CannotServe as problem:
        who, ours = _listener(number), folder.holder(patient.folder)
        if ours and who.startswith(f"process {ours} "):
            yield well("port", f"{number} is held by the server on this data folder.")
        elif who:
            mend = f"Stop that program, or choose another: PORT={number + 1}."
            yield wrong("port", f"{number} is held by {who}.", mend)
        else:
            yield refused("port", problem)


def address(_patient: Patient) -> Iterator[Finding]:
    """PUBLIC_URL, HTTPS and HOST tell one story?"""
    https, public = _is_https(), os.environ.get("PUBLIC_URL", "")
    parts = urlsplit(public)
    if public and (parts.scheme not in ("http", "https") or not parts.hostname):
        text = f"PUBLIC_URL is {public!r}, and that is no address."
        yield wrong("address", text, "Write it as https://overbrug.example")
        return
    if public and (parts.path.strip("/") or parts.query):
        text = "PUBLIC_URL has a path, and Overbrug lives at the top of its name."
        yield wrong("address", text, f"PUBLIC_URL={parts.scheme}://{parts.netloc}")
    if parts.scheme == "https" and not https:
        yield wrong(
            "https", "PUBLIC_URL is https and HTTPS is not set: cookies are not Secure.", "HTTPS=1"
        )
    if parts.scheme == "http" and https:
        text = "HTTPS is set and PUBLIC_URL is http: nobody can log in or sit down."
        yield wrong("https", text, f"PUBLIC_URL=https://{parts.netloc}, or leave HTTPS out.")
    if https and not public:
        text = "HTTPS is set and PUBLIC_URL is not: links in mails would not know where to lead."
        yield care("address", text, "PUBLIC_URL=https://overbrug.example")
    if https and os.environ.get("HOST", "") in EVERYWHERE:
        text = "Behind a proxy, and the port is open to every machine, without https."
        yield care("host", text, "HOST=127.0.0.1")
    if public:
        yield well("address", f"People come by {parts.scheme}://{parts.netloc}.")


def names(_patient: Patient) -> Iterator[Finding]:
    """Does the server answer to the name that people use?"""
    try:
        allowed = environment.allowed_hosts()
    except SystemExit as problem:
        yield wrong("names", str(problem), "ALLOWED_HOSTS=overbrug.example")
        return
    for name in allowed:
        if "/" in name or (":" in name and not name.startswith("[")):
            text = f"ALLOWED_HOSTS holds {name!r}: names stand there without https:// and port."
            yield wrong(
                "names", text, f"ALLOWED_HOSTS={urlsplit(name).hostname or name.split(':')[0]}"
            )
    host = urlsplit(os.environ.get("PUBLIC_URL", "")).hostname
    if host and not any(_answers(name, host) for name in allowed):
        text = f"PUBLIC_URL leads to {host}, and the server does not answer to that name."
        yield wrong("names", text, f"ALLOWED_HOSTS={host}")


def _answers(name: str, host: str) -> bool:
    """As Django compares them: a name that begins with a dot stands for all below it."""
    name = name.strip("[]").lower()
    return host == name or (name.startswith(".") and f".{host}".endswith(name))


def proxy(_patient: Patient) -> Iterator[Finding]:
    """Whose word about the visitor's address counts?"""
    given = os.environ.get("FORWARDED_ALLOW_IPS", "")
    if _is_https() and not given:
        text = (
            "All visitors seem to come from the proxy: wrong passwords of one slow down everybody."
        )
        yield care("proxy", text, "FORWARDED_ALLOW_IPS=127.0.0.1, the address of the proxy.")
    for each in (part.strip() for part in given.split(",") if part.strip()):
        if each == "*":
            text = "FORWARDED_ALLOW_IPS is '*': anybody may say to come from elsewhere."
            yield wrong("proxy", text, "Name the address of the proxy.")
        elif not _is_address(each):
            yield wrong(
                "proxy", f"FORWARDED_ALLOW_IPS holds {each!r}, no address.", "Write 127.0.0.1"
            )


def outside(patient: Patient) -> Iterator[Finding]:
    """With --connect: come in by the front door, and see what the proxy makes of it."""
    public = os.environ.get("PUBLIC_URL", "").rstrip("/")
    if not patient.may_connect or urlsplit(public).scheme not in ("http", "https"):
        return
    try:
        with urllib.request.urlopen(f"{public}/healthz", timeout=SECONDS) as answer:  # noqa: S310  http or https
            strict = answer.headers.get("Strict-Transport-Security")
    except (OSError, ValueError, urllib.error.URLError) as problem:
        text = f"{public} does not answer: {problem}."
        yield wrong("outside", text, "Is the server started, and does the proxy lead to its port?")
        return
    if public.startswith("https:") and _is_https() and not strict:
        text = "The proxy does not tell that people come by https."
        yield wrong("outside", text, "nginx: proxy_set_header X-Forwarded-Proto $scheme;")
    else:
        yield well("outside", f"{public} answers.")


def _is_https() -> bool:
    try:
        return bool(Env().bool("HTTPS", False))
    except EnvError:
        return False  # that Overbrug cannot start so is told elsewhere


def _is_address(word: str) -> bool:
    try:
        ipaddress.ip_network(word, strict=False)
    except ValueError:
        return False
    return True


def _listener(number: int) -> str:
    """`process 123 (nginx)`, as far as this user may see it."""
    sockets = _listening(number)
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if os.readlink(link) in sockets:
                process = link.parts[2]
                name = Path(f"/proc/{process}/comm").read_text(encoding="utf-8").strip()
                return f"process {process} ({name})"
        except OSError:
            continue  # another user's, or gone meanwhile
    return ""


def _listening(number: int) -> set[str]:
    """The kernel's names of the sockets that listen on this port."""
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            lines = Path(table).read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for parts in (line.split() for line in lines):
            if parts[3] == "0A" and int(parts[1].rpartition(":")[2], 16) == number:
                found.add(f"socket:[{parts[9]}]")
    return found
