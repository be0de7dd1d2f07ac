"""Settings of the desk, embedded by default; whatever differs comes from the environment.

Without any variable the desk runs by itself: SQLite, a SQLite broker, a database cache and
mail written to files. With `PRODUCTION=1` it refuses to start while a secret is missing.
"""

import secrets
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

from coordination.beat_schedule import BEAT_SCHEDULE
from coordination.rooms import (  # noqa: F401
    DEMO_LOADERS,
    DIGEST_ROOMS,
    GROUP_END_FOLLOWERS,
    HANDOVER_FOLLOWERS,
    INCOMING_MAIL_READERS,
    JOBS_OF_ROOMS,
    KCIK_ROUNDS,
    KEPT_SEARCHES,
    LINKED_ROOMS,
    MAIL_TEAMS_OF,
    OFFICE_TELEPHONES,
    PUBLIC_TEAM_PARTS,
    ROLE_CHECKS,
    SEARCH_ROOMS,
    SEARCH_TEAMS,
    TEAM_PAGE_ROOMS,
    WAITING_ROOMS,
)

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

PRODUCTION = env.bool("PRODUCTION", False)
DEMO = env.bool("DEMO", not PRODUCTION)
DEBUG = False


def required_in_production(name, embedded):
    """Return the variable, or the embedded value; in production its absence stops the start."""
    value = env.str(name, "")
    if value:
        return value
    if PRODUCTION:
        raise ImproperlyConfigured(f"PRODUCTION=1 needs the variable {name}.")
    return embedded() if callable(embedded) else embedded


def kept_secret_key():
    """Read the embedded secret key, made at the first start and readable by the owner only."""
    path = DATA_DIR / "secret_key"
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text().strip()


# --- Where it runs -----------------------------------------------------------------------
SECRET_KEY = required_in_production("SECRET_KEY", kept_secret_key)
PUBLIC_URL = required_in_production(
    "PUBLIC_URL", f"http://localhost:{env.str('PORT', '8000')}"
).rstrip("/")
ALLOWED_HOSTS = [
    host.strip()
    for host in required_in_production("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
WSGI_APPLICATION = "coordination.wsgi.application"
ROOT_URLCONF = "coordination.urls"

INSTALLED_APPS = [
    "coordination",
    "teams",
    "exchange",
    "meetings",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "auditlog",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
]

MIDDLEWARE = [
    "coordination.middleware.health.HealthMiddleware",
    "coordination.middleware.remembering.RememberingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "coordination.middleware.language.PersonLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "coordination.middleware.sessions.SessionLimitMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "coordination.middleware.second_factor.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
    "coordination.middleware.addresses.OddAddressMiddleware",
    "coordination.middleware.refusals.RefusalMiddleware",
    "coordination.middleware.caching.NoStoreMiddleware",
]

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
                "coordination.navigation.navigation",
            ],
        },
    }
]
FORM_RENDERER = "coordination.form_renderer.DeskFormRenderer"

# --- Data ----------------------------------------------------------------------------------
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'desk.sqlite3'}")}
if PRODUCTION:
    required_in_production("DATABASE_URL", "")
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Opening the file anew for each page costs as much as a small page.
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue at BEGIN instead of failing half-way with "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-20000;"
        ),
    }
else:
    DATABASES["default"]["OPTIONS"] = {
        "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", 8), "timeout": 10}
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", "")
if REDIS_URL:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache_entries",
        }
    }

MEDIA_ROOT = DATA_DIR / "documents"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap/css", NODE_MODULES / "bootstrap" / "dist" / "css"),
    ("icons", NODE_MODULES / "bootstrap-icons" / "font"),
    ("lato", NODE_MODULES / "@fontsource" / "lato" / "files"),
]
# One encrypted file a day; the key's copy belongs somewhere else.
BACKUP_DIR = env.str("BACKUP_DIR", str(DATA_DIR / "backups"))
BACKUP_KEY_FILE = env.str("BACKUP_KEY_FILE", str(DATA_DIR / "backup_key"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", 25 * 1024 * 1024)
CLAMD_URL = env.str("CLAMD_URL", "")

# --- People and signing in -------------------------------------------------------------------
AUTH_USER_MODEL = "coordination.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "coordination:home"
ACCOUNT_ADAPTER = "coordination.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "coordination.adapters.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "coordination.adapters.display_name"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Whoever types a stranger's address must not make the desk write to it.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PUBLIC_URL.startswith("https") else "http"
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/300s/key", "login": "60/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A code typed slowly, or a telephone whose clock is half a minute off, still opens the door.
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Stół koordynacji"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PUBLIC_URL.startswith("http://localhost")
# When a browser was last used is noted with the session, once a minute (middleware.sessions).
USERSESSIONS_TRACK_ACTIVITY = False
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", PRODUCTION)
if PRODUCTION and not SECOND_FACTOR_REQUIRED:
    raise ImproperlyConfigured("PRODUCTION=1 does not allow SECOND_FACTOR_REQUIRED=0.")
SOCIALACCOUNT_PROVIDERS = {}
if env.str("OIDC_SERVER_URL", ""):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.str("OIDC_NAME", "Logowanie służbowe"),
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_SECRET"),
                "settings": {"server_url": env.str("OIDC_SERVER_URL")},
            }
        ]
    }
SESSION_IDLE = timedelta(minutes=env.int("SESSION_IDLE_MINUTES", 30))
SESSION_ABSOLUTE = timedelta(hours=env.int("SESSION_ABSOLUTE_HOURS", 12))
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- Safety of pages ---------------------------------------------------------------------------
OVER_TLS = PUBLIC_URL.startswith("https")
if PRODUCTION and not OVER_TLS:
    raise ImproperlyConfigured("PRODUCTION=1 needs a PUBLIC_URL that begins with https://.")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OVER_TLS
SESSION_COOKIE_NAME = "__Host-session" if OVER_TLS else "desk-session"
CSRF_COOKIE_NAME = "__Host-csrf" if OVER_TLS else "desk-csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = OVER_TLS
SECURE_HSTS_SECONDS = 31536000 if OVER_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = OVER_TLS
SECURE_REFERRER_POLICY = "same-origin"
if env.bool("BEHIND_TLS_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
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
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in ("camera", "geolocation", "microphone", "payment", "usb", "interest-cohort")
}

# --- Language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", _("Polish")), ("en", _("English"))]
LOCALE_PATHS = [
    BASE_DIR / "locale" / room
    for room in ("coordination", "teams", "exchange", "meetings", "reports")
]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Warsaw"
FORMAT_MODULE_PATH = ["coordination.formats"]

# --- Mail ---------------------------------------------------------------------------------------
MAIL_DIR = DATA_DIR / "mail"
if env.str("SMTP_HOST", ""):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = env.str("SMTP_HOST")
    EMAIL_PORT = env.int("SMTP_PORT", 587)
    EMAIL_HOST_USER = env.str("SMTP_USER", "")
    EMAIL_HOST_PASSWORD = env.str("SMTP_PASSWORD", "")
    EMAIL_USE_TLS = env.bool("SMTP_STARTTLS", EMAIL_PORT == 587)
    EMAIL_USE_SSL = env.bool("SMTP_TLS", EMAIL_PORT == 465)
else:
    if PRODUCTION:
        raise ImproperlyConfigured("PRODUCTION=1 needs the variable SMTP_HOST.")
    EMAIL_BACKEND = "coordination.eml_backend.EmailBackend"
EMAIL_TIMEOUT = env.int("SMTP_TIMEOUT", 20)
# The organiser of every invitation and the sender of every mail: an inbox that the desk reads.
DESK_EMAIL = required_in_production("DESK_EMAIL", "stol@koordynacja.example.org")
DESK_NAME = env.str("DESK_NAME", "Stół koordynacji przeciwdziałania handlowi ludźmi")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = DESK_EMAIL
MAIL_PER_SWEEP = env.int("MAIL_PER_SWEEP", 200)
IMAP_URL = env.str("IMAP_URL", "")
# Several edits within this many seconds become one mail to the invitees.
ANNOUNCE_AFTER_SECONDS = env.int("ANNOUNCE_AFTER_SECONDS", 60)

# --- Background work ----------------------------------------------------------------------------
CELERY_BROKER_URL = env.str(
    "CELERY_BROKER_URL", REDIS_URL or f"sqla+sqlite:///{DATA_DIR / 'broker.sqlite3'}"
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_CONCURRENCY = env.int("WORKER_PROCESSES", 2)
if CELERY_BROKER_URL.startswith("sqla+sqlite"):
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {"connect_args": {"timeout": 30}}
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
    CELERY_WORKER_POOL = "solo"
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 7200, "socket_timeout": 10}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = BEAT_SCHEDULE

# --- Audit and logs ---------------------------------------------------------------------------
AUDITLOG_INCLUDE_ALL_MODELS = False
AUDITLOG_DISABLE_ON_RAW_SAVE = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "structlog.stdlib.ProcessorFormatter",
            "processor": "ext://coordination.logs.renderer",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
    "loggers": {
        "desk": {"level": "INFO"},
        "django_structlog": {"level": "WARNING"},
    },
}
