"""Back up, lose everything, bring it back: on either database and from one to the other (R6)."""

import subprocess
import sys

import pytest
from django.conf import settings

from tests.journeys.prepared import drop_database, new_database, server_variables
from tests.journeys.running_desk import RunningDesk

pytestmark = pytest.mark.journey
FIGURES = (
    "import json; from coordination import backup_rows as rows; print(json.dumps({name: "
    "rows.digest_of(model) for name, model in rows.tables().items()}))"
)


@pytest.fixture(params=["to SQLite", "to PostgreSQL"])
def elsewhere(request, tmp_path_factory):
    """An empty machine on one of the two databases."""
    folder = tmp_path_factory.mktemp("elsewhere")
    database = new_database() if request.param == "to PostgreSQL" else None
    desk = RunningDesk(folder, server_variables(database) if database else {})
    yield desk
    desk.sink.stop()
    if database:
        drop_database(database)


def files_of(desk):
    folder = desk.folder / "documents"
    every = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in every}


def test_every_row_and_file_comes_back_on_an_empty_machine(resting, elsewhere):
    rows, files = resting.manage("shell", "-v0", "-c", FIGURES), files_of(resting)
    resting.manage("backup")
    [backup] = (resting.folder / "backups").glob("*.age")
    key = resting.folder / "backup_key"
    assert "Whole:" in elsewhere.manage("restore", str(backup), "--key", str(key), "--check")

    said = elsewhere.manage("restore", str(backup), "--key", str(key))

    assert "Brought back" in said
    assert elsewhere.manage("shell", "-v0", "-c", FIGURES) == rows
    assert files_of(elsewhere) == files
    assert len(files) > 3
    goes_on(elsewhere)
    assert "has people already" in refused(elsewhere, "restore", str(backup), "--key", str(key))


def goes_on(desk):
    """New rows take new numbers, the audit trail is whole, the database still guards it."""
    assert "whole" in desk.manage("verify_audit")
    desk.manage(
        "shell",
        "-c",
        "from coordination.models import User; User.objects.create(email='nowa@example.org')",
    )
    change = "from auditlog.models import LogEntry; LogEntry.objects.update(actor=None)"
    touched = refused(desk, "shell", "-c", change)
    assert "the audit trail cannot be changed" in touched


def refused(desk, *words):
    """Run a command that must fail and return what it said."""
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=desk.environment,
        capture_output=True,
    )
    assert done.returncode != 0
    return done.stderr.decode()
