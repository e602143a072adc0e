"""Small middleware that keeps hostile or careless requests from doing harm."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed

Answer = Callable[[HttpRequest], HttpResponse]


class RefuseOtherMethods:
    """Pages are read and sent. A view that forgets to say so would take any word for a GET."""

    taken = ("GET", "HEAD", "POST")

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 405 to every method that no page of ours has."""
        if request.method not in self.taken:
            return HttpResponseNotAllowed(self.taken)
        return self.get_response(request)


class RefuseNullBytes:
    """A NUL in an address reaches databases as an error; it is a bad request before that."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 400 when the path or the query holds a NUL."""
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest("400: the address holds a character that cannot be.")
        return self.get_response(request)


class RefuseStrangeCharsets:
    """Python knows "text encodings" that are none (rot13, hex, zlib), and Django tries them all."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 400 to a body that says it is in another charset than UTF-8."""
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower().replace("-", "") != "utf8":
            return HttpResponseBadRequest("400: send text as UTF-8.")
        return self.get_response(request)


class SocketOrigin:
    """Names the socket's own host in the CSP: Safari 15 does not count ws: under 'self'."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add `ws://host` (or `wss://host`) to connect-src of this answer."""
        response = self.get_response(request)
        host = request.get_host()  # raises for a host that is not ours, so nothing foreign gets in
        scheme = "wss" if request.is_secure() else "ws"
        response._csp_update = {"connect-src": [f"{scheme}://{host}"]}  # type: ignore[attr-defined]
        return response


class PrivateCaching:
    """Pages differ per person and language; nothing between us and the browser may keep them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the answer as not to be stored unless the view said otherwise."""
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response
