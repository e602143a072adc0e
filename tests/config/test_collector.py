"""What is loaded when a server begins is not looked through again in the middle of a page."""

import subprocess
import sys

LOOK = "import overbrug.config.asgi, gc; print(gc.get_threshold(), gc.get_freeze_count() > 10_000)"


def test_every_server_of_the_pages_settles_the_collector(tmp_path):
    answer = subprocess.run(
        [sys.executable, "-c", LOOK],
        env={"DATA_DIR": str(tmp_path), "PATH": ""},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert answer.stdout.strip() == "(10000, 3, 600) True"
