"""The guidance pages that the desk starts with; what has been written since is never touched."""

import tomllib
from pathlib import Path

from django.conf import settings
from django.db import transaction

from exchange import guidance
from exchange.finding_library import index_page
from exchange.models import GuidancePage

PAGES = Path(settings.BASE_DIR) / "data" / "guidance.toml"


@transaction.atomic
def load():
    """Add the pages that are missing; return how many there are."""
    for facts in tomllib.loads(PAGES.read_text(encoding="utf-8"))["page"]:
        text = facts.pop("text").strip()
        page, is_new = GuidancePage.objects.get_or_create(
            key=facts.pop("key"), defaults={**facts, "text": text}
        )
        if is_new:
            guidance.keep_revision(page)
            index_page(page)
    return GuidancePage.objects.count()
