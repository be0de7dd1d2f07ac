"""`.ci/run`: style, types, templates, settings, catalogues, layers and locks, then `./test`."""

import os
import subprocess
import sys
import tempfile
import time

import environment
from environment import PYTHON, ROOT, say
from services import provide

BIN = PYTHON.parent
PRODUCTION = {
    "PRODUCTION": "1",
    "SECRET_KEY": "only-for-the-check-0123456789-abcdefghijklmnopqrstuvwxyz",
    "PUBLIC_URL": "https://desk.example.org",
    "ALLOWED_HOSTS": "desk.example.org",
    "DATABASE_URL": "postgres://desk@127.0.0.1/desk",
    "DESK_EMAIL": "desk@example.org",
    "SMTP_HOST": "smtp.example.org",
    "BEHIND_TLS_PROXY": "1",
}
CHECKS = [
    ("style", [BIN / "ruff", "check", "."], {}),
    ("layout", [BIN / "ruff", "format", "--check", "."], {}),
    ("templates", [BIN / "djlint", "templates", "--lint", "--quiet"], {}),
    ("types", [BIN / "mypy", "."], {}),
    ("settings of production", [PYTHON, "manage.py", "check", "--deploy"], PRODUCTION),
    ("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], {}),
    ("catalogues", [PYTHON, "manage.py", "collect_messages", "--check"], {}),
    ("house rules", [PYTHON, "-m", "pytest", "-q", "tests/house"], {}),
]


def work():
    environment.make_venv("requirements-dev.txt")
    environment.make_node(with_checks=True)
    provide(["xgettext"])
    with tempfile.TemporaryDirectory(prefix="desk-check-") as folder:
        for name, command, more in CHECKS:
            if not passes(name, command, {**os.environ, "DATA_DIR": folder, **more}):
                return 1
    return subprocess.run([ROOT / "test"], cwd=ROOT, env={**os.environ, "NO_SKIPS": "1"}).returncode


def passes(name, command, variables):
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True)
    say(f"{'ok  ' if done.returncode == 0 else 'FAIL'}  {name} ({time.monotonic() - began:.1f} s)")
    if done.returncode:
        sys.stdout.write(done.stdout + done.stderr)
    return done.returncode == 0


environment.main(work)
