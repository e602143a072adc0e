"""A text document that every word processor opens (OpenDocument, ISO/IEC 26300).

Headings, paragraphs and bullets are all that our pages need, and the format of those is a few XML
elements in a zip file: a library for all of it would bring a C extension along.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Literal, NamedTuple
from xml.etree import ElementTree as ET

MIME = "application/vnd.oasis.opendocument.text"
_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
# What XML 1.0 cannot hold at all, and the invisible signs that turn a text around.
_NOT_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_STYLES: dict[str, dict[str, str]] = {
    "Title": {"font-size": "20pt", "font-weight": "bold", "margin-bottom": "0.3cm"},
    "Heading1": {"font-size": "15pt", "font-weight": "bold", "margin-top": "0.6cm"},
    "Heading2": {"font-size": "12pt", "font-weight": "bold", "margin-top": "0.4cm"},
    "Body": {"font-size": "11pt", "margin-bottom": "0.15cm"},
    "Small": {"font-size": "9pt", "font-style": "italic", "margin-bottom": "0.15cm"},
}
_PARAGRAPH = {"margin-top", "margin-bottom"}


class Block(NamedTuple):
    """One piece of the document; `label` stands in bold before the text."""

    kind: Literal["heading1", "heading2", "body", "small", "bullet"]
    text: str
    label: str = ""


def document(title: str, blocks: Iterable[Block], *, language: str = "nl") -> bytes:
    """The bytes of an .odt file. Texts are data: no sign in them becomes a mark."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        # First and not compressed, so that a file is recognised by its first bytes.
        parts.writestr("mimetype", MIME, compress_type=zipfile.ZIP_STORED)
        parts.writestr("META-INF/manifest.xml", _manifest())
        parts.writestr("meta.xml", _meta(title, language))
        parts.writestr("styles.xml", _styles(language))
        parts.writestr("content.xml", _content(title, blocks))
    return out.getvalue()


def _name(name: str) -> str:
    space, _, local = name.partition(":")
    return f"{{{_NAMES[space]}}}{local}"


def _add(parent: ET.Element, name: str, **attributes: str) -> ET.Element:
    """A child; `text__style_name` is the attribute `text:style-name`."""
    named = {_name(k.replace("__", ":").replace("_", "-")): v for k, v in attributes.items()}
    return ET.SubElement(parent, _name(name), named)


def _root(name: str) -> ET.Element:
    return ET.Element(_name(name), {_name("office:version"): "1.3"})


def _bytes(root: ET.Element) -> bytes:
    for prefix, space in _NAMES.items():
        ET.register_namespace(prefix, space)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _content(title: str, blocks: Iterable[Block]) -> bytes:
    root = _root("office:document-content")
    body = _add(_add(root, "office:body"), "office:text")
    _write(_add(body, "text:p", text__style_name="Title"), title)
    bullets: ET.Element | None = None
    for block in blocks:
        if block.kind != "bullet":
            bullets = None
        elif bullets is None:
            bullets = _add(body, "text:list", text__style_name="Bullets")
        _block(body, bullets, block)
    return _bytes(root)


def _block(body: ET.Element, bullets: ET.Element | None, block: Block) -> None:
    if block.kind in ("heading1", "heading2"):
        level = block.kind[-1]
        style = f"Heading{level}"
        target = _add(body, "text:h", text__style_name=style, text__outline_level=level)
    elif bullets is not None:
        item = _add(bullets, "text:list-item")
        target = _add(item, "text:p", text__style_name="Body")
    else:
        target = _add(body, "text:p", text__style_name=block.kind.capitalize())
    if block.label:
        between = " " if block.label.endswith(("?", ":")) else ": "
        _write(_add(target, "text:span", text__style_name="Label"), block.label + between)
    _write(target, block.text)


def _write(target: ET.Element, text: str) -> None:
    """Put a text in an element; line ends, tabs and runs of spaces have elements of their own."""
    for piece in re.split("(\n|\t|  +)", _NOT_XML.sub("", text)):
        if piece == "\n":
            _add(target, "text:line-break")
        elif piece == "\t":
            _add(target, "text:tab")
        elif piece.startswith("  "):
            _add(target, "text:s", text__c=str(len(piece)))
        elif len(target):
            target[-1].tail = (target[-1].tail or "") + piece
        else:
            target.text = (target.text or "") + piece


def _styles(language: str) -> bytes:
    root = _root("office:document-styles")
    styles = _add(root, "office:styles")
    default = _add(styles, "style:default-style", style__family="paragraph")
    _add(default, "style:text-properties", fo__language=language[:2], fo__font_family="sans-serif")
    for name, values in _STYLES.items():
        style = _add(styles, "style:style", style__name=name, style__family="paragraph")
        for part in ("paragraph", "text"):
            chosen = {k: v for k, v in values.items() if (k in _PARAGRAPH) == (part == "paragraph")}
            _add(style, f"style:{part}-properties", **{f"fo__{k}": v for k, v in chosen.items()})
    label = _add(styles, "style:style", style__name="Label", style__family="text")
    _add(label, "style:text-properties", fo__font_weight="bold")
    bullets = _add(styles, "text:list-style", style__name="Bullets")
    level = {"text__level": "1", "text__bullet_char": "\u2022"}
    bullet = _add(bullets, "text:list-level-style-bullet", **level)
    _add(bullet, "style:list-level-properties", text__min_label_width="0.5cm")
    return _bytes(root)


def _meta(title: str, language: str) -> bytes:
    root = _root("office:document-meta")
    meta = _add(root, "office:meta")
    _add(meta, "dc:title").text = _NOT_XML.sub("", title)
    _add(meta, "dc:language").text = language
    _add(meta, "meta:generator").text = "Overbrug"
    return _bytes(root)


def _manifest() -> bytes:
    root = ET.Element(_name("manifest:manifest"), {_name("manifest:version"): "1.3"})
    types = {"/": MIME, "content.xml": "text/xml", "styles.xml": "text/xml", "meta.xml": "text/xml"}
    for path, kind in types.items():
        entry = {"manifest__full_path": path, "manifest__media_type": kind}
        _add(root, "manifest:file-entry", **entry)
    return _bytes(root)
