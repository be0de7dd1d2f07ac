"""Bringing a backup back into an empty desk, on either database; row for row, file for file."""

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from coordination import backing_up, backup_rows
from coordination.models import User
from coordination.refusals import Refused


class NotEmpty(Refused):
    message = _("This desk has people already. A backup is brought back into an empty one.")


class OtherVersion(Refused):
    message = _("The backup was made by another version of the desk. Install that version first.")


class NotTheSame(Refused):
    message = _("What was brought back differs from the backup; nothing was kept.")


def restore(path, key):
    """Bring a backup back. Return its table of contents.

    Tables are made first where there are none. Rows are written and compared in one transaction:
    either all of them are here afterwards or none.

    Raises:
        WrongKey, NotWhole: See `backing_up.check`.
        NotEmpty: Somebody has an account here.
        OtherVersion: The tables are not those of the backup.
        NotTheSame: A table differs after it was written.
    """
    contents = backing_up.check(path, key)
    call_command("migrate", verbosity=0)
    if User.objects.exists():
        raise NotEmpty
    if backing_up.migrations() != contents["migrations"]:
        raise OtherVersion
    with backing_up.opened(path, key) as archive:
        with transaction.atomic():
            write_rows(archive)
            refuse_other_rows(contents)
        write_documents(archive, contents["documents"])
    return contents


def write_rows(archive):
    backup_rows.clear()
    for name, model in backup_rows.tables().items():
        backup_rows.insert(model, archive.extractfile(f"rows/{name}.jsonl"))
    backup_rows.go_on_numbering()
    connection.check_constraints()


def refuse_other_rows(contents):
    """Compare every table with the one in the backup."""
    found = {name: backup_rows.digest_of(model) for name, model in backup_rows.tables().items()}
    if found != contents["tables"]:
        raise NotTheSame


def write_documents(archive, documents):
    """Write the stored files under the names that the rows know."""
    for name in documents:
        if default_storage.exists(name):
            default_storage.delete(name)
        kept = default_storage.save(name, File(archive.extractfile(f"documents/{name}")))
        if kept != name:
            raise NotTheSame
