"""Bring the desk's data to the present code: tables, catalogues, static files, facts, demo."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

# What the packages bring and no page asks for.
NOT_SERVED = [
    "*.rtl*",
    "bootstrap-grid*",
    "bootstrap-reboot*",
    "bootstrap-utilities*",
    "bootstrap.css*",
    "bootstrap-icons.css",
    "bootstrap-icons.json",
    "bootstrap-icons.scss",
    "*-italic*",
    "lato-*-100-*",
    "lato-*-300-*",
    "lato-*-900-*",
]


class Command(BaseCommand):
    help = "Migrate, compile, collect and load whatever has changed since the last time."
    requires_system_checks = []

    def handle(self, **options):
        self.step("language catalogues", "compile_catalogues", stamp=self.state_of("locale"))
        self.step("database", "migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        static = self.state_of("static", "package-lock.json")
        self.step(
            "static files",
            "collectstatic",
            stamp=static,
            interactive=False,
            verbosity=0,
            ignore_patterns=NOT_SERVED,
        )
        facts = self.state_of(
            "data",
            "teams/reference_data.py",
            "exchange/reference_data.py",
            "reports/reference_data.py",
            "reports/statistics/reference_data.py",
            "reports/statistics/series_data.py",
        )
        self.step("facts of the teams and institutions", "load_reference_data", stamp=facts)
        if settings.DEMO:
            demos = self.state_of(
                "teams/demo.py",
                "exchange/demo_posts.py",
                "exchange/demo_library.py",
                "exchange/demo_kcik.py",
                "exchange/demo_requests.py",
                "reports/demo.py",
                "reports/demo_statistics.py",
                "reports/demo_releases.py",
            )
            self.step("demo", "load_demo", stamp=demos)

    def step(self, name, command, *, stamp=None, **options):
        """Run one command; with a stamp only when it differs from the one kept for this database.

        The name of the database decides and not where it lies, so that a folder can be moved.
        """
        database = Path(str(settings.DATABASES["default"]["NAME"])).name
        kept = settings.DATA_DIR / "stamps" / database / command
        if stamp and kept.exists() and kept.read_text() == stamp:
            return
        self.stdout.write(f"  {name} …")
        self.stdout.flush()
        call_command(command, stdout=Silent(), **options)
        if stamp:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(stamp)

    @staticmethod
    def state_of(*names):
        """Return a hash of names, sizes and times of files, cheap enough for every start."""
        digest = hashlib.sha256()
        for name in names:
            root = Path(settings.BASE_DIR) / name
            for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
                if path.is_file() and path.suffix != ".mo":
                    facts = path.stat()
                    digest.update(f"{path}:{facts.st_size}:{facts.st_mtime_ns}".encode())
        return digest.hexdigest()


class Silent:
    """A place for words that nobody needs."""

    def write(self, text):
        return len(text)

    def flush(self):
        return None
