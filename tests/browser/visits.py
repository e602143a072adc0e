"""What the pages of a journey ask for and keep: nothing of another house, no cookie too many."""

# Strictly necessary ones only; each is explained to people on /wie-ziet-wat/.
COOKIES = {
    "overbrug_session",
    "overbrug_csrf",
    "overbrug_language",
    "overbrug_seat",
    "overbrug_device",
    "overbrug_link",
    "messages",
}
INSIDE = ("data:", "blob:", "about:")


class Visits:
    """Watches every browser context that a test opens."""

    def __init__(self):
        self.foreign = []
        self.cookies = set()

    def watched(self, new_context):
        """The same function, of which every context is watched."""

        def open_context(**options):
            context = new_context(**options)
            home = options["base_url"]
            near = (f"{home}/", f"ws{home.removeprefix('http')}/", *INSIDE)
            context.on("request", lambda request: self.note(request.url, near))
            sockets = lambda page: page.on("websocket", lambda line: self.note(line.url, near))  # noqa: E731
            context.on("page", sockets)
            context.close = self.counting(context, context.close)
            return context

        return open_context

    def note(self, address, near):
        """Remember what goes elsewhere."""
        if not address.startswith(near):
            self.foreign.append(address)

    def look(self, context):
        """See what the device keeps."""
        self.cookies |= {cookie["name"] for cookie in context.cookies()}

    def counting(self, context, close):
        """The same `close`, after a look."""

        def look_and_close(**options):
            self.look(context)
            context.close = close  # closing twice is nothing; looking twice cannot be
            close(**options)

        return look_and_close

    def check(self):
        """Nothing went elsewhere, and nothing unnecessary stayed."""
        assert self.foreign == []
        assert self.cookies <= COOKIES
