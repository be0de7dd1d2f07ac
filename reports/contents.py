"""What a contribution says: as it is being written, as it was filed, as it was last accepted.

Only the institution reads what is being written. Everybody else reads what was filed, from the
round in which it was filed.
"""

from reports.choices import ContributionState, ReviewAct
from reports.models import Contribution, ReviewEvent

WORDS = ["answer", "reason", "belongs_to", "self_rating", "spent"]


def written(contribution):
    """Return the contribution as it stands now, as plain values that can be kept for ever."""
    return {
        **{name: getattr(contribution, name) for name in WORDS},
        "boxes": {one.box: one.text for one in contribution.texts.all() if one.text},
        "values": [
            {
                "indicator": one.indicator_id,
                "name": one.indicator.name,
                "unit": one.indicator.unit,
                "state": one.state,
                "value": one.value,
            }
            for one in contribution.values.select_related("indicator").order_by("indicator")
        ],
        "activities": [activity_facts(one) for one in activities_of(contribution)],
        "evidence": [
            {"pk": one.pk, "file_name": one.version.file_name, "sha256": one.version.sha256}
            for one in contribution.evidence.filter(withdrawn_at__isnull=True).select_related(
                "version"
            )
        ],
    }


def activities_of(contribution):
    return contribution.activities.prefetch_related(
        "partners__institution", "partners__team__voivodeship"
    )


def activity_facts(activity):
    """Return one activity with its co-organisers and whether they confirmed it."""
    return {
        "pk": activity.pk,
        "kind": activity.kind,
        "title": activity.title,
        "held_on": activity.held_on,
        "held_until_on": activity.held_until_on,
        "participants": activity.participants,
        "place": activity.place,
        "partners": [
            {
                "name": one.reporter.short_name,
                "confirmed": one.confirmed_at is not None,
                "denied": one.denied_at is not None,
                "remark": one.remark,
            }
            for one in activity.partners.all()
        ],
    }


def filed(contribution):
    """Return what was last filed, or None while nothing has been."""
    event = (
        ReviewEvent.objects.filter(contribution=contribution, act=ReviewAct.SUBMITTED)
        .order_by("-pk")
        .first()
    )
    return event.content if event else None


def filed_of(contributions):
    """Return what was last filed of several contributions, by their keys, in one query."""
    events = ReviewEvent.objects.filter(
        contribution__in=contributions, act=ReviewAct.SUBMITTED
    ).order_by("pk")
    return {event.contribution_id: event.content for event in events}


def last_accepted(contribution):
    """Return what the same reporter last had accepted about the same task, or None."""
    earlier = (
        Contribution.objects.filter(
            task=contribution.task,
            institution=contribution.institution,
            team=contribution.team,
            state=ContributionState.ACCEPTED,
            cycle__period_to_on__lt=contribution.cycle.period_to_on,
        )
        .order_by("-cycle__period_to_on")
        .first()
    )
    return filed(earlier) if earlier else None
