"""Values that depend on where Overbrug runs: folders, secret key, addresses. No Django here."""

import os
import secrets
import socket
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from environs import Env

OURS = (
    "*.sqlite3*",
    "secret_key",
    "lock",
    "version.json*",
    "rooms",
    "rooms/*.sqlite3*",
    "mail",  # mails that are files, without a mail server; no part of a backup
    "mail/*.eml",
    "restored",
)
YES = ("yes", "y", "true", "t", "on", "1")
NO = ("no", "n", "false", "f", "off", "0")
ROOT = Path(__file__).resolve().parents[2]


class Given:
    """Variables as people set them: an empty one, as compose files write it, is none."""

    def __init__(self, values: Mapping[str, str] = os.environ) -> None:
        self._values = values

    def word(self, name: str, otherwise: str = "") -> str:
        """As it stands there, without blanks around."""
        return self._values.get(name, "").strip() or otherwise

    def yes(self, name: str, otherwise: bool) -> bool:
        """Yes or no, in the ways people write that; anything else is refused in words."""
        word = self.word(name, str(otherwise)).lower()
        if word not in (*YES, *NO):
            raise SystemExit(f"{name} is {word!r}. Write yes or no.")
        return word in YES

    def number(self, name: str, otherwise: int) -> int:
        """A whole number; anything else is refused in words."""
        word = self.word(name, str(otherwise))
        if not word.isdecimal():
            raise SystemExit(f"{name} is {word!r}, and must be a whole number.")
        return int(word)

    def path(self, name: str, otherwise: Path) -> Path:
        """A file or folder."""
        return Path(self.word(name, str(otherwise)))


def data_dir() -> Path:
    """The one folder that holds everything worth a backup; made when it is not there."""
    folder = Path(os.environ.get("DATA_DIR") or ROOT / "data").resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "rooms").mkdir(mode=0o700, exist_ok=True)
    keep_to_ourselves(folder)
    return folder


def keep_to_ourselves(folder: Path) -> None:
    """Take away what other users of this machine may do with our data: the key, words, names.

    Only names that we make are touched, and the folder itself only when nothing else is in it:
    somebody may point DATA_DIR at a folder that others need. Links are left alone, and so is what
    belongs to another user.
    """
    ours = [path for pattern in OURS for path in folder.glob(pattern)]
    is_all_ours = {path for path in folder.iterdir() if path.name[0] != "."} <= set(ours)
    for path in [folder, *ours] if is_all_ours else ours:
        try:
            mode = path.lstat().st_mode
            wanted = 0o700 if stat.S_ISDIR(mode) else 0o600
            if stat.S_ISLNK(mode) or stat.S_IMODE(mode) == wanted:
                continue
            path.chmod(wanted)
        except OSError:
            continue  # gone meanwhile, another's, or a disk that knows no rights


def mail_settings() -> dict[str, Any]:
    """Where mails go; `EMAIL_URL=` with nothing behind it is as no `EMAIL_URL`."""
    name = "EMAIL_URL" if os.environ.get("EMAIL_URL", "").strip() else "NO_EMAIL_URL"
    return dict(Env().dj_email_url(name, "file:"))


def redis_url() -> str:
    """Where processes hear from one another; Valkey speaks the same language."""
    return os.environ.get("REDIS_URL") or os.environ.get("VALKEY_URL") or ""


def has_sisters() -> bool:
    """Whether other processes may serve beside this one, from one database and one folder."""
    return bool(os.environ.get("DATABASE_URL") and redis_url())


def secret_key(folder: Path) -> str:
    """The key that signs cookies: from SECRET_KEY, else made once and kept in the data folder."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    file = folder / "secret_key"
    try:
        # O_EXCL: of two processes that start together only one makes the key.
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="utf-8").strip()
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(secrets.token_urlsafe(48))
    return file.read_text(encoding="utf-8").strip()


def own_addresses() -> list[str]:
    """The addresses of this machine on the local network, the one towards the router first."""
    found: list[str] = []
    for family, far in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        # Connecting a UDP socket sends nothing; it only makes the kernel choose a source address.
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((far, 9))
                found.append(probe.getsockname()[0])
            except OSError:
                continue
    try:
        infos = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        found += [str(info[4][0]) for info in infos]
    except OSError:
        pass
    return [a for a in dict.fromkeys(found) if not a.startswith("127.") and a != "::1"]


def allowed_hosts() -> list[str]:
    """Every name this server answers to, listed one by one; ALLOWED_HOSTS adds to them."""
    extra = [h.strip() for h in os.environ.get("ALLOWED_HOSTS", "").split(",") if h.strip()]
    if "*" in extra:
        raise SystemExit("ALLOWED_HOSTS may not be '*': name each host, separated by commas.")
    own = [f"[{a}]" if ":" in a else a for a in own_addresses()]
    name = socket.gethostname()
    return list(
        dict.fromkeys(["localhost", "127.0.0.1", "[::1]", name, f"{name}.local", *own, *extra])
    )
