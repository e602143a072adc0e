"""An nginx of one's own, with the very lines that docs/how-to/host.md tells people to write."""

import functools
import getpass
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from tests.browser.site import ROOT, free_port

HOW_TO = ROOT / "docs/how-to/host.md"
FRAME = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log info;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/nginx-body;
    proxy_temp_path {folder}/nginx-proxy;
    fastcgi_temp_path {folder}/nginx-fastcgi;
    uwsgi_temp_path {folder}/nginx-uwsgi;
    scgi_temp_path {folder}/nginx-scgi;
    {outside}
    server {{
        listen 127.0.0.1:{port}{ssl};
        {inside}
    }}
}}
"""


def need_nginx():
    """Skips where it cannot be had; CI has it."""
    if shutil.which("nginx") is None:
        assert not os.environ.get("CI"), "nginx is missing"
        pytest.skip("nginx is not installed (scripts/test installs it when root)")


def blocks(page: str) -> list[str]:
    """The pieces of a page that are to be copied: what stands four spaces in."""
    found = re.findall(r"(?:^ {4}.*\n|^\n(?= {4}))+", page, re.MULTILINE)
    return [re.sub("^    ", "", block, flags=re.MULTILINE).strip() for block in found]


@functools.cache
def documented() -> tuple[str, str, str]:
    """For one server; for several; what those change in the `location` of the first."""
    found = blocks(HOW_TO.read_text(encoding="utf-8"))
    (one,) = [block for block in found if block.startswith("map $http_upgrade")]
    (several,) = [block for block in found if block.startswith("map $uri")]
    (changes,) = [block for block in found if block.startswith("proxy_pass http://overbrug;")]
    return one, several, changes


def written_out(
    folder: Path, port: int, servers: list[int], *, frame: str = "", ssl: str = ""
) -> str:
    """The whole configuration for these ports: two servers, or one."""
    one, several, changes = documented()
    outside, inside = re.split(r"(?=^location)", one, maxsplit=1, flags=re.MULTILINE)
    if len(servers) > 1:
        outside += several
        inside = inside.replace("proxy_pass http://127.0.0.1:8000;", changes)
    for number, server in enumerate(servers):
        name = f"127.0.0.1:{8000 + number + (len(servers) > 1)}"
        assert name in outside + inside, name
        outside, inside = (text.replace(name, f"127.0.0.1:{server}") for text in (outside, inside))
    user = f"user {getpass.getuser()};" if os.getuid() == 0 else ""
    return FRAME.format(
        user=user, folder=folder, port=port, outside=outside, inside=frame + inside, ssl=ssl
    )


class Nginx:
    """One door before one server or two."""

    def __init__(self, folder: Path, servers: list[int]) -> None:
        self.folder = folder
        self.servers = servers
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(
        self, *, everyone_from_elsewhere: bool = False, frame: str = "", ssl: str = ""
    ) -> None:
        """Start and wait until the door is open.

        `everyone_from_elsewhere`: each request counts as another visitor's, so that pages go
        round the servers. All visitors of a test have one address.
        """
        text = written_out(self.folder, self.port, self.servers, frame=frame, ssl=ssl)
        if everyone_from_elsewhere:
            assert text.count("$remote_addr;") == 2
            place, _, rest = text.partition("$remote_addr;")
            text = f"{place}$request_id;{rest}"
        path = self.folder / "nginx.conf"
        path.write_text(text, encoding="utf-8")
        words = [
            "nginx",
            "-e",
            str(self.folder / "nginx.log"),
            "-p",
            str(self.folder),
            "-c",
            str(path),
        ]
        self.process = subprocess.Popen(words)
        end = time.monotonic() + 10
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert self.process.poll() is None, (self.folder / "nginx.log").read_text()
                assert time.monotonic() < end, "nginx does not listen"
                time.sleep(0.05)

    def stop(self) -> None:
        """At once."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(10)
            self.process = None
