"""Reading a post: the first time is noted, what is restricted is audited, reading is confirmed."""

from dataclasses import dataclass
from itertools import pairwise

from django.db import transaction
from django.db.models import Count, Min, Q
from django.utils import timezone

from coordination import audit
from coordination.choices import READING_IS_AUDITED
from coordination.models import Institution
from coordination.text_changes import pieces
from exchange import audiences
from exchange.models import Receipt


def note_reading(post, *, by):
    """Note that a person reads a post: the first time for the sender, each time for the audit.

    Somebody who came to it later than it was sent gets his receipt now; the author gets none.
    """
    audience = post.audience
    if audience.label in READING_IS_AUDITED:
        audit.record_reading(post, by=by, label=audience.label, team_id=audience.source_team_id)
    if by.pk == audience.by_id:
        return
    now = timezone.now()
    receipts = Receipt.objects.filter(audience=audience, user=by)
    if not receipts.filter(first_read_at__isnull=True).update(first_read_at=now):
        place = audiences.anchors_of([by]).get(by.pk, {}).get("anchor_institution_id")
        receipts.get_or_create(
            audience=audience,
            user=by,
            defaults={"institution_id": place, "was_addressed": False, "first_read_at": now},
        )


@transaction.atomic
def acknowledge(post, *, by):
    """Confirm that one has read a post; a second time changes nothing."""
    now = timezone.now()
    mine = Receipt.objects.filter(audience=post.audience_id, user=by, acknowledged_at__isnull=True)
    if mine.update(acknowledged_at=now):
        Receipt.objects.filter(audience=post.audience_id, user=by, first_read_at=None).update(
            first_read_at=now
        )
        audit.record("post.acknowledged", post, by=by, team_id=post.audience.source_team_id)


@dataclass(frozen=True)
class ReadBy:
    """How far a post has come in one institution; None stands for officers of teams."""

    institution: Institution | None
    people: int
    read: int
    acknowledged: int
    first_read_at: object


def by_institution(post):
    """Return how far a post has come in each institution it was sent to, in Polish order."""
    rows = (
        post.audience.receipts.order_by()
        .values("institution")
        .annotate(
            people=Count("pk"),
            read=Count("pk", filter=Q(first_read_at__isnull=False)),
            acknowledged=Count("pk", filter=Q(acknowledged_at__isnull=False)),
            first=Min("first_read_at"),
        )
    )
    found = {row["institution"]: row for row in rows}
    institutions = list(Institution.objects.filter(pk__in=found).in_polish_order())
    if None in found:
        institutions.append(None)
    return [
        ReadBy(one, row["people"], row["read"], row["acknowledged"], row["first"])
        for one in institutions
        for row in [found[one.pk if one else None]]
    ]


def totals(rows):
    """Return how many people a post reached in all, how many have read and confirmed it."""
    return {
        "people": sum(one.people for one in rows),
        "read": sum(one.read for one in rows),
        "acknowledged": sum(one.acknowledged for one in rows),
    }


def silent(post):
    """Receipts of those who were asked to confirm a post and have not, and may still read it."""
    waiting = post.audience.receipts.filter(acknowledged_at__isnull=True, was_addressed=True)
    reached = audiences.reach_today(post.audience).people
    return [one for one in waiting.select_related("user") if one.user_id in reached]


@dataclass(frozen=True)
class Correction:
    """One correction as readers see it: what was dropped and added, when, by whom and why."""

    revision: object
    title: tuple
    text: tuple


def corrections_of(post):
    """Return the corrections of a post, the newest first."""
    versions = list(post.revisions.select_related("by"))
    return [
        Correction(after, pieces(before.title, after.title), pieces(before.text, after.text))
        for before, after in reversed(list(pairwise(versions)))
    ]
