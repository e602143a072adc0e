"""What stands around the server: cards, backups, Redis, and how much it tells strangers."""

from __future__ import annotations

import os
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from environs import Env, EnvError

from overbrug.cards.check import card_in_file
from overbrug.config.archive_list import MANIFEST, UNREADABLE
from overbrug.config.doctor import Finding, Patient, care, well, wrong

OLD_HOURS, TOO_OLD_HOURS = 26, 8 * 24
SECONDS = 3
REDIS = ("REDIS_URL", "VALKEY_URL")


def debug(_patient: Patient) -> Iterator[Finding]:
    """Error pages must not show code to strangers."""
    try:
        is_on = Env().bool("DEBUG", False)
    except EnvError:
        return  # that Overbrug cannot start so is told elsewhere
    if is_on:
        text = "DEBUG is on: error pages show code and settings to everybody."
        yield wrong("debug", text, "Leave DEBUG out.")


def second_factor(_patient: Patient) -> Iterator[Finding]:
    """Administrators show more than a password, unless somebody tries things out."""
    if os.environ.get("SECOND_FACTOR", "").lower() in ("off", "0", "false", "no", "f", "n"):
        text = "SECOND_FACTOR is off: a password alone makes an administrator."
        yield wrong("second factor", text, "Leave SECOND_FACTOR out, except to try things out.")


def cards(patient: Patient) -> Iterator[Finding]:
    """A card with a mistake is skipped at the start."""
    folder = Path(os.environ.get("CARDS_DIR") or patient.root / "cards")
    files = sorted(folder.glob("*.yaml"))
    if not files:
        text = f"There is no card in {folder}, so no conversation can be called."
        yield wrong("cards", text, "CARDS_DIR=/folder/with/cards, or leave it out.")
    for file in files:
        _card, found = card_in_file(file)
        if found:
            text = f"{file.name} is skipped: {found[0].shown(str(file))}"
            yield care("cards", text, f"overbrug card check {file}")
    if files:
        yield well("cards", f"{len(files)} files were read.")


def backups(patient: Patient) -> Iterator[Finding]:
    """How old is the newest? Only asked when BACKUP_DIR says where they are."""
    given = os.environ.get("BACKUP_DIR")
    if not given:
        return
    folder = Path(given)
    if not folder.is_dir():
        yield wrong("backups", f"BACKUP_DIR is {folder}, and that folder is not there.", "Make it.")
        return
    moments = [file.stat().st_mtime for file in folder.glob("*.zip") if _is_backup(file)]
    mend = f"overbrug backup {folder}/NAME.zip, each hour by cron."
    hours = (time.time() - max(moments, default=0)) / 3_600
    if not moments:
        yield wrong("backups", f"There is no backup in {folder}.", mend)
    elif hours > OLD_HOURS:
        say = wrong if hours > TOO_OLD_HOURS else care
        yield say("backups", f"The newest backup is {hours / 24:.0f} days old.", mend)
    else:
        yield well("backups", f"The newest backup is {hours:.0f} hours old.")
    if patient.folder.exists() and folder.stat().st_dev == patient.folder.stat().st_dev:
        text = "Backups and data are on one disk, and it may break."
        yield care("backups", text, "Copy them to another machine.")


def _is_backup(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return MANIFEST in archive.namelist()
    except UNREADABLE:
        return False


def redis(_patient: Patient) -> Iterator[Finding]:
    """When REDIS_URL or VALKEY_URL is set: does it answer, and is it of any use?"""
    url = next((os.environ[name] for name in REDIS if os.environ.get(name)), "")
    if not url:
        return
    if not os.environ.get("DATABASE_URL"):
        text = "REDIS_URL is set and DATABASE_URL is not: several servers need both."
        yield care("redis", text, "Set DATABASE_URL too, or leave REDIS_URL out.")
    from redis import Redis
    from redis.exceptions import RedisError

    try:
        line = Redis.from_url(url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS)
        line.ping()
        line.close()
        yield well("redis", "It answers.")
    except (RedisError, ValueError, OSError) as problem:
        yield wrong(
            "redis", f"It cannot be used: {problem}.", "See whether it runs, and REDIS_URL."
        )
