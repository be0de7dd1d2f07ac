"""The library, guidance and the KCIK desk for the access matrix."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from coordination.choices import HandlingLabel
from exchange import guidance, kcik, library
from exchange.library_choices import ItemKind, PageKind
from exchange.models import GuidancePage


def make(places):
    """An item in the library of the team and a guidance page."""
    by = places.world.coordinator
    item = library.add(
        places.team,
        SimpleUploadedFile("procedura.txt", b"x"),
        label=HandlingLabel.UNITS,
        facts={"kind": ItemKind.PROCEDURE, "title": "Procedura", "summary": "Opis"},
        folder="Procedury",
        tags=["tag"],
        owner=by,
        review_on=None,
        by=by,
    )
    page = GuidancePage.objects.create(
        key="sygnal", kind=PageKind.SIGNAL, title="Mam sygnał", text="## Krok\nTreść"
    )
    guidance.keep_revision(page)
    count = kcik.note_count(
        from_on=date(2026, 1, 1),
        to_on=date(2026, 6, 30),
        institution_kind="police",
        kind="consultation",
        number=12,
        by=by,
    )
    return {
        "library_item": item.pk,
        "version_number": 1,
        "guidance_key": page.key,
        "kcik_count": count.pk,
        "kcik_year": 2026,
        "kcik_half": 1,
    }
