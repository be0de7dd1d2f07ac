"""Backups: whole or refused, opened by their key alone, kept as long as something speaks for it."""

from datetime import UTC, datetime, timedelta

import pyrage
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from coordination import (
    backing_up,
    backup_keeping,
    backup_keys,
    backup_rows,
    documents,
    restoring,
    tasks,
)
from coordination.models import User
from tests import factories

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 18, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUP_KEY_FILE = tmp_path / "key"
    settings.MEDIA_ROOT = tmp_path / "documents"
    return tmp_path


def test_a_backup_holds_every_table_and_document(own_folder):
    person = factories.person(full_name="Żaneta Gęś")
    version = documents.store_bytes(
        b"tresc dokumentu",
        file_name="notatka.txt",
        media_type="text/plain",
        title="Notatka",
        label="public",
        by=person,
    )

    made = backing_up.make()

    contents = backing_up.check(made.path, backup_keys.own())
    assert contents["tables"]["coordination.user"] == backup_rows.digest_of(User)
    assert contents["tables"]["coordination.user"]["rows"] == User.objects.count()
    assert list(contents["documents"]) == [version.file.name]
    assert "sessions.session" not in contents["tables"]
    assert person.email.encode() not in made.path.read_bytes()
    assert oct(made.path.stat().st_mode)[-3:] == "600"


def test_rows_come_back_as_they_were_to_the_microsecond():
    moment = datetime(2026, 3, 29, 0, 59, 59, 123456, tzinfo=UTC)
    person = factories.person(full_name="Łucja Ćma")
    User.objects.filter(pk=person.pk).update(last_login=moment)
    lines = list(backup_rows.lines_of(User))
    User.objects.all().delete()

    backup_rows.insert(User, lines)

    assert list(backup_rows.lines_of(User)) == lines
    assert User.objects.get(pk=person.pk).last_login == moment


def test_another_key_opens_nothing(own_folder):
    made = backing_up.make()
    other = own_folder / "other"
    other.write_text(str(pyrage.x25519.Identity.generate()))

    with pytest.raises(backing_up.WrongKey):
        backing_up.check(made.path, backup_keys.read(other))
    with pytest.raises(backup_keys.NoKey):
        backup_keys.read(made.path)


@pytest.mark.parametrize("harm", ["cut", "turned", "emptied"])
def test_a_damaged_backup_is_refused(harm):
    made = backing_up.make()
    whole = made.path.read_bytes()
    middle = len(whole) // 2
    damaged = {
        "cut": whole[:middle],
        "turned": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "emptied": b"",
    }
    made.path.write_bytes(damaged[harm])

    with pytest.raises(backing_up.NotWhole):
        backing_up.check(made.path, backup_keys.own())
    with pytest.raises(CommandError):
        call_command("restore", str(made.path), "--check")


def test_what_cannot_be_read_back_is_not_left_lying_about(own_folder, monkeypatch):
    def spoilt(path, key):
        raise backing_up.NotWhole

    monkeypatch.setattr(backing_up, "check", spoilt)

    with pytest.raises(backing_up.NotWhole):
        backing_up.make()

    assert list((own_folder / "backups").iterdir()) == []


def test_a_desk_with_people_is_never_written_over():
    made = backing_up.make()
    person = factories.person()

    with pytest.raises(restoring.NotEmpty):
        restoring.restore(made.path, backup_keys.own())

    assert User.objects.filter(pk=person.pk).exists()


def test_a_backup_of_another_version_is_refused(monkeypatch):
    made = backing_up.make()
    User.objects.all().delete()
    monkeypatch.setattr(backing_up, "migrations", lambda: ["coordination.0001_initial"])

    with pytest.raises(restoring.OtherVersion):
        restoring.restore(made.path, backup_keys.own())


def test_one_is_made_a_day_and_not_twice():
    first = backup_keeping.set_up_at() + timedelta(hours=25)
    for moment in (first, first + timedelta(hours=1), first + timedelta(hours=25)):
        backup_keeping.make_due(moment)

    made = [one.made_at for one in backing_up.listed()]
    assert made == [
        moment.replace(microsecond=0) for moment in (first + timedelta(hours=25), first)
    ]


def test_a_new_desk_makes_none_on_its_first_day():
    backup_keeping.make_due(backup_keeping.set_up_at() + timedelta(hours=2))

    assert backing_up.listed() == []


def test_beat_starts_it(monkeypatch):
    monkeypatch.setattr(backup_keeping, "is_due", lambda at: True)

    tasks.make_due_backup()

    assert len(backing_up.listed()) == 1


def test_a_week_of_days_a_month_of_weeks_and_a_year_of_months_are_kept():
    every_day = [NOON - timedelta(days=number) for number in range(800)]

    kept = backup_keeping.to_keep(every_day)

    days = sorted((NOON - moment).days for moment in kept)
    assert days[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len(kept) <= 7 + 5 + 12
    assert {(moment.year, moment.month) for moment in kept} >= {
        (2025, 4),
        (2025, 5),
        (2025, 12),
        (2026, 1),
        (2026, 3),
    }
    assert backup_keeping.to_keep(kept) == kept


def test_the_one_backup_there_is_stays_however_old():
    assert backup_keeping.to_keep([NOON]) == {NOON}


def test_old_ones_are_dropped_from_the_folder_and_nothing_else(own_folder):
    backups = backing_up.folder()
    for number in range(60):
        moment = timezone.now() - timedelta(days=number)
        (backups / moment.strftime(backing_up.NAME)).touch()
    (backups / "desk-notatki.age").touch()

    dropped = backup_keeping.drop_old()

    assert dropped == 60 - len(backing_up.listed())
    assert dropped > 40
    assert (backups / "desk-notatki.age").exists()
