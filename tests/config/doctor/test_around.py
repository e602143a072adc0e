"""Ports, mail servers, proxies, cards and backups."""

import contextlib
import os
import socket
import threading
import time
import urllib.request
import zipfile
from typing import ClassVar

import pytest

from overbrug.config.doctor import Patient, around, folder, mail, network
from overbrug.config.environment import ROOT
from overbrug.config.serving import lock
from tests.config.doctor.looking import NOTHING, lines, only


def test_who_holds_the_port_is_told_and_our_own_server_may(patient, monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("HOST", "127.0.0.1")
        monkeypatch.setenv("PORT", str(other.getsockname()[1]))
        assert f"is held by process {os.getpid()} (" in only(network.port, patient)
        with lock.hold(patient.folder):
            assert lines(network.port, patient) == []
            assert f"(process {os.getpid()})" in next(iter(folder.server(patient))).text


def test_a_card_with_a_mistake_is_told(patient, monkeypatch, tmp_path):
    (tmp_path / "scheef.yaml").write_text("id: 7")
    monkeypatch.setenv("CARDS_DIR", str(tmp_path))
    assert "scheef.yaml is skipped" in only(around.cards, patient)


@pytest.mark.parametrize(
    ("hours", "words"), [(None, "no backup in"), (30, "warning The newest"), (300, "wrong The new")]
)
def test_old_backups_are_told(patient, monkeypatch, tmp_path, hours, words):
    monkeypatch.setenv("BACKUP_DIR", str(tmp_path))
    if hours is not None:
        with zipfile.ZipFile(tmp_path / "all.zip", "w") as made:
            made.writestr("manifest.json", "{}")
        os.utime(tmp_path / "all.zip", (time.time() - hours * 3600,) * 2)
    said = lines(around.backups, patient)
    assert words in said[0]
    assert "on one disk" in said[1]


@contextlib.contextmanager
def mail_server(*answers):
    """Says these lines one after the other, one to each line it hears."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            line, _ = server.accept()
            with line, line.makefile("rb") as heard:
                for answer in answers:
                    line.sendall(answer + b"\r\n")
                    heard.readline()

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


@pytest.mark.parametrize(
    ("name", "answers", "words"),
    [
        ("", [b"220 hello", b"250 me", b"250 ok", b"221 bye"], []),
        (
            "o:geheim@",
            [b"220 hello", b"250-me\r\n250 AUTH PLAIN", b"535 no", b"221 bye"],
            ["refuses"],
        ),
        ("", [b"554 go away"], ["cannot be used"]),
    ],
)
def test_a_mail_server_is_called_only_when_asked(patient, monkeypatch, name, answers, words):
    with mail_server(*answers) as port:
        monkeypatch.setenv("EMAIL_URL", f"smtp://{name}127.0.0.1:{port}")
        assert lines(mail.reach, patient) == []
        said = lines(mail.reach, Patient(ROOT, patient.folder, may_connect=True))
    assert len(said) == len(words), said
    assert all(word in line for word, line in zip(words, said, strict=True))


class Answer(contextlib.nullcontext):
    headers: ClassVar = {"X-Other": "1"}


def test_a_proxy_that_hides_https_is_seen_from_outside(patient, monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", f"http://{NOTHING}")
    assert lines(network.outside, patient) == []
    asked = Patient(ROOT, patient.folder, may_connect=True)
    assert "does not answer" in only(network.outside, asked)
    monkeypatch.setenv("PUBLIC_URL", "https://o.example")
    monkeypatch.setenv("HTTPS", "1")
    monkeypatch.setattr(urllib.request, "urlopen", lambda *a, **k: Answer(Answer()))
    assert "X-Forwarded-Proto $scheme" in only(network.outside, asked)
