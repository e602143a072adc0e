"""A conformant provider (idpyoidc, certified by the OpenID Foundation), served on a free port."""

import json
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from idpyoidc.message.oidc import AccessTokenRequest
from idpyoidc.server import Server
from idpyoidc.server.configure import OPConfiguration
from idpyoidc.server.exception import UnAuthorizedClient

from tests.accounts.certified_settings import configuration


class CertifiedProvider:
    """The library, with a web server of forty lines around it."""

    def __init__(self, redirect_uri, *, claims_in_token=False):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                provider.answer(self, dict(parse_qsl(urlsplit(self.path).query)))

            def do_POST(self):
                length = int(self.headers.get("Content-Length", 0))
                provider.answer(self, dict(parse_qsl(self.rfile.read(length).decode())))

            def log_message(self, *_):
                pass

        self.web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.web.daemon_threads = True
        self.issuer = f"http://127.0.0.1:{self.web.server_port}"
        self.folder = tempfile.TemporaryDirectory()
        conf = configuration(self.issuer, claims_in_token=claims_in_token)
        made = OPConfiguration(conf=conf, base_path=self.folder.name)
        self.library = Server(made, cwd=self.folder.name)
        self.library.context.cdb["overbrug"] = {
            "client_id": "overbrug",
            "client_secret": "a-secret-of-the-client-long-enough",
            "client_salt": "salt",
            "redirect_uris": [(redirect_uri, {})],
            "token_endpoint_auth_method": "client_secret_basic",
            "response_types_supported": ["code"],
            "allowed_scopes": ["openid", "profile", "email"],
        }
        threading.Thread(target=self.web.serve_forever, daemon=True).start()

    def close(self):
        self.web.shutdown()
        self.web.server_close()
        self.folder.cleanup()

    def answer(self, handler, sent):
        """Hand the request to the endpoint of its path."""
        path = urlsplit(handler.path).path.lstrip("/")
        if path == "jwks.json":
            keys = self.library.keyjar.export_jwks_as_json()
            return reply(handler, 200, keys.encode(), "application/json")
        for point in self.library.endpoint.values():
            if point.endpoint_path.lstrip("/") == path:
                return self._hand_over(handler, point, sent)
        return reply(handler, 404, b"{}", "application/json")

    def _hand_over(self, handler, point, sent):
        url = f"{self.issuer}{handler.path}"
        headers = {name.lower(): value for name, value in handler.headers.items()}
        info = {"headers": headers, "method": handler.command, "url": url, "cookie": []}
        try:
            request = point.parse_request(sent, http_info=info)
        except UnAuthorizedClient:
            reply(handler, 401, b'{"error": "invalid_client"}', "application/json")
            return
        if point.name == "token" and "error" not in request:
            request = AccessTokenRequest(**request) if isinstance(request, dict) else request
        made = request if "error" in request else point.process_request(request, http_info=info)
        done = point.do_response(request=request, **dict(made))
        body, status = done["response"], 400 if "error" in made else 200
        if done.get("response_placement", point.response_placement) == "url":
            handler.send_response(302)
            handler.send_header("Location", body)
            handler.end_headers()
            return
        text = body if isinstance(body, str) else json.dumps(body)
        reply(handler, status, text.encode(), "application/json")


def reply(handler, status, body, kind):
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
