"""All settings, driven by the environment; owns composition and never a rule of the domain."""

from django.utils.translation import gettext_lazy as _

from accounts.keys import load_key
from config.databases import database, search_engine
from config.environment import BASE_DIR, chosen, data_dir, flag, keys_dir, number, read
from config.mail import mail_settings

_ENV = read()

DATA_DIR = data_dir(_ENV)
KEYS_DIR = keys_dir(_ENV)
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

SECRET_KEY = load_key(KEYS_DIR, "django")
DEBUG = flag(_ENV, "QZ_DEBUG")
STYLE_GUIDE = DEBUG
DEMO = flag(_ENV, "QZ_DEMO")
ALLOWED_HOSTS = [host.strip() for host in _ENV["QZ_ALLOWED_HOSTS"].split(",") if host.strip()]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

INSTALLED_APPS = [
    "config",
    "digests",
    "feedback",
    "tolerance",
    "search",
    "accounts",
    "jobs",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "tree_queries",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.PageHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.OneTimePasswordMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
                "config.context.workplace",
            ],
        },
    },
]

DATABASES = {"default": database(_ENV["QZ_DATABASE_URL"], DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": True}}
SCHEDULE_MODULE = "config.schedule"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "work"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
# Per user name only: limits per address would need the address, and one constant in its place would shut out everybody.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key"}

HTTPS = flag(_ENV, "QZ_HTTPS")
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"

# A form above this size is refused before it is read; files are kept in memory alone, never in a file in the clear.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = ["config.uploads.MemoryOnlyHandler"]
_MILLION = 1_000_000
FILE_COUNT = number(_ENV, "QZ_FILE_COUNT")
FILE_TOTAL = number(_ENV, "QZ_FILE_TOTAL")
FILE_BYTES = number(_ENV, "QZ_FILE_MB") * _MILLION
FILE_PIXELS = number(_ENV, "QZ_FILE_MEGAPIXELS") * _MILLION
FILE_PAGES = number(_ENV, "QZ_FILE_PAGES")
FILE_SECONDS = number(_ENV, "QZ_FILE_SECONDS")
FILE_MEMORY = number(_ENV, "QZ_FILE_MEMORY_MB", least=300) * _MILLION
# A body above this is refused before it is read; below it, what is too large is told beside the field.
UPLOAD_BODY_BYTES = 4 * FILE_COUNT * FILE_BYTES + 2 * _MILLION

FONT_FILES = {
    "QZ FangSong": _ENV["QZ_FONT_FANGSONG"],
    "QZ Kai": _ENV["QZ_FONT_KAI"],
    "QZ Hei": _ENV["QZ_FONT_HEI"],
    "QZ Title": _ENV["QZ_FONT_TITLE"],
}
POOL_BATCH = number(_ENV, "QZ_POOL_BATCH")
POOL_DAYS = number(_ENV, "QZ_POOL_DAYS")
RETENTION_DAYS = number(_ENV, "QZ_RETENTION_DAYS")
EVIDENCE_DAYS = number(_ENV, "QZ_EVIDENCE_DAYS")
UNIT_FLOOR = number(_ENV, "QZ_UNIT_FLOOR")
CODE_DAYS = number(_ENV, "QZ_CODE_DAYS")
PUBLIC_ADDRESS = _ENV["QZ_PUBLIC_ADDRESS"]
CELL_FLOOR = number(_ENV, "QZ_CELL_FLOOR")
# Working days; the bounds are those of `feedback.models.UnitLimits`.
LIMIT_LOOK = number(_ENV, "QZ_LIMIT_LOOK", most=20)
LIMIT_PROMISE = number(_ENV, "QZ_LIMIT_PROMISE", most=40)
LIMIT_IMPLEMENT = number(_ENV, "QZ_LIMIT_IMPLEMENT", most=250)
LIMIT_RISE = number(_ENV, "QZ_LIMIT_RISE", most=20)
# Counts are told once: what comes in late in a quarter needs time to be sorted. The demonstration shows them at once.
DIGEST_GRACE = 0 if DEMO else number(_ENV, "QZ_DIGEST_GRACE", least=0, most=80)
DIGEST_KINDS = chosen(_ENV, "QZ_DIGEST_KINDS", ("month", "quarter", "year"))
DIGEST_REVIEW_DAYS = number(_ENV, "QZ_DIGEST_DAYS")
FLOOD_SITE = number(_ENV, "QZ_FLOOD_SITE")
FLOOD_UNIT = number(_ENV, "QZ_FLOOD_UNIT")
FLOOD_FILES = number(_ENV, "QZ_FLOOD_FILES")
FLOOD_REFILL = number(_ENV, "QZ_FLOOD_REFILL", most=100)
FLOOD_LOW = number(_ENV, "QZ_FLOOD_LOW", least=0, most=100)
PROOF_COST = number(_ENV, "QZ_PROOF_COST")
globals().update(mail_settings(_ENV["QZ_SMTP_URL"], _ENV["QZ_MAIL_FROM"]))
# Seconds between the first page of the report form and its sending: fewer is a script, more needs one click again.
FORM_LEAST_AGE = 2
FORM_MOST_AGE = 24 * 60 * 60
SEARCH_ENGINE = search_engine(_ENV["QZ_SEARCH"], _ENV["QZ_DATABASE_URL"])
SEARCH_DIR = DATA_DIR / "index"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"traceless": {"()": "config.logs.TracelessFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "traceless"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "jobs": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
