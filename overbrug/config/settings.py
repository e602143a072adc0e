"""All settings. Everything starts with no variable set; docs/how-to/host.md lists them."""

from django.utils.translation import gettext_lazy as _
from environs import Env

from overbrug.config import databases, environment, sso

env = environment.Given()
ROOT = environment.ROOT
DATA_DIR = environment.data_dir()
DEBUG = env.yes("DEBUG", False)
SECRET_KEY = environment.secret_key(DATA_DIR)
ALLOWED_HOSTS = environment.allowed_hosts()
HTTPS = env.yes("HTTPS", False)
PORT = env.number("PORT", 8000)
HOST = env.word("HOST", "")
PUBLIC_URL = env.word("PUBLIC_URL", "")
ROOM_LOG_PATH = DATA_DIR / "rooms" / "rooms.sqlite3"
# The room log grows no further than this many pages of 4 kB: for a small disk, to try a full one.
ROOM_LOG_MAX_PAGES = env.number("ROOM_LOG_MAX_PAGES", 0) or None
# How long a role waits for its holder before somebody else may take it over.
ROLE_GRACE_SECONDS = env.number("ROLE_GRACE_SECONDS", 60)
CARDS_DIR = env.path("CARDS_DIR", ROOT / "cards")
SOURCE_URL = env.word("SOURCE_URL", "https://github.com/overbrug/overbrug")
CONTACT_EMAIL = env.word("CONTACT_EMAIL", "")

INSTALLED_APPS = [
    "overbrug.web",
    "overbrug.realtime",
    "overbrug.harvest",
    "overbrug.followups",
    "overbrug.dialogues",
    "overbrug.commitments",
    "overbrug.opgaven",
    "overbrug.cards",
    "overbrug.accounts",
    "overbrug.outbox",
    "overbrug.core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_cotton",
    "django_vite",
    "rules",
    "simple_history",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before whatever answers by itself: a redirect to the slash stands in no frame either.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "overbrug.core.protection.RefuseOtherMethods",
    "overbrug.core.protection.RefuseNullBytes",
    "overbrug.core.protection.RefuseStrangeCharsets",
    "csp.middleware.CSPMiddleware",
    "overbrug.core.protection.SocketOrigin",
    "overbrug.core.protection.PrivateCaching",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "overbrug.core.middleware.LanguageFromCookie",
    "overbrug.core.middleware.ReadingAsksOnce",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "overbrug.accounts.sessions.NoteWhenSeen",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "overbrug.config.urls"
ASGI_APPLICATION = "overbrug.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Ours stand before allauth's own of the same name.
        "DIRS": [ROOT / "overbrug/core/templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "overbrug.core.templatetags.addresses",
                "overbrug.core.templatetags.components",
                "overbrug.core.templatetags.phones",
            ],
            # Every page says `load i18n`, those of packages too.
            "libraries": {"i18n": "overbrug.core.templatetags.words"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "overbrug.dialogues.context.own_table",
            ],
        },
    }
]

DATABASES = {"default": databases.facts(DATA_DIR, Env()), "unnamed": databases.unnamed(DATA_DIR)}
# News, presence and counters of several processes. Without it this process is the only one.
REDIS_URL = environment.redis_url()
SEVERAL_PROCESSES = environment.has_sisters()
DATABASE_ROUTERS = ["overbrug.dialogues.router.UnnamedApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"overbrug.accounts.passwords.{name}", "OPTIONS": options}
    for name, options in (
        ("NotLikeYou", {}),
        ("LongEnough", {"min_length": 12}),
        ("NotCommon", {}),
    )
]
ACCOUNT_ADAPTER = "overbrug.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# A mail to who has no account would only lead to the page to sign up, which is not there.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Wrong passwords are counted per account and address together first ("here"), so that nobody
# locks a known account for its owner elsewhere; what is refused there counts nowhere else, so
# that one person's mistakes do not shut out the office they sit in. IPv6 counts per /64. A device
# that the account logged in on before counts by itself alone (accounts/devices.py).
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed_here": "5/5m/key,20/h/key",
    "login_failed": "100/h/key,100/m/ip",
    "reset_password": "5/m/key,20/m/ip",
    "second_factor": "5/5m/key,20/h/key",
}
# Who proved it this long ago may change a second step without proving it once more.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Off: a password alone lets administrators do all they may. The server says so at each start.
SECOND_FACTOR = env.yes("SECOND_FACTOR", True)
MFA_ADAPTER = "overbrug.accounts.factors.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
# The clock of a phone may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# An account is made by an administrator, who hands the link over: no mail has to confirm it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "overbrug.accounts.factors.forms.CodeForm",
    "reauthenticate": "overbrug.accounts.factors.forms.CodeAgainForm",
    "activate_totp": "overbrug.accounts.factors.forms.FirstCodeForm",
    "authenticate_webauthn": "overbrug.accounts.factors.forms.PasskeyForm",
    "reauthenticate_webauthn": "overbrug.accounts.factors.forms.PasskeyAgainForm",
    "login_webauthn": "overbrug.accounts.factors.forms.PasskeyLoginForm",
    "add_webauthn": "overbrug.accounts.factors.forms.NewPasskeyForm",
}
ACCOUNT_FORMS = {
    "login": "overbrug.accounts.login_forms.LoginForm",
    "reauthenticate": "overbrug.accounts.factors.forms.PasswordAgainForm",
    "reset_password": "overbrug.accounts.forgotten.ForgottenForm",
}
SOCIALACCOUNT_ADAPTER = "overbrug.accounts.sso.adapter.SocialAdapter"
# Where measurements can be fetched from; an editor types the rest of the address.
STATLINE = "https://datasets.cbs.nl"
SSO = sso.read(env)
SOCIALACCOUNT_PROVIDERS = sso.providers(SSO)
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = env.word("TIME_ZONE", "Europe/Amsterdam")
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "overbrug" / "static-build"]
DJANGO_VITE = {
    "default": {
        "manifest_path": ROOT / "overbrug/static-build/manifest.json",
        "static_url_prefix": "",
    }
}

# Without a mail server mails are files that nobody receives; pages know that and say so.
_mail = environment.mail_settings()
if _mail.get("EMAIL_BACKEND") == "django.core.mail.backends.filebased.EmailBackend":
    _mail["EMAIL_BACKEND"] = "overbrug.outbox.files.EmailBackend"
EMAIL_FILE_PATH = _mail.pop("EMAIL_FILE_PATH") or str(DATA_DIR / "mail")
_mail.setdefault("DEFAULT_FROM_EMAIL", CONTACT_EMAIL or "overbrug@localhost")
_mail["EMAIL_TIMEOUT"] = _mail["EMAIL_TIMEOUT"] or 20
vars().update(_mail)

# Cookies: strictly necessary ones only. The __Host- prefix needs https, so plain http goes without.
SESSION_COOKIE_NAME = "__Host-overbrug_session" if HTTPS else "overbrug_session"
CSRF_COOKIE_NAME = "__Host-overbrug_csrf" if HTTPS else "overbrug_csrf"
LANGUAGE_COOKIE_NAME = "overbrug_language"
SEAT_COOKIE_NAME = "__Host-overbrug_seat" if HTTPS else "overbrug_seat"
DEVICE_COOKIE_NAME = "__Host-overbrug_device" if HTTPS else "overbrug_device"
# Goes with the pages of one mailed link only, which a name with __Host- does not allow.
LINK_COOKIE_NAME = "__Secure-overbrug_link" if HTTPS else "overbrug_link"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "overbrug.web.errors.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if HTTPS else None
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        # The socket's own host is added per request: 'self' does not cover ws: in Safari 15.
        "connect-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

# It holds counters of what failed. The default of 300 entries would let a few hundred guesses at
# other accounts push out the counter of the one that is guessed at.
CACHES = {"default": databases.counters(REDIS_URL, SECRET_KEY)}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.word("LOG_LEVEL", "WARNING")},
    # A 404 line would print the path, and paths of join and room routes hold codes.
    # Nobody outside may make the log grow: a foreign host or a broken request is no event of ours.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        "uvicorn.error": {"level": "ERROR"},
    },
}
