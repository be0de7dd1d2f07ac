"""Settings of the tests: the desk's own, with quick stand-ins for what is slow or outside."""

import os
import tempfile

from coordination.settings import *  # noqa: F403
from coordination.settings import DATABASES

SECRET_KEY = "only-for-tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
MEDIA_ROOT = tempfile.mkdtemp(prefix="desk-test-documents-")
STATIC_ROOT = tempfile.mkdtemp(prefix="desk-test-static-")
PUBLIC_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "localhost"]
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["NAME"] = ":memory:"
else:
    # Two runs at once, as in two checkouts, each have a database of their own.
    DATABASES["default"]["TEST"] = {"NAME": f"test_desk_{os.getpid()}"}
