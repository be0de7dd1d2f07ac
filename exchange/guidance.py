"""Guidance pages: writing a text anew, and the approval of the national team."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from exchange.clashing import refuse_overtaken
from exchange.finding_library import index_page
from exchange.models import GuidancePage, GuidanceRevision


class NothingChanged(Refused):
    message = _("Nothing is changed.")


class AlreadyApproved(Refused):
    message = _("This text has been approved already.")


def lock(page):
    return GuidancePage.objects.select_for_update(of=("self",)).get(pk=page.pk)


@transaction.atomic
def revise(page, *, text, note, based_on, by):
    """Write a page anew; it is a draft until it is approved. Return it as saved.

    Args:
        page: The page.
        text: The whole text, in the marks of `plain_markup`.
        note: What was changed.
        based_on: The number of the revision from which the writer started.
        by: The person acting. Permission is the caller's to check.

    Raises:
        Overtaken: Somebody else has changed it since.
        NothingChanged: It says the same as before.
    """
    page = lock(page)
    refuse_overtaken(page.revision, based_on)
    if page.text == text:
        raise NothingChanged
    page.text, page.revision = text, page.revision + 1
    page.full_clean()
    page.save(update_fields=["text", "revision"])
    keep_revision(page, note=note, by=by)
    index_page(page)
    audit.record("guidance.revised", page, by=by, revision=page.revision)
    return page


def keep_revision(page, *, note="", by=None):
    GuidanceRevision.objects.create(
        page=page, number=page.revision, text=page.text, note=note, by=by
    )


@transaction.atomic
def approve(page, *, revision, by):
    """Approve the text of a page as the national team's.

    Args:
        page: The page.
        revision: The number of the text that was read.
        by: The person acting. Permission is the caller's to check.

    Raises:
        Overtaken: The text has changed since it was read.
        AlreadyApproved: Nothing is left to approve.
    """
    page = lock(page)
    refuse_overtaken(page.revision, revision)
    if page.is_approved:
        raise AlreadyApproved
    page.approved_revision, page.approved_by = page.revision, by
    page.approved_at = timezone.now()
    page.save(update_fields=["approved_revision", "approved_by", "approved_at"])
    audit.record("guidance.approved", page, by=by, revision=page.revision)
    return page
