"""Writing a contribution: boxes, answer, values, activities, evidence; the second signature."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination import audit, documents
from coordination.choices import HandlingLabel
from coordination.refusals import Refused
from reports import collecting, contents, letters
from reports.choices import (
    NEEDS_A_REASON,
    Answer,
    ContributionState,
    IndicatorKind,
    ReviewAct,
    ValueState,
)
from reports.models import (
    ActivityPartner,
    BoxText,
    Contribution,
    Evidence,
    IndicatorValue,
    ReviewEvent,
)
from reports.reporters import reporter_of, signs_for

FACTS = contents.WORDS


class NotBeingWritten(Refused):
    message = gettext_lazy("This contribution has been filed; it is not written any more.")


class CycleOver(Refused):
    message = gettext_lazy("The cycle is closed; please ask the secretary for more time.")


class NotReady(Refused):
    """Something is missing; `problems` says what."""

    message = gettext_lazy("Something is still missing.")

    def __init__(self, problems):
        super().__init__()
        self.problems = problems
        self.message = " ".join(problems)


class AnsweredAlready(Refused):
    message = gettext_lazy("This joint event has been answered already.")


class Clash(Exception):
    """Two people wrote the same; carries what is saved now."""

    def __init__(self, saved):
        super().__init__(saved.pk)
        self.saved = saved


def lock(contribution):
    return (
        Contribution.objects.select_for_update(of=("self",))
        .select_related("cycle", "task", "institution", "team__voivodeship")
        .get(pk=contribution.pk)
    )


def lock_editable(contribution):
    """Lock a contribution that can still be written.

    Raises:
        CycleOver: The cycle is closed.
        NotBeingWritten: It is filed, accepted or waived.
    """
    contribution = lock(contribution)
    if not contribution.cycle.is_open:
        raise CycleOver
    if not contribution.is_editable:
        raise NotBeingWritten
    return contribution


def unsign(contribution, by):
    """What was prepared and then changed by somebody who does not sign is prepared anew."""
    reporter = reporter_of(contribution)
    if contribution.prepared_at and not signs_for(by, reporter):
        contribution.prepared_at = contribution.prepared_by = None
        contribution.save(update_fields=["prepared_at", "prepared_by"])


@transaction.atomic
def save_box(contribution, box, *, text, based_on, by):
    """Save the text of one box and return it; never over somebody else's words.

    Args:
        contribution: Re-read under a lock.
        box: The `FormBox`, which sets the limit.
        text: The whole new text.
        based_on: The revision the writer started from; 0 for an empty box.
        by: The writer.

    Raises:
        CycleOver: The cycle is closed.
        NotBeingWritten: It has been filed.
        Clash: The box was saved since; nothing is written.
        ValidationError: The text is longer than the box takes.
    """
    contribution = lock_editable(contribution)
    text = text.replace("\r\n", "\n").strip()
    if len(text) > box.limit:
        raise ValidationError(
            _("At most %(most)d characters; there are %(count)d."),
            params={"most": box.limit, "count": len(text)},
        )
    saved = contribution.texts.filter(box=box.key).first() or BoxText(
        contribution=contribution, box=box.key
    )
    if saved.text == text:
        return saved
    if saved.revision != based_on:
        raise Clash(saved)
    saved.text, saved.revision, saved.by = text, saved.revision + 1, by
    saved.save()
    unsign(contribution, by)
    audit.record("contribution.written", contribution, by=by, box=box.key, revision=saved.revision)
    return saved


@transaction.atomic
def save_answer(contribution, facts, *, based_on, by):
    """Save the answer, rating and money and return the contribution.

    Raises:
        CycleOver: The cycle is closed.
        NotBeingWritten: It has been filed.
        Clash: They were saved since; nothing is written.
    """
    contribution = lock_editable(contribution)
    if all(getattr(contribution, name) == facts[name] for name in FACTS):
        return contribution
    if contribution.revision != based_on:
        raise Clash(contribution)
    for name in FACTS:
        setattr(contribution, name, facts[name])
    contribution.revision += 1
    contribution.full_clean(exclude=["cycle", "assignment", "task", "institution", "team"])
    contribution.save(update_fields=[*FACTS, "revision"])
    unsign(contribution, by)
    audit.record("contribution.answered", contribution, by=by, answer=contribution.answer)
    return contribution


def check_value(indicator, state, value):
    """Return the value to keep, or raise with a sentence.

    Raises:
        ValidationError: A value is missing, is not wanted, or does not fit the unit.
    """
    if state != ValueState.GIVEN:
        return None
    if value is None:
        raise ValidationError(_("Give the value, or say that it is unknown."))
    if value < 0:
        raise ValidationError(_("The value cannot be below zero."))
    if indicator.kind == IndicatorKind.COUNT and value % 1:
        raise ValidationError(_("This indicator counts whole units."))
    if indicator.kind == IndicatorKind.PERCENT and value > 100:
        raise ValidationError(_("A percentage is at most 100."))
    if indicator.kind == IndicatorKind.YES_NO and value not in (0, 1):
        raise ValidationError(_("Write 1 for yes or choose zero for no."))
    return value


@transaction.atomic
def save_value(contribution, indicator, *, state, value, by):
    """Save the value of one indicator; an empty state takes it away.

    Raises:
        CycleOver: The cycle is closed.
        NotBeingWritten: It has been filed.
        ValidationError: The value does not fit the indicator.
    """
    contribution = lock_editable(contribution)
    if not state:
        contribution.values.filter(indicator=indicator).delete()
        return None
    kept = check_value(indicator, state, value)
    if state == ValueState.GIVEN and kept == 0:
        state, kept = ValueState.ZERO, None
    row, _created = IndicatorValue.objects.update_or_create(
        contribution=contribution,
        indicator=indicator,
        defaults={"state": state, "value": kept},
    )
    unsign(contribution, by)
    audit.record("contribution.valued", contribution, by=by, indicator=indicator.pk)
    return row


@transaction.atomic
def save_values(contribution, values, *, by):
    """Save several `(indicator, state, value)` together, or none."""
    for indicator, state, value in values:
        save_value(contribution, indicator, state=state, value=value, by=by)


@transaction.atomic
def save_activity(contribution, activity, *, partners, by):
    """Save an activity; co-organisers are asked to confirm it, each once.

    Args:
        contribution: Re-read under a lock.
        activity: An unsaved or changed `Activity`.
        partners: Reporters who organised it together with this one.
        by: The writer.

    Raises:
        CycleOver: The cycle is closed.
        NotBeingWritten: It has been filed.
        ValidationError: The days do not follow each other.
    """
    contribution = lock_editable(contribution)
    activity.contribution = contribution
    activity.full_clean()
    activity.save()
    known = {one.reporter_key: one for one in activity.partners.all()}
    wanted = {one.key: one for one in partners}
    for key in set(known) - set(wanted):
        known[key].delete()
    for key in sorted(set(wanted) - set(known)):
        row = ActivityPartner.objects.create(activity=activity, **wanted[key].fields)
        letters.send(letters.partner_asked, contribution.cycle, [wanted[key]], partner=row)
    unsign(contribution, by)
    audit.record("contribution.activity_saved", contribution, by=by, activity=activity.pk)
    return activity


@transaction.atomic
def remove_activity(activity, *, by):
    contribution = lock_editable(activity.contribution)
    key = activity.pk
    activity.delete()
    unsign(contribution, by)
    audit.record("contribution.activity_removed", contribution, by=by, activity=key)


@transaction.atomic
def answer_partner(partner, *, confirms, remark, by):
    """Confirm a joint event as it was entered, or say that it was otherwise.

    Raises:
        AnsweredAlready: Somebody of the institution answered before.
    """
    partner = ActivityPartner.objects.select_for_update().get(pk=partner.pk)
    if partner.confirmed_at or partner.denied_at:
        raise AnsweredAlready
    if confirms:
        partner.confirmed_at = timezone.now()
    else:
        partner.denied_at = timezone.now()
    partner.remark, partner.answered_by = remark, by
    partner.save()
    audit.record("activity.partner_answered", partner, by=by, confirms=confirms)
    return partner


@transaction.atomic
def attach(contribution, file, *, title, by):
    """Keep a document as evidence.

    Raises:
        CycleOver: The cycle is closed.
        NotBeingWritten: It has been filed.
        ValidationError: The file is not accepted, with the sentence to show.
    """
    contribution = lock_editable(contribution)
    version = documents.store(file, title=title, label=HandlingLabel.INSTITUTIONS, by=by)
    evidence = Evidence.objects.create(contribution=contribution, version=version)
    unsign(contribution, by)
    audit.record("contribution.evidence_added", contribution, by=by, evidence=evidence.pk)
    return evidence


@transaction.atomic
def withdraw(evidence, *, by):
    """Take evidence out of what is being written; rounds filed with it keep it."""
    contribution = lock_editable(evidence.contribution)
    evidence.withdrawn_at = timezone.now()
    evidence.save(update_fields=["withdrawn_at"])
    unsign(contribution, by)
    audit.record("contribution.evidence_withdrawn", contribution, by=by, evidence=evidence.pk)


def problems(contribution):
    """Say what keeps a contribution from being filed; nothing where it is ready."""
    found = []
    if not contribution.answer:
        return [str(_("Choose what there is to say."))]
    if contribution.answer in NEEDS_A_REASON and not contribution.reason.strip():
        found.append(_("Give the reason."))
    if contribution.answer == Answer.NOT_OURS and not contribution.belongs_to.strip():
        found.append(_("Say whose task it is."))
    if contribution.answer == Answer.DONE:
        first = contribution.cycle.form.boxes.first()
        if first and not contribution.texts.filter(box=first.key).exclude(text="").exists():
            found.append(_("Describe what was done in the first box."))
        valued = set(contribution.values.values_list("indicator", flat=True))
        if contribution.task.indicators.exclude(pk__in=valued).exists():
            found.append(_("Give each indicator a value, or say that it is unknown."))
    return found


@transaction.atomic
def prepare(contribution, *, by):
    """Say that it is ready for the signatory.

    Raises:
        CycleOver: The cycle is closed.
        NotBeingWritten: It has been filed.
        NotReady: Something is missing.
    """
    contribution = lock_editable(contribution)
    missing = problems(contribution)
    if missing:
        raise NotReady(missing)
    contribution.prepared_at, contribution.prepared_by = timezone.now(), by
    contribution.save(update_fields=["prepared_at", "prepared_by"])
    audit.record("contribution.prepared", contribution, by=by)
    return contribution


@transaction.atomic
def file(contribution, *, by):
    """File a contribution with the signatory's name; what it says is kept as this round.

    Raises:
        CycleOver: The cycle is closed, or its last day has passed for this institution.
        NotBeingWritten: It has been filed before.
        NotReady: Something is missing.
    """
    contribution = lock_editable(contribution)
    today = timezone.localdate()
    _due, late_after, until = collecting.days_of(contribution.cycle, reporter_of(contribution))
    returned = contribution.state == ContributionState.RETURNED
    correct_by = contribution.correct_by_on
    if today > max(until, correct_by or until):
        raise CycleOver
    missing = problems(contribution)
    if missing:
        raise NotReady(missing)
    if not returned and today > late_after:
        contribution.is_late = True
    contribution.state, contribution.filed_at = ContributionState.SUBMITTED, timezone.now()
    contribution.signed_by = by
    contribution.prepared_by = contribution.prepared_by or by
    contribution.prepared_at = None
    contribution.save()
    ReviewEvent.objects.create(
        contribution=contribution,
        act=ReviewAct.SUBMITTED,
        by=by,
        content=contents.written(contribution),
    )
    audit.record("contribution.filed", contribution, by=by, late=contribution.is_late)
    return contribution


def file_all(contributions, *, by):
    """File every contribution that waits for a signature; return how many, and what did not go."""
    done, refused = 0, []
    for one in contributions:
        try:
            file(one, by=by)
        except Refused as refusal:
            refused.append((one, str(refusal)))
        else:
            done += 1
    return done, refused
