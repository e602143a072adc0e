"""What a check says that is not well."""

import socket

from overbrug.config.doctor import Level

NOTHING = "127.0.0.1:1"  # no server ever listens there


def lines(check, patient):
    """What a check says that is not well."""
    return [f"{f.level} {f.text} {f.mend}" for f in check(patient) if f.level != Level.WELL]


def only(check, patient):
    (line,) = lines(check, patient)
    return line


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
