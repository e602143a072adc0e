"""Plain helpers for text that people type."""

import re
import unicodedata

# Bidirectional overrides and invisible characters can make one name look like another.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


# The control characters are the same 65 in every version of Unicode.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_CONTROL_IN_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # without tab and line end

# What mail programs turn into a link: a scheme, an address, a domain, the number of a machine.
_LINK = re.compile(r"https?|://|www|@|[^\W_][\w-]*[.。．｡][^\W\d_]{2}|\d+\.\d+\.\d+", re.I)


def may_hold_link(text: str) -> bool:
    """Whether a mail program may make a link of something in it; rather too often than too late."""
    return bool(_LINK.search(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))))


def without_link(text: str, instead: str = "") -> str:
    """The text, or `instead` of it when it may hold a link."""
    return instead if may_hold_link(text) else text


def clean_line(text: str) -> str:
    """One line without control or invisible characters, NFC, single spaces, no blanks around.

    U+200D and U+200C stay: emoji and several scripts need them inside a word.
    """
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = " ".join(_CONTROL.sub(" ", text).split())
    return "" if not text.strip("\u200c\u200d ") else text


def clean_text(text: str) -> str:
    """Several lines: NFC, Unix line ends, no control characters but the line end and the tab."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROL_IN_LINES.sub("", text).strip()


def initials(name: str) -> str:
    """At most two characters that stand for a name: "Mieke Kok" is MK, "jan" is J."""
    words = [w for w in re.split(r"[\s.\-]+", name) if w and w[0].isalnum()]
    if not words:
        return name[:1].upper()
    if len(words) == 1:
        word = words[0]
        return word.upper() if len(word) <= 2 else word[0].upper()
    return (words[0][0] + words[-1][0]).upper()
