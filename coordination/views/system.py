"""How the desk is doing, for administrators; no content of anybody is shown here."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination import system_state
from coordination.views.people import administrators_only


@administrators_only
@require_safe
def system(request):
    """Parts, letters, storage, backups and versions on one page."""
    backups = system_state.backups()
    newest = backups[0] if backups else None
    context = {
        "parts": system_state.parts(),
        "last_sweep": system_state.last_sweep(),
        "letters": system_state.letters(),
        "storage": system_state.storage(),
        "backups": backups[: system_state.LISTED_BACKUPS],
        "newest": newest,
        "backup_is_late": system_state.is_backup_late(newest),
        "versions": system_state.versions(),
    }
    return render(request, "coordination/system.html", context)
