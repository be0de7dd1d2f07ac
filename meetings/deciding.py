"""The life of a decision: adopted, in force, reviewed, superseded, published, void."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit, outbox
from coordination.choices import HandlingLabel
from coordination.numbering import take_next
from coordination.refusals import Refused
from meetings import finding, outcome_letters
from meetings.local_times import at_eight
from meetings.models import Decision, DecisionPublication, DecisionReview, SeparatePosition
from meetings.proposing import officers_of, people_of


class DecisionIsVoid(Refused):
    message = _("This decision is void; nothing follows from it any more.")


class IsSuperseded(Refused):
    message = _("Another decision has already taken its place.")


class NotOfThisTeam(Refused):
    message = _("A decision takes the place of earlier decisions of its own team only.")


class NotNewer(Refused):
    message = _("Only a later decision takes the place of an earlier one.")


class ReviewIsSet(Refused):
    message = _("A review of this decision is already to come. Note what it found first.")


class ReviewIsDone(Refused):
    message = _("This review has been noted already.")


class IsPublished(Refused):
    message = _("This decision stands on the public page already.")


class IsNotPublished(Refused):
    message = _("This decision does not stand on the public page.")


class NotForThePublic(Refused):
    message = _("This decision is for named persons only; it cannot be published.")


def lock(decision):
    return Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)


def lock_valid(decision):
    decision = lock(decision)
    if decision.is_void:
        raise DecisionIsVoid
    return decision


def adopt(team, *, day, facts, present, needed, by, source, positions=()):
    """Give a decision its number and save it, inside the transaction that adopts it.

    Args:
        team: The team that decides.
        day: The day of the decision; its year is the year of the number.
        facts: Values of `kind`, `text`, `way`, `taken_how` and `in_force_from_on`.
        present: Seats that took part.
        needed: Seats that a quorum asked for.
        by: The person acting.
        source: `meeting` and `item`, or `ballot`, or both.
        positions: Pairs of a seat and its separate position.

    Raises:
        ValidationError: The text is empty or too long.
    """
    decision = Decision(
        team=team,
        seats_present=present,
        seats_needed=needed,
        year=day.year,
        number=take_next(f"decision:{team.pk}:{day.year}"),
        adopted_by=by,
        **source,
        **facts,
    )
    decision.full_clean()
    decision.save()
    for seat, text in positions:
        save_position(decision, seat, text, by)
    finding.index_decision(decision)
    audit.record(
        "decision.adopted",
        source.get("meeting") or decision,
        by=by,
        team_id=team.pk,
        decision=decision.pk,
    )
    return decision


def save_position(decision, seat, text, by):
    position = SeparatePosition(decision=decision, seat=seat, text=text, noted_by=by)
    position.full_clean(exclude=["noted_by"])
    position.save()
    return position


@transaction.atomic
def note_position(decision, *, seat, text, by):
    """Record that a seat thinks otherwise; the decision stands.

    Raises:
        DecisionIsVoid: See `lock_valid`.
        ValidationError: This seat has its position recorded already.
    """
    decision = lock_valid(decision)
    position = save_position(decision, seat, text, by)
    audit.record("decision.position_noted", decision, by=by, team_id=decision.team_id, seat=seat.pk)
    return position


@transaction.atomic
def set_in_force(decision, day, *, by):
    """Say from which day a decision is in force; None for at once."""
    decision = lock_valid(decision)
    decision.in_force_from_on = day
    decision.save(update_fields=["in_force_from_on"])
    audit.record("decision.in_force", decision, by=by, team_id=decision.team_id, day=str(day))
    return decision


@transaction.atomic
def plan_review(decision, *, on, seat=None, by):
    """Promise to look at a decision again; its owner gets a letter on that day.

    Args:
        decision: The decision.
        on: The day.
        seat: Whose people look at it; None for the officers of the team.
        by: The person acting. Permission is the caller's to check.

    Raises:
        DecisionIsVoid: See `lock_valid`.
        IsSuperseded: Nobody looks at it any more.
        ReviewIsSet: One is to come already.
    """
    decision = lock_valid(decision)
    if decision.superseded_by_id:
        raise IsSuperseded
    if decision.reviews.filter(done_at__isnull=True).exists():
        raise ReviewIsSet
    review = DecisionReview.objects.create(
        decision=decision, seat=seat, due_on=on, due_at=at_eight(on), set_by=by
    )
    audit.record("decision.review_set", decision, by=by, team_id=decision.team_id, day=str(on))
    return review


@transaction.atomic
def note_review(review, *, finding, next_on=None, by):
    """Note what a review found, and promise the next one where a day is given.

    Raises:
        ReviewIsDone: Somebody noted it before.
    """
    decision = lock(review.decision)
    review = DecisionReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if review.done_at is not None:
        raise ReviewIsDone
    review.finding, review.done_by, review.done_at = finding, by, timezone.now()
    review.full_clean(exclude=["decision", "seat", "set_by", "done_by"])
    review.save(update_fields=["finding", "done_by", "done_at"])
    audit.record("decision.reviewed", decision, by=by, team_id=decision.team_id)
    if next_on is not None:
        plan_review(decision, on=next_on, seat=review.seat, by=by)
    return review


def tell_of_reviews(at=None):
    """Send the letter of every review whose day has come. Safe to run again.

    Returns:
        How many letters went out.
    """
    due = list(DecisionReview.objects.due(at).values_list("pk", flat=True))
    return sum(tell_of_review(pk, at or timezone.now()) for pk in due)


@transaction.atomic
def tell_of_review(pk, at):
    reviews = DecisionReview.objects.select_for_update(of=("self",)).select_related(
        "decision__team__voivodeship", "decision__item", "decision__meeting", "decision__ballot"
    )
    review = reviews.filter(pk=pk, told_at__isnull=True, done_at__isnull=True).first()
    if review is None:
        return 0
    review.told_at = at
    review.save(update_fields=["told_at"])
    decision = review.decision
    if decision.is_void or decision.superseded_by_id:
        return 0
    people = list(people_of([review.seat_id]) if review.seat_id else officers_of(decision.team))
    outbox.send_all(outcome_letters.review_due(review, person) for person in people)
    return len(people)


@transaction.atomic
def supersede(decision, *, earlier, by):
    """Say that a decision takes the place of earlier ones of its team.

    Raises:
        DecisionIsVoid: One of them is void.
        NotOfThisTeam: An earlier one is another team's.
        NotNewer: It is not the later one.
        IsSuperseded: Another one took that place before.
    """
    decision = lock_valid(decision)
    for one in earlier:
        old = lock_valid(one)
        if old.team_id != decision.team_id:
            raise NotOfThisTeam
        if (old.year, old.number) >= (decision.year, decision.number):
            raise NotNewer
        if old.superseded_by_id:
            raise IsSuperseded
        old.superseded_by = decision
        old.save(update_fields=["superseded_by"])
        audit.record(
            "decision.superseded", old, by=by, team_id=old.team_id, by_decision=decision.pk
        )
    return decision


def label_of(decision):
    """Return the handling label that governs a decision: its item's, its vote's, its meeting's."""
    if decision.item_id is not None:
        return decision.item.label or decision.meeting.label
    return decision.ballot.label


@transaction.atomic
def publish(decision, *, by):
    """Put a decision on the public page of its team.

    Raises:
        DecisionIsVoid: See `lock_valid`.
        NotForThePublic: It is for named persons only.
        IsPublished: It stands there already.
    """
    decision = lock_valid(decision)
    if label_of(decision) == HandlingLabel.PERSONS:
        raise NotForThePublic
    if decision.publications.standing().exists():
        raise IsPublished
    publication = DecisionPublication.objects.create(decision=decision, published_by=by)
    audit.record("decision.published", decision, by=by, team_id=decision.team_id)
    return publication


@transaction.atomic
def take_back(decision, *, reason, by):
    """Take a decision off the public page; that it stood there stays on record.

    Raises:
        IsNotPublished: It does not stand there.
    """
    decision = lock(decision)
    publication = decision.publications.standing().first()
    if publication is None:
        raise IsNotPublished
    publication.withdrawn_by, publication.withdrawn_at = by, timezone.now()
    publication.withdrawal_reason = reason
    publication.full_clean(exclude=["decision", "published_by", "withdrawn_by"])
    publication.save()
    audit.record("decision.unpublished", decision, by=by, team_id=decision.team_id)
    return publication


@transaction.atomic
def void(decision, *, reason, by):
    """Mark a decision of a circular vote as noted in error; its number stays listed (design §4.9).

    Raises:
        DecisionIsVoid: It is void already.
    """
    decision = lock_valid(decision)
    return write_void(decision, reason, by)


def write_void(decision, reason, by):
    """Put the reason on a locked decision; what stood on the public page goes with it."""
    decision.void_reason = reason
    decision.full_clean(exclude=["team", "meeting", "item", "ballot", "adopted_by"])
    decision.save(update_fields=["void_reason"])
    if decision.publications.standing().exists():
        take_back(decision, reason=reason, by=by)
    audit.record(
        "decision.voided",
        decision.meeting or decision,
        by=by,
        team_id=decision.team_id,
        decision=decision.pk,
    )
    return decision
