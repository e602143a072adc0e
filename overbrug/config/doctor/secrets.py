"""No password, key or token of the settings is ever shown."""

from __future__ import annotations

import os
import re
from urllib.parse import unquote

HIDDEN = "***"
_SECRET = re.compile("SECRET|PASSWORD|TOKEN|_KEY$")
# Between the colon and the last @ before the host: passwords may hold an @ or a slash.
_IN_ADDRESS = re.compile(r"(\w[\w.+-]*://[^:/?#\s]*):([^\s]*)@")
_IN_QUERY = re.compile(r"((?:password|secret|token|key)=)[^&\s]+", re.IGNORECASE)
_SHORTEST = 4  # a password of one letter would hide half of every sentence


def mask(text: str) -> str:
    """The same text without anything secret."""
    for secret in sorted(_secrets(), key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return _IN_QUERY.sub(rf"\1{HIDDEN}", _IN_ADDRESS.sub(rf"\1:{HIDDEN}@", text))


def _secrets() -> set[str]:
    found: set[str] = set()
    for name, value in os.environ.items():
        if _SECRET.search(name):
            found.add(value)
        if name.endswith("_URL") and (inside := _IN_ADDRESS.search(value)):
            found |= {inside[2], unquote(inside[2])}
    return {secret for secret in found if len(secret) >= _SHORTEST}
