"""Django's settings. What an installation may change comes from the environment (``docs/reference/settings.md``)."""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url

from commonground.site.home import home, secret_key
from commonground.site.translations import compiled

HOME = home()
HERE = Path(__file__).parent
DEBUG = False
SECRET_KEY = os.environ.get("COMMONGROUND_SECRET_KEY") or secret_key(HOME)
ALLOWED_HOSTS = os.environ.get("COMMONGROUND_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
SITE_ADDRESS = os.environ.get("COMMONGROUND_ADDRESS", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]
HTTPS = SITE_ADDRESS.startswith("https://")
REQUIRE_MFA = os.environ.get("COMMONGROUND_REQUIRE_MFA", "1" if HTTPS else "0") == "1"
PROXIES = int(os.environ.get("COMMONGROUND_PROXIES", "0"))
API_RATE = int(os.environ.get("COMMONGROUND_API_RATE", "600"))
PAGE_RATE = int(os.environ.get("COMMONGROUND_PAGE_RATE", "120"))

# Set by ``commonground demo`` alone, which serves the loopback address only: private indices are shown there.
SHOW_PRIVATE_ON_LOOPBACK = os.environ.get("COMMONGROUND_SHOW_PRIVATE_ON_LOOPBACK") == "1"

INSTALLED_APPS = [
    "commonground.site",
    "commonground.core",
    "commonground.instruments",
    "commonground.responses",
    "commonground.library",
    "commonground.fieldwork",
    "commonground.scores",
    "commonground.publishing",
    "wagtail.snippets",
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "modelcluster",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "rules.apps.AutodiscoverRulesConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django.contrib.humanize",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "commonground.site.middleware.ContentSecurityPolicy",
    "commonground.publishing.serving.KeptPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "commonground.site.middleware.SecondFactor",
    "commonground.core.middleware.ViewAs",
]

ROOT_URLCONF = "commonground.site.urls"
WSGI_APPLICATION = "commonground.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["commonground.core.templatetags.sentences"],
        },
    },
]

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": HOME / "commonground.sqlite3",
    "CONN_MAX_AGE": 60,  # whoever closes a database's last connection writes its whole log back
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    },
}
DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60) if DATABASE_URL else SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/tasks/"
ACCOUNT_ADAPTER = "commonground.core.accounts.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES  # rate limits count by the client's address, which a proxy hides
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Commonground"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},  # sign-in rate limits
    "pages": {
        "BACKEND": "commonground.publishing.caches.PagesCache",
        "LOCATION": HOME / "pages",
        "OPTIONS": {
            "MAX_ENTRIES": 150_000
        },  # 56 places times 79 questions and 8 periods in three languages, and all else
    },
    "stamp": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": HOME / "stamp"},
}

EMAIL_HOST = os.environ.get("COMMONGROUND_MAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("COMMONGROUND_MAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("COMMONGROUND_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("COMMONGROUND_MAIL_PASSWORD", "")
MAIL_SECURITY = os.environ.get("COMMONGROUND_MAIL_SECURITY", "starttls")
EMAIL_USE_TLS = MAIL_SECURITY == "starttls"
EMAIL_USE_SSL = MAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("COMMONGROUND_MAIL_FROM", "commonground@localhost")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("fr", "Français"), ("ar", "العربية")]
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
LOCALE_PATHS = [compiled(HOME / "locale")]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "commonground.site.formats"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [HOME / "assets"]
for folder in (STATIC_ROOT, *STATICFILES_DIRS):
    folder.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = HOME / "media"
MEDIA_URL = "/media/"
COUNTS = HOME / "counts"  # how much each address has asked for lately
BUNDLES = HOME / "bundles"  # the open data of editions, kept under their permanent addresses

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "SAMEORIGIN"  # the desk previews pages in a frame of its own

WAGTAIL_SITE_NAME = "Commonground"
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
