"""A reply to a request for information becomes evidence of a contribution, by its author's act.

The request itself and the answers of others stay where they are; only one's own words move.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination import audit, documents
from coordination.choices import HandlingLabel
from coordination.refusals import Refused
from exchange.models import RequestReply
from reports.contributing import lock_editable, unsign
from reports.models import Evidence


class NotYourReply(Refused):
    message = gettext_lazy("Only who wrote an answer can take it over, for the same institution.")


def replies_for(contribution, user):
    """Return this person's own answers for the institution of a contribution, the newest first."""
    replies = RequestReply.objects.usable_as_evidence_by(user)
    found = replies.filter(institution=contribution.institution_id)
    return found.select_related("request", "institution", "document").order_by("-replied_at")


@transaction.atomic
def attach_reply(contribution, reply, *, by):
    """Keep an answer as evidence: its file, or its words as a text. Return the evidence.

    Raises:
        NotYourReply: Somebody else wrote it, or for another institution.
        CycleOver, NotBeingWritten: See `contributing.lock_editable`.
    """
    contribution = lock_editable(contribution)
    if reply not in replies_for(contribution, by):
        raise NotYourReply
    version = version_of(reply, by)
    evidence = Evidence.objects.create(contribution=contribution, version=version)
    unsign(contribution, by)
    audit.record(
        "contribution.evidence_added", contribution, by=by, evidence=evidence.pk, reply=reply.pk
    )
    return evidence


def version_of(reply, by):
    """Return the newest file of an answer; without one its words are kept as a text."""
    if reply.document is not None:
        return reply.document.versions.order_by("-number").first()
    title = _("Answer to a request for information, %(day)s") % {"day": reply.replied_at.date()}
    return documents.store_bytes(
        reply.text.encode(),
        file_name=_("answer.txt"),
        media_type="text/plain",
        title=title,
        label=HandlingLabel.INSTITUTIONS,
        by=by,
    )
