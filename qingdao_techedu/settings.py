"""Settings, top to bottom in the order of a request, read from the environment.

Every environment variable is listed with its default and meaning in docs/settings.md.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

import environ
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.secret_addresses import veil

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

env = environ.Env()
env.read_env(BASE_DIR / ".env")


# What kind of installation this is

ENVIRONMENT = env.str("ENVIRONMENT", default="production")
PRODUCTION = ENVIRONMENT != "local"

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["*"])

if ENVIRONMENT not in {"local", "production"}:
    raise ImproperlyConfigured(
        f'ENVIRONMENT is "{ENVIRONMENT}"; it may be "local" or "production".'
    )
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith("django-insecure-"):
    raise ImproperlyConfigured(
        "SECRET_KEY is missing, shorter than 50 characters or an insecure default. "
        "On your own machine `make setup` writes one into .env; "
        "in production set it in the environment."
    )
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured(
        "DEBUG is on in production: it would show source code to visitors. "
        "Unset DEBUG, or set ENVIRONMENT=local on a machine of your own."
    )
if PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        'ALLOWED_HOSTS is empty or "*" in production. '
        "Set it to the portal's own host names, separated by commas."
    )


# The door: what every request passes, first to last

SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000 if PRODUCTION else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
PROXIES = 0
if env.bool("BEHIND_HTTPS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    PROXIES = env.int("PROXIES", default=1)
    if PROXIES < 1:
        raise ImproperlyConfigured(
            f"PROXIES is {PROXIES}, but BEHIND_HTTPS_PROXY says that there is a proxy: count it."
        )
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "qingdao_techedu.publishing.desk.refusing.without_token"
SESSION_COOKIE_AGE = int(env.float("SESSION_HOURS", default=8) * 60 * 60)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # of any form; files beside it: imports/limits.py

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "qingdao_techedu.datasets.stored.send_from_disk",
    "qingdao_techedu.ui.middleware.CompressPages",
    "csp.middleware.CSPMiddleware",
    "qingdao_techedu.ui.middleware.headers",
    "qingdao_techedu.ui.discreet_logs.RequestLog",
    "qingdao_techedu.ui.input_guard.InputGuard",
    "qingdao_techedu.api.door.api_door",
    "qingdao_techedu.ui.middleware.answer_without_database",
    "qingdao_techedu.page_cache.middleware.public_pages",
    "qingdao_techedu.ui.middleware.language_from_path",
    "qingdao_techedu.ui.view_mode.view_mode",
    "qingdao_techedu.ui.bodies.refuse_large_bodies",
    "qingdao_techedu.ui.middleware.refuse_unguarded_acts",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "qingdao_techedu.publishing.middleware.explain_withdrawal",
    "qingdao_techedu.publishing.desk.middleware.keep_what_was_typed",
    "qingdao_techedu.standbys.middleware.StandbyMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "qingdao_techedu.portal.urls"
WSGI_APPLICATION = "qingdao_techedu.wsgi.application"
APPEND_SLASH = True


# The rooms: portal rooms first, then the subjects in the order of their arrows

INSTALLED_APPS = [
    "qingdao_techedu.guards",  # first: what others do after a migration is guarded
    "qingdao_techedu.portal.apps.PortalConfig",
    "qingdao_techedu.portal.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_filters",
    "django_structlog",
    "simple_history",
    "qingdao_techedu.log",
    "qingdao_techedu.accounts",
    "qingdao_techedu.ui",
    "qingdao_techedu.page_cache",
    "qingdao_techedu.datasets",
    "qingdao_techedu.publishing",
    "qingdao_techedu.publishing.desk",
    "qingdao_techedu.facts",
    "qingdao_techedu.reference",
    "qingdao_techedu.sample",
    "qingdao_techedu.imports",
    "qingdao_techedu.inspection",
    "qingdao_techedu.corrections",
    "qingdao_techedu.api",
    "colleges",
    "colleges.chains",
    "colleges.enrollment",
    "conferences",
    "awards",
    "awards.nominating",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


# What the rooms keep: SQLite in one file, or PostgreSQL

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Opening the file anew for each request takes longer than reading a kept page.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
        ),
    }
else:
    # No pool, which would wait for a dead server: a thread keeps a connection of its own.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 2,
        "tcp_user_timeout": 3_000,  # milliseconds
        "keepalives_idle": 30,
        **DATABASES["default"].get("OPTIONS", {}),
    }

# Hot standbys.
STANDBYS: list[str] = []
for _url in env.list("READ_DATABASE_URLS", default=[]):
    _standby = env.db_url_config(_url.strip())
    if {DATABASES["default"]["ENGINE"], _standby["ENGINE"]} != {"django.db.backends.postgresql"}:
        raise ImproperlyConfigured(
            "READ_DATABASE_URLS names hot standbys, which only PostgreSQL has, but DATABASE_URL or "
            "an address in the list is not postgres://…; unset READ_DATABASE_URLS, or mend it."
        )
    STANDBYS.append(f"standby_{len(STANDBYS) + 1}")
    DATABASES[STANDBYS[-1]] = _standby | {
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 2,
            "tcp_user_timeout": 3_000,  # milliseconds
            "options": "-c default_transaction_read_only=on",
            **_standby.get("OPTIONS", {}),
        },
        "TEST": {"MIRROR": "default"},
    }
# Django's own engines, with tables that keep their guards when migrations change them.
DATABASES["default"]["ENGINE"] = DATABASES["default"]["ENGINE"].replace(
    "django.db.backends", "qingdao_techedu.guards"
)
DATABASE_ROUTERS = ["qingdao_techedu.standbys.routing.Router"] if STANDBYS else []

# Less on any disk that the portal writes to, and /readyz says so.
LEAST_FREE_MB = env.int("LEAST_FREE_MB", default=100)

# Large files that one worker makes at the same time; its other threads are for pages.
EXPORTS_PER_WORKER = env.int("EXPORTS_PER_WORKER", default=2)

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
for _django, _ours in (("db.DatabaseCache", "DatabaseCache"), ("redis.RedisCache", "RedisCache")):
    if CACHES["default"]["BACKEND"] == f"django.core.cache.backends.{_django}":
        CACHES["default"]["BACKEND"] = f"qingdao_techedu.outages.caches.{_ours}"
# Public pages, and answers to questions in an address: apart, so that no crowd of either pushes
# out limits on requests, nor questions pages. Redis has one place for all and tells them by prefix.
for _cache, _most in (("pages", 2_000), ("answers", 500)):
    _place = CACHES["default"].get("LOCATION", "")
    if not CACHES["default"]["BACKEND"].endswith("RedisCache"):
        _place = f"{_place}_{_cache}"
    CACHES[_cache] = CACHES["default"] | {
        "LOCATION": _place,
        "KEY_PREFIX": _cache,
        "max_entries": _most,
    }
PROXIES_KEEP_PAGES = env.int("PROXIES_KEEP_PAGES", default=30)  # seconds


# Who may come in

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "rules.permissions.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS.insert(
    0,
    {
        "NAME": "qingdao_techedu.accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
)
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60  # of invitations too
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"

ACCOUNT_ADAPTER = "qingdao_techedu.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "qingdao_techedu.accounts.forms.SignInForm",
    "change_password": "qingdao_techedu.accounts.forms.NewPasswordForm",
    "reauthenticate": "qingdao_techedu.accounts.forms.PasswordAgainForm",
    "reset_password": "qingdao_techedu.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "qingdao_techedu.accounts.forms.ResetPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 (a name)
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/5m/key",  # of codes, beside axes
    "link": "20/m/ip",  # of invitations and forgotten passwords, looked at or sent
}
ACCOUNT_SESSION_REMEMBER = False

REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=True)
MFA_ADAPTER = "qingdao_techedu.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "qingdao_techedu.accounts.forms.CodeForm",
    "reauthenticate": "qingdao_techedu.accounts.forms.CodeAgainForm",
    "activate_totp": "qingdao_techedu.accounts.forms.FirstCodeForm",
    "add_webauthn": "qingdao_techedu.accounts.forms.PasskeyForm",
    "edit_webauthn": "qingdao_techedu.accounts.forms.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

AXES_HANDLER = "qingdao_techedu.accounts.lockout.Handler"
AXES_FAILURE_LIMIT = 5
# Of all names together: more than an office behind one address mistypes, few for who tries names.
FAILURES_OF_ADDRESS = env.int("FAILURES_OF_ADDRESS", default=30)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # a wait that others could make endless
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "qingdao_techedu.accounts.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "qingdao_techedu.accounts.lockout.closed"
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "code"]
AXES_VERBOSE = False


# What is sent by mail: nothing, unless EMAIL_URL says how

MAIL_IS_SENT = bool(env.str("EMAIL_URL", default=""))
if MAIL_IS_SENT:
    vars().update(env.email_url("EMAIL_URL"))
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="portal@localhost")


# What the visitor sees

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "qingdao_techedu.ui.context.page",
                "qingdao_techedu.portal.sections.sections",
                "qingdao_techedu.sample.context.sample",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django.templatetags.l10n",
                "qingdao_techedu.ui.templatetags.portal",
                "qingdao_techedu.ui.templatetags.components",
                "qingdao_techedu.records.templatetags.provenance",
                "qingdao_techedu.facts.templatetags.facts",
            ],
        },
    }
]
FORM_RENDERER = (
    "qingdao_techedu.normalization.forms.Renderer"  # what is typed, without invisible signs
)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "qingdao_techedu" / "locale"]
FORMAT_MODULE_PATH = "qingdao_techedu.dates.formats"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR_DIR / "media"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "ico", "map"]

_hosts = [host.lstrip(".") for host in ALLOWED_HOSTS if host != "*"]
# The footer a government site must carry: a blank item is not shown.
SITE = {
    "contact": env.str("SITE_CONTACT", default=""),
    "identification_code": env.str("SITE_IDENTIFICATION_CODE", default=""),
    "icp_record": env.str("SITE_ICP_RECORD", default=""),
    "police_record": env.str("SITE_POLICE_RECORD", default=""),
    "error_report_url": env.str("SITE_ERROR_REPORT_URL", default=""),
    "badge_url": env.str("SITE_BADGE_URL", default=""),
    # On which terms the data may be used: the bureau has not chosen yet.
    "data_license": env.str("SITE_DATA_LICENSE", default=""),
    "data_license_url": env.str("SITE_DATA_LICENSE_URL", default=""),
    # Whom to tell of a weakness: an address of mail or the web.
    "security_contact": env.str("SITE_SECURITY_CONTACT", default=""),
    # Whose name the entries of feeds bear, so that they are the same on every host.
    "feed_domain": env.str("SITE_FEED_DOMAIN", default=([*_hosts, "localhost"])[0]),
}
SECURITY_SCHEMES = ("mailto:", "https:", "tel:")
if SITE["security_contact"] and not SITE["security_contact"].startswith(SECURITY_SCHEMES):
    raise ImproperlyConfigured(
        f'SITE_SECURITY_CONTACT is "{SITE["security_contact"]}"; it must be an address that begins '
        "with mailto:, https: or tel:."
    )


# What certificates are signed with: 32 bytes in base64. On one's own machine one comes of itself.
CERTIFICATE_KEY: str = env.str("CERTIFICATE_KEY", default="")
if not CERTIFICATE_KEY and not PRODUCTION:
    _own = hashlib.sha256(f"certificates {SECRET_KEY}".encode()).digest()
    CERTIFICATE_KEY = base64.b64encode(_own).decode()


# What is written down

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
SIMPLE_HISTORY_ENABLED = True

LOG_FORMAT = env.str("LOG_FORMAT", default="json" if PRODUCTION else "console")
_processors: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
]
_renderers: dict[str, list[structlog.typing.Processor]] = {
    "json": [
        structlog.processors.format_exc_info,
        veil,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ],
    "console": [
        structlog.processors.format_exc_info,
        veil,
        structlog.dev.ConsoleRenderer(
            colors=False, exception_formatter=structlog.dev.plain_traceback
        ),
    ],
}
if LOG_FORMAT not in _renderers:
    raise ImproperlyConfigured(f'LOG_FORMAT is "{LOG_FORMAT}"; it may be "console" or "json".')
structlog.configure(
    processors=[*_processors, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "portal": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": _processors,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_renderers[LOG_FORMAT],
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "portal"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # As loud as everything else, but never so loud that templates tell what they print.
        "django": {"handlers": [], "level": "INFO" if LOG_LEVEL == "DEBUG" else LOG_LEVEL},
        "django.server": {"handlers": [], "propagate": True},
        "axes": {"level": "WARNING"},
    },
}
