"""What an address answered, as one text to look in."""

import zipfile
from io import BytesIO


def text_of(response):
    """Everything that came back: head, body, and what is inside an ODT."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(body)) as parts:
            body = b"".join(parts.read(part) for part in parts.namelist())
    head = " ".join(f"{name}: {value}" for name, value in response.items())
    return head + body.decode("utf-8", "replace")
