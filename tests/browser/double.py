"""The same site as two servers: one PostgreSQL, one Redis, nginx before them as documented.

JOURNEYS=double scripts/with_postgres .venv/bin/python -m pytest tests/browser

The data folder of the journeys goes to PostgreSQL by `overbrug move`, once; each site has a copy.
"""

import atexit
import functools
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from tests.browser import site as single
from tests.browser.nginx import Nginx, need_nginx
from tests.browser.site import ROOT, Site
from tests.realtime.redis_server import RedisServer, need_redis


def is_asked() -> bool:
    """Whether the journeys go to two servers."""
    asked = os.environ.get("JOURNEYS", "")
    assert asked in ("", "double"), "JOURNEYS is empty or `double`"
    return asked == "double"


def need_all() -> None:
    """Skips where something cannot be had; CI has it all."""
    need_redis()
    need_nginx()
    if not os.environ.get("DATABASE_URL"):
        assert not os.environ.get("CI"), "there is no DATABASE_URL"
        pytest.skip("for PostgreSQL (scripts/with_postgres)")


def database_url(name: str) -> str:
    """The address of another database on the PostgreSQL of the tests."""
    return re.sub(r"(?<=\w)(://[^/]*)/[^?]*", rf"\1/{name}", os.environ["DATABASE_URL"], count=1)


def administer(statement: str) -> None:
    """What concerns whole databases."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(statement)


class Server(Site):
    """One of the two: its own port and log, the rest is shared."""

    def __init__(self, number: int, folder: Path) -> None:
        super().__init__(folder)
        self.log = folder / f"server-{number}.log"


class Pair(Site):
    """Two servers that are one site; whoever comes, comes through nginx."""

    # Who comes to the server that has not the table tries again, after longer pauses each time.
    ms_to_meet = 25_000

    def __init__(self, folder: Path, **variables: str) -> None:
        super().__init__(folder, **variables)
        self.name = f"{folder.name.replace('-', '_').lower()}_{os.getpid()}"
        self.redis = RedisServer().start()
        self.servers = [Server(number, folder) for number in (1, 2)]
        self.door = Nginx(folder, [server.port for server in self.servers])
        self.port = self.door.port
        self.door.start(everyone_from_elsewhere=True)

    def environment(self) -> dict[str, str]:
        """That of the commands beside the servers."""
        return {**super().environment(), **self._fixed()}

    def _fixed(self) -> dict[str, str]:
        return {
            "DATABASE_URL": database_url(self.name),
            "REDIS_URL": self.redis.url,
            "FORWARDED_ALLOW_IPS": "127.0.0.1",
        }

    def start(self) -> None:
        """Both at once: one of them makes ready, the other waits for it."""
        for server in self.servers:
            server.variables = {**self.variables, **self._fixed()}
            server.launch()
        for server in self.servers:
            server.wait_until_ready()

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End both in the given way."""
        self.clerk.stop()
        for server in self.servers:
            server.tell(how)
        for server in self.servers:
            server.stop(how)

    def close(self, how: int = signal.SIGTERM) -> None:
        """Stop for good, with all that is around them."""
        self.stop(how)
        self.door.stop()
        self.redis.stop()
        administer(f'DROP DATABASE "{self.name}" WITH (FORCE)')
        shutil.rmtree(self.folder, ignore_errors=True)

    def admin_link(self) -> str:
        """A new one: each server made one when it started, and only the last counts."""
        found = re.search(r"(/eerste-beheerder/\S+)", self.command("admin-link"))
        assert found
        return self.url + found[1]

    def words(self) -> str:
        """What both printed."""
        return "".join(server.words() for server in self.servers)


@functools.cache
def _prepared() -> tuple[Path, str]:
    """The data folder of the journeys, moved to PostgreSQL: the folder, and a database to copy."""
    folder = Path(tempfile.mkdtemp(prefix="overbrug-prepared-double-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(single.prepared(), folder / "data")
    name = f"prepared_{os.getpid()}"
    administer(f'CREATE DATABASE "{name}"')
    done = subprocess.run(
        [sys.executable, "-m", "overbrug.config.cli", "move"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(folder / "data"), "DATABASE_URL": database_url(name)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "data", name


def new_pair(**variables: str) -> Pair:
    """Two servers on a copy of what was prepared, started with these variables."""
    need_all()
    data, database = _prepared()
    pair = Pair(Path(tempfile.mkdtemp(prefix="overbrug-double-")), **variables)
    shutil.copytree(data, pair.folder / "data")
    administer(f'CREATE DATABASE "{pair.name}" TEMPLATE "{database}"')
    try:
        pair.start()
    except BaseException:
        pair.close(signal.SIGKILL)
        raise
    return pair
