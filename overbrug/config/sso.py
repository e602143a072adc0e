"""Login through the provider of an organisation (OpenID Connect), as environment variables say it.

Empty without OIDC_SERVER_URL. `accounts/sso/` reads the result from `settings.SSO`.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from overbrug.config.environment import Given

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def read(env: Given) -> dict[str, Any]:
    """The settings in one table; a set-up that cannot be safe is refused in words."""
    issuer = env.word("OIDC_SERVER_URL", "").rstrip("/")
    if not issuer:
        return {}
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise SystemExit("OIDC_SERVER_URL must begin with https://.")
    key_file = env.word("OIDC_PRIVATE_KEY_FILE", "")
    found: dict[str, Any] = {
        "issuer": issuer.removesuffix("/.well-known/openid-configuration"),
        "client_id": env.word("OIDC_CLIENT_ID", ""),
        "secret": env.word("OIDC_CLIENT_SECRET", ""),
        "private_key": Path(key_file).read_text(encoding="ascii") if key_file else "",
        "private_key_id": env.word("OIDC_PRIVATE_KEY_ID", ""),
        "name": env.word("OIDC_NAME", "") or parts.hostname,
        "scopes": env.word("OIDC_SCOPES", "openid profile email").split(),
        "mail_domains": _words(env.word("OIDC_MAIL_DOMAINS", "").lower()),
        "mail_is_verified": env.yes("OIDC_MAIL_IS_VERIFIED", False),
        "creates_accounts": env.yes("OIDC_CREATE_ACCOUNTS", False),
        "second_factor": _words(env.word("OIDC_SECOND_FACTOR", "")),
    }
    if not found["client_id"] or not (found["secret"] or found["private_key"]):
        raise SystemExit(
            "OIDC_SERVER_URL needs OIDC_CLIENT_ID, and OIDC_CLIENT_SECRET or OIDC_PRIVATE_KEY_FILE."
        )
    return found


def _words(said: str) -> list[str]:
    return [word.strip() for word in said.split(",") if word.strip()]


def providers(sso: dict[str, Any]) -> dict[str, Any]:
    """The same as allauth wants to hear it."""
    app = {
        "provider_id": "sso",
        "name": sso.get("name", "")[:40],
        "client_id": sso.get("client_id", ""),
        "secret": "",  # sent by accounts/sso/fetching.py and by nothing else
        "settings": {"server_url": sso.get("issuer", ""), "scope": sso.get("scopes", [])},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app] if sso else []}}
