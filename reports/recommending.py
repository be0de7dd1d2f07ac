"""Recommendations of bodies outside: entered, answered, linked to the tasks that answer them."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from reports import finding
from reports.models import ExternalRecommendation, RecommendationLink, Task
from reports.printed_numbers import sort_key

FIELDS = [
    "body",
    "body_name",
    "round",
    "paragraph",
    "text",
    "strength",
    "due_on",
    "source",
    "source_url",
    "answer_state",
    "answer",
    "label",
]
LONGEST_KEY = 120


class SavedMeanwhile(Refused):
    """Somebody saved the recommendation since; carries it as it is now."""

    message = _("Somebody else has saved this meanwhile. Compare both and save again.")

    def __init__(self, thing):
        super().__init__()
        self.thing = thing


class LinkedAlready(Refused):
    message = _("This task is linked already.")


@transaction.atomic
def save(facts, *, by, recommendation=None, based_on=0):
    """Write a recommendation, new or known, and return it.

    Args:
        facts: Values of `FIELDS`.
        by: The person acting.
        recommendation: The known one, re-read under a lock.
        based_on: The revision the writer started from.

    Raises:
        SavedMeanwhile: It was saved since; nothing is written.
        ValidationError: It is entered already, or another body has no name.
    """
    if recommendation is None:
        recommendation = ExternalRecommendation(entered_by=by, revision=0)
    else:
        rows = ExternalRecommendation.objects.select_for_update(of=("self",))
        recommendation = rows.get(pk=recommendation.pk)
        if recommendation.revision != based_on:
            raise SavedMeanwhile(recommendation)
    for name in FIELDS:
        setattr(recommendation, name, facts[name])
    keep_in_order(recommendation)
    recommendation.revision += 1
    recommendation.full_clean(exclude=["entered_by"])
    recommendation.save()
    finding.index_recommendation(recommendation)
    audit.record("recommendation.saved", recommendation, by=by)
    return recommendation


def keep_in_order(recommendation):
    recommendation.sort_key = sort_key(recommendation.paragraph)[:LONGEST_KEY]
    recommendation.round_key = sort_key(recommendation.round)[:LONGEST_KEY]


@transaction.atomic
def link(recommendation, task, *, note, by):
    """Say that a task of a plan answers a recommendation.

    Raises:
        LinkedAlready: The two are linked.
    """
    task = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    made, is_new = RecommendationLink.objects.get_or_create(
        recommendation=recommendation, task=task, defaults={"note": note.strip(), "by": by}
    )
    if not is_new:
        raise LinkedAlready
    audit.record("recommendation.linked", recommendation, by=by, task=task.pk)
    return made


@transaction.atomic
def unlink(made, *, by):
    """Take a link away; the audit trail keeps that it was there."""
    audit.record("recommendation.unlinked", made.recommendation, by=by, task=made.task_id)
    made.delete()


@transaction.atomic
def take_in(rows, *, by):
    """Enter recommendations of a checked table, all or none; return them."""
    return [save(row, by=by) for row in rows]
