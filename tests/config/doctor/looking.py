"""What a check says that is not well."""

from overbrug.config.doctor import Level

NOTHING = "127.0.0.1:1"  # no server ever listens there


def lines(check, patient):
    """What a check says that is not well."""
    return [f"{f.level} {f.text} {f.mend}" for f in check(patient) if f.level != Level.WELL]


def only(check, patient):
    (line,) = lines(check, patient)
    return line
