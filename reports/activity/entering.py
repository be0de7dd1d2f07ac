"""Activities of a team and its work plan: entered, changed, adopted, followed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from reports.activity.freezing import decisions_for
from reports.activity_choices import PlanState
from reports.models import TeamActivity, WorkPlan, WorkPlanItem

ACTIVITY_FIELDS = [
    "kind",
    "title",
    "held_on",
    "held_until_on",
    "place",
    "participants",
    "audience",
    "text",
    "label",
    "planned",
]
ITEM_FIELDS = ["title", "quarter", "seat"]
OUTCOME_FIELDS = ["outcome", "outcome_note"]


class SavedMeanwhile(Refused):
    """Somebody saved this row since; carries it as it is now."""

    message = _("Somebody else has saved this meanwhile. Compare both and save again.")

    def __init__(self, thing):
        super().__init__()
        self.thing = thing


class Withdrawn(Refused):
    message = _("This activity is withdrawn.")


class PlannedAlready(Refused):
    message = _("There is a work plan for this year already.")


class PlanAdopted(Refused):
    message = _("The plan is adopted: only what became of its items is written now.")


class PlanNotAdopted(Refused):
    message = _("What became of an item is written once the plan is adopted.")


class PlanEmpty(Refused):
    message = _("The plan has no items yet.")


class NoSuchDecision(Refused):
    message = _("The plan is adopted by a valid decision of the team.")


@transaction.atomic
def save_activity(team, facts, recommendations, *, by, activity=None, based_on=0):
    """Write an activity of a team, new or known, and return it.

    Args:
        team: Whose it is.
        facts: Values of `ACTIVITY_FIELDS`.
        recommendations: Recommendations that it answers.
        by: The person acting.
        activity: The known one, re-read under a lock.
        based_on: The revision the writer started from.

    Raises:
        SavedMeanwhile: It was saved since; nothing is written.
        Withdrawn: It is withdrawn.
        ValidationError: The facts break a constraint.
    """
    if activity is None:
        activity = TeamActivity(team=team, entered_by=by, revision=0)
    else:
        activity = TeamActivity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
        if activity.revision != based_on:
            raise SavedMeanwhile(activity)
        if activity.withdrawn_at:
            raise Withdrawn
    for name in ACTIVITY_FIELDS:
        setattr(activity, name, facts[name])
    activity.revision += 1
    activity.full_clean(exclude=["entered_by"])
    activity.save()
    activity.recommendations.set(recommendations)
    audit.record("team_activity.saved", activity, by=by, team_id=team.pk)
    return activity


@transaction.atomic
def withdraw_activity(activity, *, reason, by):
    """Take an activity out of lists and reports to come; it stays on record with the reason.

    Raises:
        Withdrawn: It is withdrawn already.
    """
    activity = TeamActivity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if activity.withdrawn_at:
        raise Withdrawn
    activity.withdrawn_at, activity.withdrawal_reason = timezone.now(), reason.strip()
    activity.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    audit.record("team_activity.withdrawn", activity, by=by, team_id=activity.team_id)
    return activity


@transaction.atomic
def begin_plan(team, *, year, by):
    """Begin the work plan of a team for a year.

    Raises:
        PlannedAlready: There is one.
    """
    plan, made = WorkPlan.objects.get_or_create(team=team, year=year, defaults={"begun_by": by})
    if not made:
        raise PlannedAlready
    audit.record("work_plan.begun", plan, by=by, team_id=team.pk, year=year)
    return plan


def lock_plan(plan):
    return WorkPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)


def lock_item(item, based_on):
    """Return an item under a lock, unless it was saved since."""
    item = WorkPlanItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.revision != based_on:
        raise SavedMeanwhile(item)
    return item


@transaction.atomic
def save_item(plan, facts, *, by, item=None, based_on=0):
    """Write an item of a plan that is not adopted yet, and return it.

    Raises:
        PlanAdopted: It is adopted.
        SavedMeanwhile: The item was saved since.
    """
    plan = lock_plan(plan)
    if not plan.is_draft:
        raise PlanAdopted
    item = WorkPlanItem(plan=plan, revision=0) if item is None else lock_item(item, based_on)
    return kept(item, facts, ITEM_FIELDS, by)


def kept(item, facts, fields, by):
    for name in fields:
        setattr(item, name, facts[name])
    item.revision += 1
    item.save()
    audit.record("work_plan.item_saved", item.plan, by=by, team_id=item.plan.team_id, item=item.pk)
    return item


@transaction.atomic
def remove_item(item, *, by):
    """Take an item out of a draft.

    Raises:
        PlanAdopted: The plan is adopted.
    """
    plan = lock_plan(item.plan)
    if not plan.is_draft:
        raise PlanAdopted
    audit.record("work_plan.item_removed", plan, by=by, team_id=plan.team_id, item=item.pk)
    TeamActivity.objects.filter(planned=item).update(planned=None)
    item.delete()


@transaction.atomic
def adopt_plan(plan, *, decision, by):
    """Adopt the plan by a decision of the team; its items stay as they are from then on.

    Raises:
        PlanAdopted: It is adopted already.
        PlanEmpty: It has no items.
        NoSuchDecision: The decision is void, superseded or another team's.
    """
    plan = lock_plan(plan)
    if not plan.is_draft:
        raise PlanAdopted
    if not plan.items.exists():
        raise PlanEmpty
    if not decisions_for(plan.team).filter(pk=decision.pk).exists():
        raise NoSuchDecision
    plan.state, plan.decision, plan.adopted_at = PlanState.ADOPTED, decision, timezone.now()
    plan.save(update_fields=["state", "decision", "adopted_at"])
    audit.record("work_plan.adopted", plan, by=by, team_id=plan.team_id)
    return plan


@transaction.atomic
def note_outcome(item, facts, *, based_on, by):
    """Write what became of an item of an adopted plan.

    Raises:
        PlanNotAdopted: The plan is a draft.
        SavedMeanwhile: The item was saved since.
    """
    plan = lock_plan(item.plan)
    if plan.is_draft:
        raise PlanNotAdopted
    return kept(lock_item(item, based_on), facts, OUTCOME_FIELDS, by)
