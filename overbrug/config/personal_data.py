"""What is kept about people, of all apps together: the register that tests and people read.

Each app says it of its own fields in its `personal_data.py`. History tables have the fields of what
they follow. What Django and the login keep in tables of their own stands here.
"""

from types import ModuleType

from overbrug.accounts import personal_data as accounts
from overbrug.cards import personal_data as cards
from overbrug.commitments import personal_data as commitments
from overbrug.core import personal_data as core
from overbrug.core.personal_data import ACCOUNT, PAGE, POINTER, WITH_USER, Kept
from overbrug.dialogues import personal_data as dialogues
from overbrug.followups import personal_data as followups
from overbrug.harvest import personal_data as harvest
from overbrug.opgaven import personal_data as opgaven
from overbrug.outbox import personal_data as outbox

APPS: tuple[ModuleType, ...] = (
    accounts,
    cards,
    commitments,
    core,
    dialogues,
    followups,
    harvest,
    opgaven,
    outbox,
)
_SESSION = "half a day after it began at most; a backup holds none"
_ENDED = "logging out, or the sweep once it has ended"

_FACTOR = "until the person removes it"

REGISTER: dict[str, Kept] = {
    "history.history_user": Kept("who wrote, for who takes part", PAGE, POINTER),
    "sessions.Session.session_key": Kept("which browser is logged in", _SESSION, _ENDED),
    "sessions.Session.session_data": Kept(
        "who is logged in there, and which links from a mail it opened", _SESSION, _ENDED
    ),
    "sessions.Session.expire_date": Kept("when it ends", _SESSION, _ENDED),
    "account.EmailAddress.user": Kept("whose address it is", ACCOUNT, WITH_USER),
    "account.EmailAddress.email": Kept("login name", ACCOUNT, WITH_USER),
    "usersessions.UserSession.user": Kept("where somebody is logged in", _SESSION, _ENDED),
    "usersessions.UserSession.created_at": Kept("when it began", _SESSION, _ENDED),
    "usersessions.UserSession.last_seen_at": Kept("to know one's own devices", _SESSION, _ENDED),
    "usersessions.UserSession.session_key": Kept("to end it from elsewhere", _SESSION, _ENDED),
    "usersessions.UserSession.user_agent": Kept(
        "to know one's own devices; a name such as Firefox, Windows", _SESSION, _ENDED
    ),
    "socialaccount.SocialAccount.user": Kept(
        "who logs in through an organisation", ACCOUNT, WITH_USER
    ),
    "socialaccount.SocialAccount.uid": Kept(
        "to know the person again: a hash of the name at the provider", ACCOUNT, WITH_USER
    ),
    "socialaccount.SocialAccount.last_login": Kept(
        "unused logins can be found", ACCOUNT, WITH_USER
    ),
    "socialaccount.SocialAccount.date_joined": Kept("when it was linked", ACCOUNT, WITH_USER),
    "mfa.Authenticator.user": Kept("whose second step it is", _FACTOR, WITH_USER),
    "mfa.Authenticator.data": Kept(
        "the public part of a passkey and its name; encrypted, the secret of a code app",
        _FACTOR,
        WITH_USER,
    ),
    "mfa.Authenticator.created_at": Kept("to tell passkeys apart", _FACTOR, WITH_USER),
    "mfa.Authenticator.last_used_at": Kept("unused passkeys can be found", _FACTOR, WITH_USER),
}

# Fields that say nothing about a person, per model.
NOT_PERSONAL: dict[str, set[str]] = {
    # What every history row adds to the fields of the thing it follows.
    "history": {
        "history_id",
        "history_date",
        "history_change_reason",
        "history_type",
        "hat_role",
        "hat_organisation",
    },
    "account.EmailAddress": {"id", "verified", "primary"},
    # Not used: nobody confirms an address by a mail of the login.
    "account.EmailConfirmation": {"id", "email_address", "created", "sent", "key"},
    # The address is never filled in: every row holds 0.0.0.0 (accounts/sessions.py).
    "usersessions.UserSession": {"id", "ip", "data"},
    # What the provider tells is not kept: extra_data stays empty, and tokens are thrown away.
    "socialaccount.SocialAccount": {"id", "provider", "extra_data"},
    "socialaccount.SocialApp": {
        "id",
        "provider",
        "provider_id",
        "name",
        "client_id",
        "secret",
        "key",
        "settings",
    },
    "socialaccount.SocialToken": {"id", "app", "account", "token", "token_secret", "expires_at"},
    "mfa.Authenticator": {"id", "type"},
    "auth.Group": {"id", "name", "permissions"},
    "auth.Permission": {"id", "name", "content_type", "codename"},
    "contenttypes.ContentType": {"id", "app_label", "model"},
}

for _app in APPS:
    _label = _app.__name__.split(".")[1]
    REGISTER |= {f"{_label}.{field}": kept for field, kept in _app.ABOUT_PEOPLE.items()}
    NOT_PERSONAL |= {f"{_label}.{model}": fields for model, fields in _app.NOT_PERSONAL.items()}
