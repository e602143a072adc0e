"""What is kept about people: who logs in and works for whom (see core/personal_data.py)."""

from overbrug.core.personal_data import ACCOUNT, WITH_USER, Kept

ABOUT_PEOPLE: dict[str, Kept] = {
    "User.email": Kept("login name", ACCOUNT, WITH_USER),
    "User.name": Kept("how colleagues recognise each other", ACCOUNT, WITH_USER),
    "User.password": Kept("login, as a salted hash", ACCOUNT, WITH_USER),
    "User.last_login": Kept("unused accounts can be found", ACCOUNT, WITH_USER),
    "User.date_joined": Kept("when access began", ACCOUNT, WITH_USER),
    "User.is_active": Kept("whether the person may log in", ACCOUNT, WITH_USER),
    "User.is_platform": Kept("who looks after the platform", ACCOUNT, WITH_USER),
    "Membership.user": Kept("who works for whom", ACCOUNT, WITH_USER),
    "Membership.organisation": Kept("who works for whom", ACCOUNT, WITH_USER),
    "Membership.role": Kept("what the person may do", ACCOUNT, WITH_USER),
    "Membership.started_at": Kept("when access began", ACCOUNT, WITH_USER),
    "Membership.accepted_at": Kept("who agreed to a role", ACCOUNT, WITH_USER),
    "Membership.ended_at": Kept("when access ended", ACCOUNT, WITH_USER),
    "OneTimeLink.user": Kept("whose password is chosen", ACCOUNT, WITH_USER),
    "OneTimeLink.membership": Kept("which invitation it is", ACCOUNT, WITH_USER),
    "OneTimeLink.used_at": Kept("the link works once", ACCOUNT, WITH_USER),
}

NOT_PERSONAL: dict[str, set[str]] = {
    "User": {"id", "session_epoch", "is_superuser", "groups", "user_permissions"},
    "Organisation": {"id", "name", "kind", "is_fictional", "public_id"},
    "Membership": {"id"},
    "OneTimeLink": {"id", "kind", "public_id", "hash", "created_at", "expires_at", "revoked_at"},
}
