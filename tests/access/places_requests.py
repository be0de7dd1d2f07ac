"""A request for information for the access matrix, answered with a file by a member."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coordination.choices import HandlingLabel, PostRole
from coordination.models import InstitutionPost
from exchange import audiences, requesting
from exchange.request_choices import ReplyKind
from tests import factories


def make(places):
    """An institution of the coordinator's asks the member's."""
    asker = factories.institution("Pytająca instytucja")
    InstitutionPost.objects.create(
        user=places.world.coordinator,
        institution=asker,
        role=PostRole.CONTRIBUTOR,
        from_on=factories.long_ago(),
    )
    institution = places.world.mandates[0].seat.institution
    request = requesting.ask(
        audiences.Choice(HandlingLabel.INSTITUTIONS, institutions=(institution,)),
        source=asker,
        title="Zapytanie",
        text="Ile szkoleń?",
        ground="Porozumienie",
        due_on=timezone.localdate() + timedelta(days=20),
        shares_replies=False,
        by=places.world.coordinator,
    )
    reply = requesting.reply(
        request.replies.get(),
        kind=ReplyKind.ANSWERED,
        text="Dwa",
        uploaded=SimpleUploadedFile("odpowiedz.txt", b"x"),
        based_on=0,
        by=places.world.members[0],
    )
    return {"request": request.pk, "reply": reply.pk}
