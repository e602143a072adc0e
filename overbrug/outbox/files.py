"""Mails as files, one each, for a server without a mail server: to look at, not to keep."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from overbrug.lib.tokens import random_name

KEPT_SECONDS = 7 * 24 * 3600


class EmailBackend(BaseEmailBackend):
    """Writes to EMAIL_FILE_PATH; nobody else on the machine may read there."""

    def __init__(self, fail_silently: bool = False, **_options: Any) -> None:
        super().__init__(fail_silently=fail_silently)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each to a file of its own; the name begins with the moment."""
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{random_name(6)}"
            part = folder / f".{name}.part"
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(message.message().as_bytes())
            part.rename(folder / f"{name}.eml")
        return len(email_messages)


def tidy_files() -> int:
    """Remove the files of a week ago: they hold addresses and what people wrote.

    The age is that of the disk, so a sweep of another moment removes nothing early.
    """
    if f"{__name__}.EmailBackend" != settings.EMAIL_BACKEND:
        return 0
    oldest = time.time() - KEPT_SECONDS
    return sum(_tidy(f, oldest) for f in Path(settings.EMAIL_FILE_PATH).glob("*.eml"))


def _tidy(file: Path, oldest: float) -> int:
    try:
        if file.stat().st_mtime >= oldest:
            return 0
        file.unlink()
    except FileNotFoundError:  # another sweep was first, or a person
        return 0
    return 1
