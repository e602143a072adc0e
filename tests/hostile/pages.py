"""Pages as a browser reads them: elements and attributes, links, and forms that can be sent."""

from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

LEADS_TO = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "ping", "srcset")
TYPED = ("text", "email", "search", "tel", "url", "password", "number", "textarea")


def read(html):
    """The tree that a browser would make of it."""
    return LexborHTMLParser(html)


def shapes(html):
    """Which elements stand there, with which attributes: what text may never add to."""
    found = {f"{node.tag} {name}" for node in _nodes(html) for name in ["", *node.attributes]}
    return {shape for shape in found if not shape.startswith("-")}


def leads(html):
    """Every address on the page: (element and attribute, address)."""
    for node in _nodes(html):
        for name in LEADS_TO:
            if value := node.attributes.get(name):
                yield f"{node.tag} {name}", value


def comments(html):
    """What stands between `<!--` and `-->`."""
    return [node.html for node in _nodes(html) if node.tag == "-comment"]


def _nodes(html):
    return read(html).root.traverse(include_text=True)


@dataclass
class Control:
    """One box, list or button of a form."""

    name: str
    kind: str
    value: str = ""
    options: list = field(default_factory=list)
    is_on: bool = False


@dataclass
class Form:
    """A form on a page, and where it goes."""

    action: str
    method: str
    controls: list

    def filled(self, choose):
        """What is sent when each named control gets `choose(control)`; None leaves it out."""
        sent = {}
        for control in self.controls:
            value = choose(control)
            if value is not None:
                sent.setdefault(control.name, []).append(value)
        return sent


def as_shown(control):
    """What a browser sends when nobody touches this control."""
    if control.kind in ("checkbox", "radio"):
        return control.value if control.is_on else None
    return control.value


def forms(html, address):
    """The forms of a page, one for each of their buttons."""
    tree = read(html)
    for node in tree.css("form"):
        outside = tree.css(f'[form="{node.attributes["id"]}"]') if "id" in node.attributes else []
        controls = [_control(c) for c in [*node.css("input,select,textarea,button"), *outside]]
        controls = [c for c in controls if c is not None]
        buttons = [c for c in controls if c.kind in ("submit", "button")]
        rest = [c for c in controls if c not in buttons]
        for button in buttons or [None]:
            action = (button and button.options) or node.attributes.get("action") or ""
            named = [button] if button and button.name else []
            method = (node.attributes.get("method") or "get").lower()
            where = urlsplit(urljoin(f"http://testserver{address}", action))
            path = where.path + (f"?{where.query}" if where.query else "")
            yield Form(path, method, [c for c in rest if c.name] + named)


def _control(node):
    about = node.attributes
    name = about.get("name") or ""
    if node.tag == "button":
        return Control(name, "submit", about.get("value") or "", about.get("formaction") or [])
    if node.tag == "textarea":
        return Control(name, "textarea", node.text(deep=True).removeprefix("\n"))
    if node.tag == "select":
        values = [o.attributes.get("value", o.text()) or "" for o in node.css("option")]
        chosen = [o.attributes.get("value") for o in node.css("option[selected]")]
        return Control(name, "select", (chosen or values or [""])[0] or "", values)
    if "disabled" in about:
        return None
    kind = (about.get("type") or "text").lower()
    return Control(name, kind, about.get("value") or "", [], "checked" in about)
