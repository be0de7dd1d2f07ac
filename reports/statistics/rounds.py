"""Running a round: whom it asks, opening, reminders with an end, closing."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination import audit
from coordination.models import Institution
from coordination.refusals import Refused
from reports import letters
from reports.chasing import PAUSE, STEPS, moment_of
from reports.choices import NudgeKind
from reports.models import ReturnNudge, ReturnRound, StatReturn
from reports.reporters import Reporter, people_of
from reports.statistics import return_letters
from reports.statistics.shapes import frozen, shape_of
from reports.statistics.tables import TableIsNotReady
from reports.statistics_choices import RoundState

MOST_RETURNS = 400


class RoundIsOpenAlready(Refused):
    message = gettext_lazy("This round has been opened already.")


class RoundIsNotOpen(Refused):
    message = gettext_lazy("This round is not open.")


class RoundIsClosed(Refused):
    message = gettext_lazy("This round is closed.")


class NobodyIsAsked(Refused):
    message = gettext_lazy("Choose first which institutions are asked.")


class NothingIsMissing(Refused):
    message = gettext_lazy("Nothing is missing from this institution.")


class NobodyToWriteTo(Refused):
    message = gettext_lazy(
        "Nobody on the desk writes or signs for it. Please telephone or add a person."
    )


class AskedJustNow(Refused):
    message = gettext_lazy("It was asked less than twelve hours ago; give people time to answer.")


class TooManyReturns(Refused):
    message = gettext_lazy("A round asks for at most 400 returns.")


class AskedAlready(Refused):
    """Somebody would be asked a second time; `pairs` are the sentences' names."""

    def __init__(self, pairs):
        super().__init__()
        named = "; ".join(
            f"{institution.short_name} – {territory or _('whole country')}"
            for institution, territory in pairs[:5]
        )
        self.message = _("Asked in this round already: %(named)s. Nobody was added.") % {
            "named": named
        }


def lock(round):
    return (
        ReturnRound.objects.select_for_update(of=("self",)).select_related("table").get(pk=round.pk)
    )


def lock_open(round):
    """Lock a round that takes returns.

    Raises:
        RoundIsNotOpen: It is not opened yet, or closed.
    """
    round = lock(round)
    if not round.is_open:
        raise RoundIsNotOpen
    return round


@transaction.atomic
def ask(round, pairs, *, by):
    """Ask institutions about territories; in an open round they are written to at once.

    Args:
        round: Re-read under a lock.
        pairs: `(institution, voivodeship or None for the country)`, each once.
        by: The person acting. Permission is the caller's to check.

    Returns:
        The new returns.

    Raises:
        RoundIsClosed: Nobody is asked any more.
        NobodyIsAsked: There are no pairs.
        AskedAlready: One of them is asked already; nobody is added.
        TooManyReturns: The round would grow beyond what anybody can review.
    """
    round = lock(round)
    if round.is_closed:
        raise RoundIsClosed
    if not pairs:
        raise NobodyIsAsked
    known = set(round.returns.values_list("institution", "voivodeship"))
    twice = [(one, where) for one, where in pairs if (one.pk, where.pk if where else None) in known]
    if twice:
        raise AskedAlready(twice)
    if len(known) + len(pairs) > MOST_RETURNS:
        raise TooManyReturns
    made = StatReturn.objects.bulk_create(
        StatReturn(round=round, institution=one, voivodeship=where) for one, where in pairs
    )
    audit.record("round.asked", round, by=by, returns=len(made))
    if round.is_open:
        tell(round, {one.pk: one for one, _where in pairs}.values())
    return made


@transaction.atomic
def leave_out(stat_return, *, by):
    """Take a return out of a round that is still prepared.

    Raises:
        RoundIsOpenAlready: It has been asked for.
    """
    round = lock(stat_return.round)
    if not round.is_draft:
        raise RoundIsOpenAlready
    key = stat_return.institution_id
    stat_return.delete()
    audit.record("round.left_out", round, by=by, institution=key)


@transaction.atomic
def open_round(round, *, by):
    """Freeze the table, write to everybody who is asked and promise the reminders.

    Raises:
        RoundIsOpenAlready: Somebody opened it before, or it is closed.
        TableIsNotReady: The table is a draft or retired.
        NobodyIsAsked: No institution is chosen.
    """
    round = lock(round)
    if not round.is_draft:
        raise RoundIsOpenAlready
    if not round.table.is_ready:
        raise TableIsNotReady
    asked = institutions_of(round)
    if not asked:
        raise NobodyIsAsked
    round.state, round.opened_at = RoundState.OPEN, timezone.now()
    round.shape = frozen(shape_of(round.table))
    round.save(update_fields=["state", "opened_at", "shape"])
    audit.record("round.opened", round, by=by, institutions=len(asked))
    tell(round, asked)
    return round


def institutions_of(round):
    found = round.returns.order_by().values("institution")
    return list(Institution.objects.filter(pk__in=found).in_polish_order())


def tell(round, institutions):
    """Promise the reminders of new institutions and write to them, one letter for all it is asked.

    Steps whose time is past are not promised.
    """
    now = timezone.now()
    ReturnNudge.objects.bulk_create(
        (
            ReturnNudge(
                round=round,
                institution=one,
                kind=NudgeKind.REMINDER,
                days=days,
                due_at=moment_of(round.due_on, days),
            )
            for one in institutions
            for days in STEPS
            if moment_of(round.due_on, days) > now
        ),
        ignore_conflicts=True,
        batch_size=500,
    )
    reporters = [Reporter(institution=one) for one in institutions]
    letters.send(return_letters.opened, round, reporters)


@transaction.atomic
def close_round(round, *, by):
    """Close a round: nothing is taken any more, promised reminders are settled.

    What was filed may still be accepted; what was not is no information.

    Raises:
        RoundIsNotOpen: It was closed before or never opened.
    """
    round = lock_open(round)
    round.state, round.closed_at = RoundState.CLOSED, timezone.now()
    round.save(update_fields=["state", "closed_at"])
    round.nudges.filter(settled_at__isnull=True).update(settled_at=round.closed_at)
    audit.record("round.closed", round, by=by)
    return round


def missing_from(round, institution):
    return round.returns.filter(institution=institution).missing()


def keep_due(at=None):
    """Keep every promise whose time has come, however late the sweep runs. Safe to run again.

    Returns:
        How many letters were written.
    """
    at = at or timezone.now()
    due = list(ReturnNudge.objects.due(at).values_list("pk", flat=True))
    return sum(keep(pk, at) for pk in due)


@transaction.atomic
def keep(nudge_pk, at):
    """Keep one promise if nobody else has; several overdue ones of one institution become one."""
    nudge = (
        ReturnNudge.objects.select_for_update(of=("self",))
        .select_related("round", "institution")
        .filter(pk=nudge_pk, settled_at__isnull=True)
        .first()
    )
    if nudge is None:
        return 0
    others = ReturnNudge.objects.due(at).filter(round=nudge.round, institution=nudge.institution)
    others = others.exclude(pk=nudge.pk)
    if others.filter(due_at__gt=nudge.due_at).exists():
        nudge.settled_at = at
        nudge.save(update_fields=["settled_at"])
        return 0
    others.update(settled_at=at)
    nudge.settled_at = at
    nudge.missing = missing_from(nudge.round, nudge.institution).count()
    if nudge.missing and nudge.round.is_open:
        nudge.letters = remind(nudge)
    nudge.save()
    return nudge.letters


def remind(nudge):
    reporter = Reporter(institution=nudge.institution)
    return letters.send(return_letters.reminded, nudge.round, [reporter], nudge=nudge)


@transaction.atomic
def ask_again(round, institution, *, by):
    """Ask one institution now, by the secretary's hand; the request is logged.

    Raises:
        RoundIsNotOpen: Nothing is taken.
        NothingIsMissing: It has filed everything.
        NobodyToWriteTo: It has nobody on the desk.
        AskedJustNow: It was asked within twelve hours.
    """
    round = lock_open(round)
    number = missing_from(round, institution).count()
    if not number:
        raise NothingIsMissing
    if not people_of(Reporter(institution=institution)).exists():
        raise NobodyToWriteTo
    now = timezone.now()
    lately = round.nudges.filter(
        kind=NudgeKind.NUDGE, settled_at__gt=now - PAUSE, institution=institution
    )
    if lately.exists():
        raise AskedJustNow
    nudge = ReturnNudge.objects.create(
        round=round,
        institution=institution,
        kind=NudgeKind.NUDGE,
        due_at=now,
        settled_at=now,
        missing=number,
        by=by,
    )
    nudge.letters = remind(nudge)
    nudge.save(update_fields=["letters"])
    audit.record("round.nudge", round, by=by, institution=institution.pk, missing=number)
    return nudge
