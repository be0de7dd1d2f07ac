"""Assessing a task: rate, circulate, take positions, decide. Every act is kept.

The rule suggests, a person decides. Whoever belongs to the institution that leads a task does not
settle it alone: what he decides waits for another person.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit
from coordination.refusals import Refused
from reports import letters
from reports.choices import AssessmentAct, AssessmentState, AssignmentRole, Stance
from reports.models import Assessment, AssessmentEvent, AssessmentForm, Position, Rating
from reports.reporters import institutions_of, reporters_in


class NoAssessmentForm(Refused):
    message = _("No questions of the assessment are loaded.")


class CycleNotBegun(Refused):
    message = _("The cycle has not been opened yet; there is nothing to assess.")


class NotAsked(Refused):
    message = _("Nobody was asked about this task in this cycle.")


class NotBeingPrepared(Refused):
    message = _("The assessment has been circulated; take it back first.")


class NotCirculated(Refused):
    message = _("Only a circulated assessment can be decided or answered.")


class NothingToTakeBack(Refused):
    message = _("The assessment is still being prepared.")


class NotComplete(Refused):
    message = _("Answer each of the questions and give a reason for each first.")


class RatedMeanwhile(Refused):
    message = _("Somebody else has changed this assessment meanwhile. Read it and write again.")


class RemarksStillOpen(Refused):
    message = _("Bodies may still give their position. Wait for the day, or until all have.")


class RemarksOver(Refused):
    message = _("The day for remarks has passed.")


class NotConcerned(Refused):
    message = _("This body was not asked about the task.")


class NothingSaid(Refused):
    message = _("Say what you remark or why you do not agree.")


class NothingToConfirm(Refused):
    message = _("There is no decision that waits for a second person.")


class OwnInstitutionAlone(Refused):
    message = _(
        "Your own institution leads this task and the decision is yours. Another person must "
        "confirm it."
    )


def newest_form():
    """Return the version used for assessments that begin now.

    Raises:
        NoAssessmentForm: None is loaded.
    """
    form = AssessmentForm.objects.order_by("-pk").first()
    if form is None:
        raise NoAssessmentForm
    return form


def begin(cycle, task):
    """Return the assessment of a task, made when it is first needed; twice makes one.

    Raises:
        CycleNotBegun: The cycle is still in preparation.
        NotAsked: The task has no contribution in the cycle.
        NoAssessmentForm: No questions are loaded.
    """
    if cycle.is_draft:
        raise CycleNotBegun
    if not cycle.contributions.filter(task=task).exists():
        raise NotAsked
    assessment, _made = Assessment.objects.get_or_create(
        cycle=cycle, task=task, defaults={"form": newest_form()}
    )
    return assessment


def lock(assessment):
    return (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("cycle", "task", "form")
        .get(pk=assessment.pk)
    )


def words_of(assessment):
    """Return the questions, words and reasons as they read now, to be kept for ever."""
    ratings = assessment.ratings.select_related("question", "word").order_by("question__position")
    return [
        {
            "question": one.question.key,
            "question_pl": one.question.label_pl,
            "question_en": one.question.label_en,
            "word": one.word.key,
            "word_pl": one.word.label_pl,
            "word_en": one.word.label_en,
            "reason": one.reason,
        }
        for one in ratings
    ]


def note(assessment, act, *, by, reason=""):
    AssessmentEvent.objects.create(
        assessment=assessment,
        act=act,
        round=assessment.round,
        by=by,
        reason=reason,
        content=words_of(assessment),
    )
    audit.record(f"assessment.{act}", assessment, by=by, round=assessment.round)


def lock_draft(assessment):
    assessment = lock(assessment)
    if not assessment.is_draft:
        raise NotBeingPrepared
    return assessment


@transaction.atomic
def rate(assessment, ratings, *, based_on, by):
    """Save the answers to the questions; never over somebody else's.

    Args:
        assessment: Re-read under a lock.
        ratings: Triples of a question, a word of its scale and a reason.
        based_on: The revision the person started from.
        by: The person acting.

    Raises:
        NotBeingPrepared: It has been circulated.
        RatedMeanwhile: It was changed since; nothing is written.
        NotComplete: An answer lacks its reason.
    """
    assessment = lock_draft(assessment)
    if assessment.revision != based_on:
        raise RatedMeanwhile
    for question, word, reason in ratings:
        if not reason.strip():
            raise NotComplete
        Rating.objects.update_or_create(
            assessment=assessment,
            question=question,
            defaults={"word": word, "reason": reason.strip()},
        )
    assessment.revision += 1
    assessment.save(update_fields=["revision"])
    note(assessment, AssessmentAct.RATED, by=by)
    return assessment


def bodies_of(assessment):
    """Return everybody who was asked about the task, the lead first."""
    rows = (
        assessment.cycle.contributions.filter(task=assessment.task_id)
        .with_facts()
        .order_by("-assignment__role", "pk")
    )
    return reporters_in(list(rows))


@transaction.atomic
def circulate(assessment, *, remarks_until_on, by):
    """Send a complete assessment to the lead and the cooperating bodies for their positions.

    Raises:
        NotBeingPrepared: It has been circulated before.
        NotComplete: A question has no answer yet.
        RemarksOver: The day has passed already.
    """
    assessment = lock_draft(assessment)
    if assessment.ratings.count() < assessment.form.questions.count():
        raise NotComplete
    if remarks_until_on < timezone.localdate():
        raise RemarksOver
    assessment.state = AssessmentState.CIRCULATED
    assessment.remarks_until_on = remarks_until_on
    assessment.save(update_fields=["state", "remarks_until_on"])
    letters.send(
        letters.assessment_circulated,
        assessment.cycle,
        bodies_of(assessment),
        assessment=assessment,
    )
    note(assessment, AssessmentAct.CIRCULATED, by=by)
    return assessment


@transaction.atomic
def take_position(assessment, reporter, *, stance, text, by):
    """Record what a body says; a later word of the same body stands beside the earlier one.

    Raises:
        NotCirculated: It is not circulated now.
        RemarksOver: Its day has passed.
        NotConcerned: The body was not asked about the task.
        NothingSaid: Remarks or a dissent without words.
    """
    assessment = lock(assessment)
    if not assessment.is_circulated:
        raise NotCirculated
    if timezone.localdate() > assessment.remarks_until_on:
        raise RemarksOver
    if reporter.key not in {one.key for one in bodies_of(assessment)}:
        raise NotConcerned
    if stance != Stance.AGREES and not text.strip():
        raise NothingSaid
    position = Position.objects.create(
        assessment=assessment,
        round=assessment.round,
        stance=stance,
        text=text.strip(),
        by=by,
        **reporter.fields,
    )
    audit.record("assessment.position", assessment, by=by, reporter=reporter.key, stance=stance)
    return position


def positions_of(assessment):
    """Return the last position of each body in the present round, by the body's key."""
    rows = assessment.positions.filter(round=assessment.round).select_related(
        "institution", "team__voivodeship", "by"
    )
    return {one.reporter_key: one for one in rows.order_by("pk")}


@transaction.atomic
def take_back(assessment, *, reason, by):
    """Prepare it anew, for a reason; what was said in this round stays on record.

    Raises:
        NothingToTakeBack: It is being prepared.
    """
    assessment = lock(assessment)
    if assessment.is_draft:
        raise NothingToTakeBack
    note(assessment, AssessmentAct.TAKEN_BACK, by=by, reason=reason)
    assessment.state, assessment.round = AssessmentState.DRAFT, assessment.round + 1
    assessment.revision += 1
    assessment.remarks_until_on = assessment.settled_at = None
    assessment.decided_by = assessment.confirmed_by = None
    assessment.save()
    return assessment


def leads(user, assessment):
    """Whether the person belongs to an institution that leads the task."""
    leading = assessment.cycle.contributions.filter(
        task=assessment.task_id,
        assignment__role=AssignmentRole.LEAD,
        institution__in=institutions_of(user),
    )
    return leading.exists()


@transaction.atomic
def settle(assessment, *, by):
    """Decide. Of a task that his own institution leads, a person only proposes the decision.

    Raises:
        NotCirculated: It is not circulated now.
        RemarksStillOpen: The day has not passed, and some body has said nothing yet.
    """
    assessment = lock(assessment)
    if not assessment.is_circulated:
        raise NotCirculated
    in_time = timezone.localdate() <= assessment.remarks_until_on
    if in_time and {one.key for one in bodies_of(assessment)} - set(positions_of(assessment)):
        raise RemarksStillOpen
    assessment.decided_by = by
    if leads(by, assessment):
        assessment.state = AssessmentState.CONFIRMING
        act = AssessmentAct.PROPOSED
    else:
        assessment.state, assessment.settled_at = AssessmentState.SETTLED, timezone.now()
        act = AssessmentAct.SETTLED
    assessment.save(update_fields=["state", "decided_by", "settled_at"])
    note(assessment, act, by=by)
    return assessment


@transaction.atomic
def confirm(assessment, *, by):
    """Confirm, as a second person, what somebody of the leading institution decided.

    Raises:
        NothingToConfirm: No decision waits.
        OwnInstitutionAlone: The same person decided.
    """
    assessment = lock(assessment)
    if not assessment.is_confirming:
        raise NothingToConfirm
    if by.pk == assessment.decided_by_id:
        raise OwnInstitutionAlone
    assessment.state, assessment.settled_at = AssessmentState.SETTLED, timezone.now()
    assessment.confirmed_by = by
    assessment.save(update_fields=["state", "confirmed_by", "settled_at"])
    note(assessment, AssessmentAct.CONFIRMED, by=by)
    return assessment
