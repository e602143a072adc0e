"""A provider of logins that does what a test wants, also what no honest one does."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public(key, kid="one"):
    """The public half, as a provider shows it."""
    return {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())), "kid": kid}


class HostileProvider:
    """Serves on a free port; each attribute is a lie that it can tell."""

    def __init__(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                provider.answer(self, {})

            def do_POST(self):
                length = int(self.headers.get("Content-Length", 0))
                body = parse_qs(self.rfile.read(length).decode())
                provider.answer(self, {name: values[0] for name, values in body.items()})

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.reset()

    def reset(self):
        """An honest provider again."""
        self.config, self.claims, self.header = {}, {}, {"kid": "one"}
        self.keys = [public(KEY)]
        self.sign = lambda claims: jwt.encode(claims, KEY, "RS256", headers=self.header)
        self.tokens = self.info = None
        self.challenge = self.nonce = ""
        self.asked = []

    def close(self):
        """Stop serving."""
        self.server.shutdown()
        self.server.server_close()

    def claims_now(self):
        """What the ID token says: honest, but for the lies."""
        now = int(time.time())
        honest = {
            "iss": self.issuer, "sub": "abc", "aud": "overbrug", "iat": now, "exp": now + 300,
            "nonce": self.nonce, "email": "alice@overwater.example", "email_verified": True,
            "name": "Alice",
        }  # fmt: skip
        said = {**honest, **self.claims}
        return {name: value for name, value in said.items() if value is not ...}

    def answer(self, handler, sent):
        """Answer one request."""
        path = urlsplit(handler.path).path
        self.asked.append((path, sent, dict(handler.headers)))
        made = {
            "/.well-known/openid-configuration": self._configuration,
            "/jwks": lambda sent: {"keys": self.keys},
            "/token": self._token,
            "/userinfo": lambda sent: self.info or {},
        }.get(path, lambda sent: {})(sent)
        if callable(made):
            made(handler)
            return
        status, body = (200, made) if isinstance(made, dict) else made
        write(handler, status, json.dumps(body).encode())

    def _configuration(self, _sent):
        if callable(self.config):
            return self.config
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            **self.config,
        }

    def _token(self, sent):
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != self.challenge:
            return 400, {"error": "invalid_grant"}
        if self.tokens is not None:
            return self.tokens
        token = self.sign(self.claims_now())
        return {"access_token": "access", "token_type": "Bearer", "id_token": token}


def write(handler, status, body, kind="application/json"):
    """A whole answer."""
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def settings_for(issuer, **more):
    """As `config/sso.py` reads them from the environment."""
    from overbrug.config import sso
    from overbrug.config.environment import Given

    names = {
        "OIDC_SERVER_URL": issuer, "OIDC_CLIENT_ID": "overbrug", "OIDC_CLIENT_SECRET": "a secret",
        "OIDC_NAME": "Overwater", "OIDC_MAIL_DOMAINS": "overwater.example", **more,
    }  # fmt: skip

    found = sso.read(Given({name: str(value) for name, value in names.items()}))
    return found, sso.providers(found)
