"""A Redis of one's own on a free port, that keeps nothing."""

import contextlib
import os
import shutil
import signal
import subprocess
import time

import pytest
from redis import Redis
from redis.exceptions import RedisError

from tests.browser.site import free_port


class RedisServer:
    """A Redis that a test may pause or end."""

    def __init__(self):
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.client = Redis.from_url(self.url, socket_timeout=1)
        self.process = None

    def start(self):
        words = [
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
        ]
        self.process = subprocess.Popen(
            ["redis-server", *words], stdout=subprocess.DEVNULL, cwd="/tmp"
        )
        end = time.monotonic() + 20
        while True:
            with contextlib.suppress(RedisError):
                self.client.ping()
                return self
            assert time.monotonic() < end, "Redis does not answer"
            time.sleep(0.05)

    def stop(self, how=signal.SIGKILL):
        self.process.send_signal(how)
        self.process.wait(10)


def need_redis():
    """Skips where it cannot be had; CI has it."""
    if shutil.which("redis-server") is None:
        assert not os.environ.get("CI"), "redis-server is missing"
        pytest.skip("redis-server is not installed (scripts/test installs it when root)")
