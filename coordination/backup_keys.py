"""The key with which backups are locked and opened: one line in a file that its owner alone reads.

A copy must lie somewhere else than on the desk: without it no backup can be opened.
"""

from pathlib import Path

import pyrage
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coordination.refusals import Refused


class NoKey(Refused):
    message = _("This file holds no key of backups.")


def path():
    return Path(settings.BACKUP_KEY_FILE)


def own():
    """Return the desk's key; it is made when it is needed for the first time."""
    try:
        with path().open("x") as file:
            path().chmod(0o600)
            file.write(f"{pyrage.x25519.Identity.generate()}\n")
    except FileExistsError:
        pass
    return read(path())


def read(file):
    """Return the key in a file.

    Raises:
        NoKey: There is none.
    """
    try:
        return pyrage.x25519.Identity.from_str(Path(file).read_text().strip())
    except (OSError, ValueError, pyrage.IdentityError) as trouble:
        raise NoKey from trouble
