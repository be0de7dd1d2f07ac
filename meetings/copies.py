"""The copy of circulated minutes that is one recipient's: his reading, with his name on it.

It is made of the frozen text when it is first asked for, and kept: whoever fetches it again gets
the same bytes, and the trail knows their SHA-256.
"""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from meetings import circulating, readings
from meetings.models import Acknowledgement


@transaction.atomic
def of(acknowledgement, form):
    """Return the recipient's file as a `DocumentVersion`.

    Args:
        acknowledgement: The recipient's row of a release.
        form: "pdf" or "docx".
    """
    acknowledgement = (
        Acknowledgement.objects.select_for_update(of=("self",))
        .select_related(
            "release__minutes__meeting__team",
            "release__pdf",
            "release__docx",
            "invitee__seat__institution",
            "pdf",
            "docx",
        )
        .get(pk=acknowledgement.pk)
    )
    release = acknowledgement.release
    if not release.frozen:
        # Circulated before readings were kept: one file for all.
        return getattr(release, form)
    if getattr(acknowledgement, form) is None:
        reading = readings.read(release.frozen, readings.of_invitee(acknowledgement.invitee))
        files = circulating.files_of(
            release.minutes.meeting,
            reading,
            release.number,
            None,
            recipient=name_on(acknowledgement.invitee),
        )
        acknowledgement.pdf, acknowledgement.docx = files["pdf"], files["docx"]
        acknowledgement.save(update_fields=["pdf", "docx"])
    return getattr(acknowledgement, form)


def name_on(invitee):
    """Say whose copy it is, in the language of the record."""
    with translation.override("pl"):
        whose = ", ".join(filter(None, [invitee.name, invitee.institution_label]))
        return _("Copy for: %(whose)s") % {"whose": whose}
