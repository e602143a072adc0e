"""Settings that are wrong or do not fit one another."""

import pytest

from overbrug.config.doctor import around, folder, machine, mail, network
from tests.browser.site import free_port
from tests.config.doctor.looking import NOTHING, lines, only

# Settings that are wrong: the check, the variables, and words of the one line that it says.
SETTINGS = [
    (machine.zone, {"TIME_ZONE": "Mars/Olympus"}, "wrong TIME_ZONE is 'Mars/Olympus'"),
    (folder.key, {"SECRET_KEY": "kort"}, "wrong SECRET_KEY is shorter"),
    (network.port, {"PORT": "acht"}, "wrong PORT is 'acht'"),
    (network.port, {"HOST": "192.0.2.1"}, "wrong HOST is '192.0.2.1', and this machine"),
    (network.address, {"PUBLIC_URL": "overbrug.example"}, "that is no address"),
    (network.address, {"PUBLIC_URL": "https://o.example"}, "HTTPS is not set"),
    (network.address, {"PUBLIC_URL": "http://o.example/brug"}, "has a path"),
    (network.address, {"HTTPS": "1", "HOST": "127.0.0.1"}, "warning HTTPS is set and PUBLIC_URL"),
    (network.address, {"HTTPS": "1", "PUBLIC_URL": "https://o.example"}, "open to every machine"),
    (
        network.address,
        {"HTTPS": "1", "HOST": "127.0.0.1", "PUBLIC_URL": "http://o.example"},
        "wrong HTTPS is set and PUBLIC_URL is http",
    ),
    (network.names, {"ALLOWED_HOSTS": "*"}, "may not be '*'"),
    (network.names, {"ALLOWED_HOSTS": "https://o.example"}, "without https:// and port"),
    (network.names, {"ALLOWED_HOSTS": "o.example:443"}, "ALLOWED_HOSTS=o.example"),
    (network.names, {"PUBLIC_URL": "https://o.example"}, "does not answer to that name"),
    (network.proxy, {"HTTPS": "1"}, "warning All visitors seem to come from the proxy"),
    (network.proxy, {"FORWARDED_ALLOW_IPS": "*"}, "anybody may say"),
    (network.proxy, {"FORWARDED_ALLOW_IPS": "nginx"}, "no address"),
    (mail.settings, {"CONTACT_EMAIL": "a@o.example"}, "warning There is no mail server"),
    (mail.settings, {"CONTACT_EMAIL": "a@o.example", "EMAIL_URL": "dummy:"}, "nobody receives"),
    (
        mail.settings,
        {"CONTACT_EMAIL": "a@o.example", "EMAIL_URL": ""},
        "warning EMAIL_URL is empty",
    ),
    (
        mail.settings,
        {"CONTACT_EMAIL": "a@o.example", "EMAIL_URL": " "},
        "warning EMAIL_URL is empty",
    ),
    (mail.settings, {"CONTACT_EMAIL": "a@o.example", "EMAIL_URL": "post://x"}, "cannot be read"),
    (
        mail.settings,
        {"CONTACT_EMAIL": "a@o.example", "EMAIL_URL": "smtp://mail.example:25"},
        "PUBLIC_URL is not set",
    ),
    (around.debug, {"DEBUG": "1"}, "wrong DEBUG is on"),
    (around.second_factor, {"SECOND_FACTOR": "off"}, "wrong SECOND_FACTOR is off"),
    (around.cards, {"CARDS_DIR": "/nowhere"}, "wrong There is no card in /nowhere"),
    (around.backups, {"BACKUP_DIR": "/nowhere"}, "that folder is not there"),
    (
        around.redis,
        {"REDIS_URL": f"redis://{NOTHING}", "DATABASE_URL": "x"},
        "wrong It cannot be used",
    ),
    (around.redis, {"VALKEY_URL": "nonsense", "DATABASE_URL": "x"}, "wrong It cannot be used"),
]


@pytest.mark.parametrize(
    ("check", "variables", "words"), SETTINGS, ids=lambda x: getattr(x, "__name__", str(x))[:60]
)
def test_a_setting_that_is_wrong_is_told(patient, monkeypatch, check, variables, words):
    if check in (network.port, network.address):
        monkeypatch.setenv("PORT", str(free_port()))
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert words in only(check, patient)


def test_a_contact_and_a_sender_are_asked_for(patient, monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", "https://o.example")
    monkeypatch.setenv("EMAIL_URL", "smtp://mail.example:25")
    assert ["CONTACT_EMAIL is not set" in lines(mail.settings, patient)[0]] == [True]
    assert "no sender" in lines(mail.settings, patient)[1]
    monkeypatch.setenv("CONTACT_EMAIL", "niemand")
    assert "no address" in lines(mail.settings, patient)[0]
