"""An unmodified y-websocket provider can sit down."""

import shutil
import subprocess

import pytest

from tests.browser.site import ROOT

PEER = ROOT / "tests/realtime/y_websocket_peer.mjs"


@pytest.mark.parametrize("seats", [(0, 1), (0, 0)], ids=["two seats", "the same seat twice"])
def test_two_stock_clients_converge(table, seats):
    node = shutil.which("node")
    assert node, "Node is needed, as for building the browser code"
    base, _, name = table[0]["url"].rpartition("/")
    cookies = [table[n]["headers"]["Cookie"] for n in seats]
    done = subprocess.run(
        [node, PEER, base, name, *cookies], capture_output=True, text=True, timeout=60, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("dijk é 🌊") == 2
