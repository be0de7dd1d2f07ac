"""Settings of the benchmarks: the desk's own, without the demo, speaking to a local sink."""

import os

os.environ.setdefault("DEMO", "0")

from coordination.settings import *  # noqa: F403

SECRET_KEY = "only-for-benchmarks"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
CELERY_TASK_ALWAYS_EAGER = False
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {}
LOGGING = {"version": 1, "disable_existing_loggers": False}
