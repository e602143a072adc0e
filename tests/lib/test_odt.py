"""A text document for a word processor: parts, order, and texts that stay texts."""

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest

from overbrug.lib.odt import MIME, Block, document
from tests.hostile import TEXTS

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def opened(*blocks, title="A bridge"):
    """The parts of a document, parsed."""
    file = zipfile.ZipFile(io.BytesIO(document(title, blocks)))
    assert file.testzip() is None
    return {name: file.read(name) for name in file.namelist()}


def test_a_file_is_recognised_by_its_first_bytes():
    content = document("A bridge", [])
    assert content[30:38] == b"mimetype"
    assert content[38 : 38 + len(MIME)] == MIME.encode()


def test_every_part_is_named_in_the_manifest():
    parts = opened()
    manifest = parts["META-INF/manifest.xml"].decode()
    assert all(
        f'"{n}"' in manifest for n in parts if n not in ("mimetype", "META-INF/manifest.xml")
    )


def test_headings_have_a_level_and_bullets_stand_in_one_list():
    blocks = [Block("heading1", "Step"), Block("bullet", "one", "Alice"), Block("bullet", "two")]
    root = ET.fromstring(opened(*blocks)["content.xml"])
    assert root.find(f".//{TEXT}h").get(f"{TEXT}outline-level") == "1"
    assert len(root.findall(f".//{TEXT}list")) == 1
    assert "".join(root.find(f".//{TEXT}list-item").itertext()) == "Alice: one"


def test_line_ends_and_runs_of_spaces_are_kept():
    root = ET.fromstring(opened(Block("body", "one\ntwo   three"))["content.xml"])
    assert root.find(f".//{TEXT}line-break") is not None
    assert next(root.iter(f"{TEXT}s")).get(f"{TEXT}c") == "3"


@pytest.mark.parametrize("text", [*TEXTS.values(), "\ud800\ufffe\uffff"], ids=[*TEXTS, "no XML"])
def test_whatever_people_type_stays_text(text):
    parts = opened(Block("bullet", text, text), Block("heading2", text), title=text)
    for name in ("content.xml", "meta.xml"):
        words = "".join(ET.fromstring(parts[name]).itertext())
        assert not any(ord(c) < 32 and c not in "\n\t" for c in words)
    assert len(list(ET.fromstring(parts["content.xml"]).iter(f"{TEXT}h"))) == 1
