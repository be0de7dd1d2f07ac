"""Invented items of the library for the demo; loading twice changes nothing."""

import io
from datetime import timedelta

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from coordination.choices import HandlingLabel
from coordination.models import User
from exchange import demo_kcik, library
from exchange.library_choices import ItemKind
from exchange.models import LibraryItem
from teams.models import Team

NATIONAL, REGIONAL = "krajowy-2023", "wojewodztwo-14"
SECRETARY, COORDINATOR = "Maria Topola", "Anna Borowik"
# Team, keeper, kind, title, folder, tags, days until review, label, what it is for.
ITEMS = [
    (
        NATIONAL,
        SECRETARY,
        ItemKind.ALGORITHM,
        "Algorytm pierwszego kontaktu (wzór demonstracyjny)",
        "Algorytmy",
        ["pierwszy kontakt", "identyfikacja"],
        120,
        HandlingLabel.TEAMS,
        "Jedna strona do powieszenia w dyżurce: kogo zapytać i w jakiej kolejności.",
    ),
    (
        NATIONAL,
        SECRETARY,
        ItemKind.TEMPLATE,
        "Wzór sprawozdania z działalności zespołu",
        "Wzory",
        ["sprawozdanie"],
        None,
        HandlingLabel.PUBLIC,
        "Układ rocznego sprawozdania, na którym opiera się formularz w stole.",
    ),
    (
        NATIONAL,
        SECRETARY,
        ItemKind.TRAINING,
        "Scenariusz szkolenia: rozpoznawanie pracy przymusowej",
        "Szkolenia",
        ["szkolenie", "praca przymusowa"],
        30,
        HandlingLabel.TEAMS,
        "Dwa moduły po 90 minut, z ćwiczeniami dla inspektorów i pracowników socjalnych.",
    ),
    (
        REGIONAL,
        COORDINATOR,
        ItemKind.CONTACTS,
        "Lista kontaktów instytucji mazowieckich",
        "Kontakty",
        ["kontakty"],
        10,
        HandlingLabel.UNITS,
        "Sekretariaty i dyżury instytucji zespołu; bez telefonów osób.",
    ),
    (
        REGIONAL,
        COORDINATOR,
        ItemKind.PROCEDURE,
        "Jak zgłaszać miejsca schronienia",
        "Procedury",
        ["schronienie"],
        200,
        HandlingLabel.TEAMS,
        "Uzgodniony w zespole sposób pytania o wolne miejsca, bez danych osób.",
    ),
]


def load():
    """Fill two libraries and the KCIK desk."""
    load_items()
    demo_kcik.load()


@transaction.atomic
def load_items():
    """Put the items into two libraries."""
    if LibraryItem.objects.exists():
        return
    today = timezone.localdate()
    for key, keeper, kind, title, folder, tags, days, label, summary in ITEMS:
        by = User.objects.get(full_name=keeper)
        library.add(
            Team.objects.get(key=key),
            SimpleUploadedFile(f"{title[:40]}.docx", paper(title, summary)),
            label=label,
            facts={"kind": kind, "title": title, "summary": summary},
            folder=folder,
            tags=tags,
            owner=by,
            review_on=today + timedelta(days=days) if days else None,
            by=by,
        )
    renewed = LibraryItem.objects.get(title=ITEMS[0][3])
    again = SimpleUploadedFile("algorytm.docx", paper(renewed.title, "Wersja po uwagach zespołów."))
    library.add_version(renewed, again, by=renewed.owner)


def paper(title, text):
    """Return a Word file of one page."""
    document = docx.Document()
    document.add_heading(title, level=1)
    document.add_paragraph(text)
    document.add_paragraph("Plik demonstracyjny.")
    octets = io.BytesIO()
    document.save(octets)
    return octets.getvalue()
