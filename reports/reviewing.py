"""Reviewing what was filed: return with remarks, accept, reopen, waive. Each round is kept."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from reports import letters
from reports.choices import EDITABLE, ContributionState, ReviewAct
from reports.contributing import lock
from reports.models import ReviewEvent
from reports.reporters import reporter_of


class NotFiled(Refused):
    message = _("Only a filed contribution can be accepted or returned.")


class NotSettled(Refused):
    message = _("Only an accepted or waived contribution can be opened again.")


class NothingToWaive(Refused):
    message = _("This contribution has been filed; accept or return it instead.")


class CycleIsClosed(Refused):
    message = _("The cycle is closed.")


class NothingRemarked(Refused):
    message = _("Say what should be corrected: a remark at a box, or a general one.")


def note(contribution, act, *, by, reason="", remarks=None):
    return ReviewEvent.objects.create(
        contribution=contribution, act=act, by=by, reason=reason, remarks=remarks or {}
    )


def lock_filed(contribution):
    contribution = lock(contribution)
    if contribution.state != ContributionState.SUBMITTED:
        raise NotFiled
    return contribution


@transaction.atomic
def give_back(contribution, *, remarks, reason, correct_by_on, by):
    """Return one contribution with remarks; the others of the institution stay as they are.

    Args:
        contribution: Re-read under a lock.
        remarks: What to correct, by the key of a box.
        reason: A general remark.
        correct_by_on: Until when the corrected one is taken, also after the cycle's last day.
        by: The person acting.

    Raises:
        NotFiled: It is not waiting for a decision.
        CycleIsClosed: Nothing can come back any more.
        NothingRemarked: Neither a remark nor a reason was given.
    """
    contribution = lock_filed(contribution)
    if not contribution.cycle.is_open:
        raise CycleIsClosed
    remarks = {box: text for box, text in remarks.items() if text}
    if not remarks and not reason:
        raise NothingRemarked
    contribution.state, contribution.correct_by_on = ContributionState.RETURNED, correct_by_on
    contribution.save(update_fields=["state", "correct_by_on"])
    event = note(contribution, ReviewAct.RETURNED, by=by, reason=reason, remarks=remarks)
    reporter = reporter_of(contribution)
    letters.send(
        letters.returned, contribution.cycle, [reporter], contribution=contribution, event=event
    )
    audit.record("contribution.returned", contribution, by=by, boxes=sorted(remarks))
    return contribution


@transaction.atomic
def accept(contribution, *, by):
    """Accept what was filed.

    Raises:
        NotFiled: It is not waiting for a decision.
    """
    contribution = lock_filed(contribution)
    contribution.state = ContributionState.ACCEPTED
    contribution.save(update_fields=["state"])
    note(contribution, ReviewAct.ACCEPTED, by=by)
    audit.record("contribution.accepted", contribution, by=by)
    return contribution


def accept_all(contributions, *, by):
    """Accept several; what is not waiting any more is left alone. Return how many were."""
    accepted = 0
    for one in contributions:
        try:
            accept(one, by=by)
        except NotFiled:
            continue
        accepted += 1
    return accepted


@transaction.atomic
def reopen(contribution, *, reason, correct_by_on, by):
    """Open an accepted or waived contribution again, with the reason.

    Raises:
        NotSettled: It is neither accepted nor waived.
        CycleIsClosed: The cycle is closed.
    """
    contribution = lock(contribution)
    if contribution.state not in (ContributionState.ACCEPTED, ContributionState.WAIVED):
        raise NotSettled
    if not contribution.cycle.is_open:
        raise CycleIsClosed
    filed_before = contribution.filed_at is not None
    contribution.state = ContributionState.RETURNED if filed_before else ContributionState.DRAFT
    contribution.correct_by_on = correct_by_on
    contribution.save(update_fields=["state", "correct_by_on"])
    event = note(contribution, ReviewAct.REOPENED, by=by, reason=reason)
    reporter = reporter_of(contribution)
    letters.send(
        letters.returned, contribution.cycle, [reporter], contribution=contribution, event=event
    )
    audit.record("contribution.reopened", contribution, by=by)
    return contribution


@transaction.atomic
def waive(contribution, *, reason, by):
    """Do without a contribution that has not come, for a reason that stays on record.

    Raises:
        NothingToWaive: It has been filed.
    """
    contribution = lock(contribution)
    if contribution.state not in EDITABLE:
        raise NothingToWaive
    contribution.state = ContributionState.WAIVED
    contribution.save(update_fields=["state"])
    note(contribution, ReviewAct.WAIVED, by=by, reason=reason)
    audit.record("contribution.waived", contribution, by=by)
    return contribution
