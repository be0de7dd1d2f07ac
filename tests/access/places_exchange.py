"""Posts for the access matrix: a draft and a sent one of a member, with one of everything."""

from django.core.files.uploadedfile import SimpleUploadedFile

from coordination.choices import HandlingLabel
from exchange import audiences, guidance, library, posting, sharing
from exchange.choices import PostKind
from exchange.library_choices import ItemKind, PageKind
from exchange.models import GuidancePage
from tests import factories

WORDS = {
    "kind": PostKind.WARNING,
    "title": "Wpis",
    "text": "Treść wpisu",
    "valid_until_on": None,
    "allows_comments": True,
    "asks_acknowledgement": True,
}


def make(places):
    """Make them in the team of the places and return their keys by name."""
    member, institution = places.world.members[0], places.world.mandates[0].seat.institution
    choice = audiences.Choice(HandlingLabel.UNITS, teams=(places.team,))
    made = {}
    for name in ("draft", "sent"):
        post = posting.save_draft(choice, facts=WORDS, source=institution, by=member)
        upload = SimpleUploadedFile("wpis.txt", b"x")
        made[name] = (post, posting.attach(post, upload, by=member))
    draft, draft_file = made["draft"]
    sent, sent_file = made["sent"]
    sent = posting.send(sent, by=member)
    wish = sharing.ask(
        sent, institution=factories.institution(), reason="Bo tak", by=places.world.coordinator
    )
    return {
        "post": sent.pk,
        "post_draft": draft.pk,
        "draft_file": draft_file.pk,
        "post_file": sent_file.pk,
        "wish": wish.pk,
        **shelved(places),
    }


def shelved(places):
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
    return {"library_item": item.pk, "version_number": 1, "guidance_key": page.key}
