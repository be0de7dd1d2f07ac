"""Run all benchmarks, or those named, and print JSON.

`.venv/bin/python -m benchmarks [NAME …]`, the names as in `NAMES`

Everything happens in a temporary folder on SQLite; with `DATABASE_URL` of an empty PostgreSQL
database it happens there.
"""

import importlib
import json
import os
import sys
import tempfile

import django

NAMES = [
    "pages",
    "feed",
    "mail",
    "preparing",
    "remaining",
    "reporting",
    "compiled",
    "posts",
    "guard",
    "statistics",
]


def main():
    wanted = sys.argv[1:] or NAMES
    with tempfile.TemporaryDirectory(prefix="desk-benchmarks-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
        django.setup()
        from benchmarks import world

        world.prepare()
        found = {}
        for name in wanted:
            found |= importlib.import_module(f"benchmarks.{name}").measure()
        print(json.dumps(found, indent=2, ensure_ascii=False))


main()
