"""All checks, one after the other; one that fails itself stops no other."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

from overbrug.config.doctor import (
    Finding,
    Patient,
    around,
    databases,
    django,
    folder,
    logins,
    machine,
    mail,
    network,
    secrets,
    wrong,
)

Check = Callable[[Patient], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    machine.python,
    machine.built,
    machine.files,
    machine.clock,
    machine.zone,
    folder.place,
    folder.disk,
    folder.server,
    folder.key,
    folder.version,
    folder.leftovers,
    django.settings,
    databases.facts_file,
    databases.other_files,
    databases.postgres,
    network.port,
    network.address,
    network.names,
    network.proxy,
    network.outside,
    mail.settings,
    mail.reach,
    logins.provider,
    around.debug,
    around.second_factor,
    around.cards,
    around.backups,
    around.redis,
)


def run(patient: Patient) -> list[Finding]:
    """Everything that was found, without any secret."""
    found = [finding for check in CHECKS for finding in _guarded(check, patient)]
    return [dataclasses.replace(f, text=_shown(f.text), mend=_shown(f.mend)) for f in found]


def _shown(text: str) -> str:
    """Without secrets, and with one full stop: reasons of others may end with one too."""
    return secrets.mask(text).replace("..", ".")


def _guarded(check: Check, patient: Patient) -> list[Finding]:
    found: list[Finding] = []
    try:
        found.extend(check(patient))
    except Exception as problem:  # noqa: BLE001  the illness may be of a kind nobody thought of
        text = f"This could not be looked at: {type(problem).__name__}: {problem}"
        found.append(wrong(check.__name__.replace("_", " "), text, "Look at that by hand."))
    return found
