"""Signing in with the office's own provider, by settings (OIDC)."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

PROVIDER = {
    "OIDC_SERVER_URL": "https://login.example.gov.pl/.well-known/openid-configuration",
    "OIDC_CLIENT_ID": "desk",
    "OIDC_SECRET": "secret",
    "OIDC_NAME": "Logowanie urzędu",
}
ASK = """
import django
from django.conf import settings
plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STORAGES["staticfiles"] = {"BACKEND": plain}
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
print(Client(headers={"host": "localhost"}).get("/accounts/login/").content.decode())
"""


@pytest.mark.parametrize("given", [True, False])
def test_the_provider_stands_on_the_sign_in_page_when_settings_name_it(given, tmp_path):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    variables = {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "coordination.settings"}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.BASE_DIR,
        env={**kept, **variables, **(PROVIDER if given else {})},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-1500:]
    assert ("Logowanie urzędu" in done.stdout) == given


@pytest.mark.parametrize("missing", ["SECRET_KEY", "PUBLIC_URL", "DATABASE_URL", "SMTP_HOST"])
def test_production_does_not_start_without_its_secrets(missing, tmp_path):
    variables = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path),
        "PRODUCTION": "1",
        "SECRET_KEY": "s" * 60,
        "PUBLIC_URL": "https://desk.example.org",
        "ALLOWED_HOSTS": "desk.example.org",
        "DATABASE_URL": "postgres://desk@127.0.0.1/desk",
        "DESK_EMAIL": "desk@example.org",
        "SMTP_HOST": "smtp.example.org",
    }
    del variables[missing]
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env=variables,
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert missing in done.stderr
