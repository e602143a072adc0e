"""Mail beside a running server: through a crash, and through a backup that is put back."""

import os
import subprocess
import sys

import pytest

from tests.browser.site import ROOT
from tests.realtime.house import house

POST = (
    "from overbrug.outbox.actions import post; from datetime import datetime, UTC; "
    "post(to='alice@overwater.example', template='followups/mail/month', "
    "context={'step': 'bellen', 'day': datetime.now(UTC), 'lasts': 7})"
)


@pytest.fixture
def own():
    with house(EMAIL_URL="file:", PUBLIC_URL="https://overbrug.example") as made:
        yield made


def mails(folder):
    return len(list((folder / "data" / "mail").glob("*.eml")))


def test_a_mail_outlives_the_server_and_goes_once(own):
    own.shell(POST)
    own.stop(9)
    own.start()
    first = own.command("sweep")
    assert "outbox: 1" in first
    assert f"data folder: {own.folder / 'data'}\n" in first
    assert "outbox: 0" in own.command("sweep")
    assert mails(own.folder) == 1


def test_a_restored_backup_sends_nothing_twice(own):
    own.shell(POST)
    own.command("backup", str(own.folder / "all.zip"))
    own.command("sweep")
    other = {**own.environment(), "DATA_DIR": str(own.folder / "other/data")}
    for words in (["restore", str(own.folder / "all.zip")], ["sweep"]):
        command = [sys.executable, "-m", "overbrug.config.cli", *words]
        done = subprocess.run(command, cwd=ROOT, env=other, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert "outbox: 0" in done.stdout
    assert (mails(own.folder), mails(own.folder / "other")) == (1, 0)
    assert "restored" not in os.listdir(own.folder / "other/data")


def test_a_moment_that_is_none_is_told(own):
    with pytest.raises(subprocess.CalledProcessError) as refused:
        own.command("sweep", "--now", "morgen")
    assert "no moment" in refused.value.stderr
