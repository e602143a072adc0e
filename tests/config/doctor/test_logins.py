"""What the doctor says about logging in."""

from overbrug.config.doctor import logins
from tests.config.doctor.looking import lines, only


def test_a_provider_without_a_key_or_domains_is_told(patient, monkeypatch):
    assert lines(logins.provider, patient) == []
    monkeypatch.setenv("OIDC_SERVER_URL", "https://login.example.org")
    assert "needs OIDC_CLIENT_ID" in only(logins.provider, patient)
    monkeypatch.setenv("OIDC_CLIENT_ID", "overbrug")
    monkeypatch.setenv("OIDC_CLIENT_SECRET", "a secret")
    assert "OIDC_MAIL_DOMAINS is empty" in only(logins.provider, patient)
    monkeypatch.setenv("OIDC_MAIL_DOMAINS", "voorbeeld.example")
    assert lines(logins.provider, patient) == []
