"""One encrypted file with the whole desk: every row and every document, checked once written.

The file is in the age format (https://age-encryption.org/v1), so that it can be opened without the
desk too: it is a gzipped tar with one list of rows a table, the documents and a table of contents.
"""

import hashlib
import json
import os
import tarfile
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pyrage
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import backup_keys, backup_rows
from coordination.navigation import VERSION
from coordination.refusals import Refused

CONTENTS = "contents.json"
NAME = "desk-%Y%m%d-%H%M%S.age"
IN_MEMORY = 16 * 1024 * 1024
PIECE = 1024 * 1024
KEYS_NOTE = (
    "To use this file you need the key of backups that the desk had when it was made, and, for "
    "personal links in letters to go on working, its SECRET_KEY. Neither is in here."
)


class NotWhole(Refused):
    message = _("The backup is damaged or was not written to its end.")


class WrongKey(Refused):
    message = _("This key does not open the backup.")


@dataclass(frozen=True)
class Backup:
    """A backup that lies in the folder."""

    path: Path
    made_at: datetime
    size: int


def folder():
    path = Path(settings.BACKUP_DIR)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def listed():
    """Return the backups of the folder, the newest first."""
    found = []
    for path in folder().glob("desk-*.age"):
        try:
            made_at = datetime.strptime(path.name, NAME).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append(Backup(path, made_at, path.stat().st_size))
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def make(at=None):
    """Write a backup, open it again and compare every digest. Return it.

    Raises:
        NotWhole: What was written cannot be read back; nothing is left of it.
    """
    at = at or timezone.now()
    path = folder() / at.strftime(NAME)
    part = path.with_suffix(".part")
    key = backup_keys.own()
    try:
        with backup_rows.snapshot(), part.open("xb") as target:
            part.chmod(0o600)
            write(target, key.to_public(), at)
        check(part, key)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return Backup(path, at, path.stat().st_size)


def write(target, recipient, at):
    """Write everything into an open file, encrypted for the owner of a key."""
    read_end, write_end = os.pipe()
    failed = []

    def encrypt():
        with open(read_end, "rb") as source:
            try:
                pyrage.encrypt_io(source, target, [recipient])
            except Exception as trouble:
                failed.append(trouble)

    encrypting = Thread(target=encrypt)
    encrypting.start()
    try:
        with (
            open(write_end, "wb") as sink,
            tarfile.open(fileobj=sink, mode="w|gz", bufsize=PIECE) as archive,
        ):
            fill(archive, at)
    finally:
        encrypting.join()
    if failed:
        raise failed[0]


def fill(archive, at):
    """Put rows, documents and, as the last, the table of contents into an archive."""
    contents = {
        "desk": VERSION,
        "made_at": at.isoformat(),
        "keys": KEYS_NOTE,
        "migrations": migrations(),
        "tables": {},
        "documents": {},
    }
    for name, model in backup_rows.tables().items():
        contents["tables"][name] = add_rows(archive, name, model)
    for name in document_names():
        with default_storage.open(name, "rb") as file:
            contents["documents"][name] = add(archive, f"documents/{name}", file)
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
        file.write(json.dumps(contents, ensure_ascii=False, indent=1).encode())
        add(archive, CONTENTS, file)


def migrations():
    """Return the names of the migrations that this database has had."""
    done = MigrationRecorder.Migration.objects.values_list("app", "name")
    return sorted(f"{app}.{name}" for app, name in done)


def add_rows(archive, name, model):
    number = 0
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
        for line in backup_rows.lines_of(model):
            file.write(line)
            number += 1
        return {"rows": number, "sha256": add(archive, f"rows/{name}.jsonl", file)}


def document_names():
    """Yield the names of all stored files, each once; a file that is missing is left out."""
    seen = set()
    for model in backup_rows.tables().values():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField):
                found = models.QuerySet(model).exclude(**{field.name: ""})
                seen.update(found.values_list(field.name, flat=True))
    return (name for name in sorted(filter(None, seen)) if default_storage.exists(name))


def add(archive, name, file):
    """Put a file into an archive under a name. Return its digest."""
    member = tarfile.TarInfo(name)
    member.size = file.seek(0, os.SEEK_END)
    file.seek(0)
    digest = digest_of(file)
    file.seek(0)
    archive.addfile(member, file)
    return digest


def digest_of(file):
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


@contextmanager
def opened(path, key):
    """Give the members of a backup one after the other, decrypted into a file that has no name.

    Raises:
        WrongKey: It was made for another key.
        NotWhole: It is damaged.
    """
    with tempfile.TemporaryFile(dir=folder()) as plain:
        with Path(path).open("rb") as source:
            try:
                pyrage.decrypt_io(source, plain, [key])
            except (pyrage.DecryptError, OSError) as trouble:
                raise (WrongKey if "No matching" in str(trouble) else NotWhole) from trouble
        plain.seek(0)
        try:
            with tarfile.open(fileobj=plain, mode="r:gz") as archive:
                yield archive
        except (tarfile.TarError, EOFError, OSError) as trouble:
            raise NotWhole from trouble


def contents_of(archive):
    """Return the table of contents of an open backup.

    Raises:
        NotWhole: It has none.
    """
    try:
        return json.load(archive.extractfile(CONTENTS))
    except (KeyError, ValueError) as trouble:
        raise NotWhole from trouble


def check(path, key):
    """Read a whole backup and compare every digest. Return its table of contents.

    Raises:
        WrongKey, NotWhole: See `opened`.
    """
    with opened(path, key) as archive:
        contents = contents_of(archive)
        expected = {CONTENTS: None}
        for name, table in contents["tables"].items():
            expected[f"rows/{name}.jsonl"] = table["sha256"]
        for name, digest in contents["documents"].items():
            expected[f"documents/{name}"] = digest
        if sorted(expected) != sorted(archive.getnames()):
            raise NotWhole
        for name, digest in expected.items():
            if digest is not None and digest_of(archive.extractfile(name)) != digest:
                raise NotWhole
    return contents
