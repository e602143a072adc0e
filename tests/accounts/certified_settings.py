"""How the certified provider is set up: code flow with PKCE, and one person."""

PERSON = {
    "email": "alice@overwater.example",
    "email_verified": True,
    "name": "Alice",
}
WAYS = ["client_secret_basic", "client_secret_post", "private_key_jwt"]
CRYPT = {
    "kwargs": {
        "keys": {
            "key_defs": [
                {"type": "OCT", "use": ["enc"], "kid": "password"},
                {"type": "OCT", "use": ["enc"], "kid": "salt"},
            ]
        },
        "iterations": 1,
    }
}


GRANTS = {
    "class": "idpyoidc.server.authz.AuthzHandling",
    "kwargs": {
        "grant_config": {
            "usage_rules": {
                "authorization_code": {
                    "supports_minting": ["access_token", "id_token"],
                    "max_usage": 1,
                },
                "access_token": {},
            },
            "expires_in": 3600,
        }
    },
}


def endpoint(path, kind, **kwargs):
    return {"path": path, "class": f"idpyoidc.server.oidc.{kind}", "kwargs": kwargs}


def tokens(claims_in_token):
    return {
        "jwks_def": {"key_defs": [{"type": "oct", "bytes": 24, "use": ["enc"], "kid": "code"}]},
        "code": {"lifetime": 600, "kwargs": {"crypt_conf": CRYPT}},
        "token": {
            "class": "idpyoidc.server.token.jwt_token.JWTToken",
            "kwargs": {"lifetime": 600},
        },
        "id_token": {
            "class": "idpyoidc.server.token.id_token.IDToken",
            "kwargs": {"add_claims_by_scope": claims_in_token},
        },
    }


def configuration(issuer, *, claims_in_token):
    """Code flow with PKCE; everybody is Alice and is logged in already."""
    return {
        "issuer": issuer,
        "key_conf": {
            "uri_path": "jwks.json",
            "key_defs": [
                {"type": "RSA", "use": ["sig"]},
                {"type": "EC", "crv": "P-256", "use": ["sig"]},
            ],
        },
        "endpoint": {
            "provider_config": endpoint(
                ".well-known/openid-configuration", "provider_config.ProviderConfiguration"
            ),
            "authorization": endpoint("authorization", "authorization.Authorization"),
            "token": endpoint("token", "token.Token", client_authn_method=WAYS),
            "userinfo": endpoint("userinfo", "userinfo.UserInfo"),
        },
        "userinfo": {
            "class": "idpyoidc.server.user_info.UserInfo",
            "kwargs": {"db": {"alice": PERSON}},
        },
        "authentication": {
            "anon": {
                "acr": "https://refeds.org/profile/mfa",
                "class": "idpyoidc.server.user_authn.user.NoAuthn",
                "kwargs": {"user": "alice"},
            }
        },
        "authz": GRANTS,
        "add_on": {
            "pkce": {
                "function": "idpyoidc.server.oauth2.add_on.pkce.add_support",
                "kwargs": {"essential": True},
            }
        },
        "session_params": {"encrypter": CRYPT},
        "token_handler_args": tokens(claims_in_token),
    }
