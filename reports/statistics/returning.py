"""Filling in a return, saying that it is ready, filing, accepting, giving back.

A contributor prepares, a signatory files, the secretary decides. Figures of different reporters
are never added here or anywhere else: each return stands for itself (design §4.10).
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordination import audit
from coordination.refusals import Refused
from reports import letters
from reports.models import Cell, StatReturn, StatReturnEvent
from reports.reporters import Reporter
from reports.standing import reporting_standing
from reports.statistics import checking, return_letters
from reports.statistics.figures import figures_in, kept
from reports.statistics.shapes import shape_in
from reports.statistics_choices import ReturnAct, ReturnState


class RoundIsOver(Refused):
    message = gettext_lazy("The round is closed; nothing is taken any more.")


class FiledAlready(Refused):
    message = gettext_lazy(
        "This return has been filed. A second one for the same round and territory is not taken; "
        "ask the secretary to return it for correction."
    )


class NotSaidReady(Refused):
    message = gettext_lazy("This return has not been said to be ready.")


class NotFiled(Refused):
    message = gettext_lazy("Only a filed return can be accepted or returned.")


class NotReady(Refused):
    """Something is missing or odd; `reasons` says what."""

    def __init__(self, reasons):
        super().__init__()
        self.reasons = reasons
        self.message = " ".join(reasons)


class Clash(Exception):
    """Two people filled in the same return; carries the return and figures as saved now."""

    def __init__(self, stat_return, figures):
        super().__init__(stat_return.pk)
        self.stat_return = stat_return
        self.figures = figures


def lock(stat_return):
    return (
        StatReturn.objects.select_for_update(of=("self",))
        .select_related("round__table", "institution", "voivodeship")
        .get(pk=stat_return.pk)
    )


def lock_being_filled_in(stat_return):
    """Lock a return that its institution may still change.

    Raises:
        RoundIsOver: The round is closed.
        FiledAlready: It is filed or accepted.
    """
    stat_return = lock(stat_return)
    if not stat_return.round.is_open:
        raise RoundIsOver
    if not stat_return.is_being_filled_in:
        raise FiledAlready
    return stat_return


def figures_of(stat_return):
    return figures_in(stat_return.cells.all())


@transaction.atomic
def save(stat_return, figures, *, based_on, by):
    """Save all figures of a return together, as a draft; nothing is filed by it.

    Args:
        stat_return: Re-read under a lock.
        figures: `{key: Figure}` of the cells that say something; others become empty.
        based_on: The revision the writer started from.
        by: The writer. Permission is the caller's to check.

    Returns:
        The return as saved.

    Raises:
        RoundIsOver: The round is closed.
        FiledAlready: It is filed or accepted.
        Clash: Somebody saved it since; nothing is written.
    """
    stat_return = lock_being_filled_in(stat_return)
    saved = figures_of(stat_return)
    wanted = {key: figures[key] for key in shape_in(stat_return.round).keys if key in figures}
    if wanted == saved:
        return stat_return
    if stat_return.revision != based_on:
        raise Clash(stat_return, saved)
    stat_return.cells.all().delete()
    Cell.objects.bulk_create(
        Cell(
            stat_return=stat_return,
            codes=key,
            state=one.state,
            value=one.value,
            explanation=one.explanation,
        )
        for key, one in wanted.items()
    )
    stat_return.revision += 1
    note_that_it_changed(stat_return, by)
    stat_return.save(update_fields=["state", "revision", "prepared_by", "prepared_at"])
    audit.record("return.saved", stat_return, by=by, revision=stat_return.revision)
    return stat_return


def note_that_it_changed(stat_return, by):
    """A return that came back stays so until it is ready; what was ready is ready anew.

    A signatory who mends a figure in what lies before him need not ask anybody again.
    """
    signs = stat_return.institution_id in reporting_standing(by).signs
    if stat_return.state == ReturnState.WAITING:
        stat_return.state = ReturnState.DRAFT
    elif stat_return.is_prepared and not signs:
        stat_return.state = ReturnState.DRAFT
        stat_return.prepared_by = stat_return.prepared_at = None


def reasons_against(stat_return):
    """Say what keeps a return from being filed; nothing where it is in order."""
    shape, figures = shape_in(stat_return.round), figures_of(stat_return)
    found = []
    empty = checking.missing(shape, figures)
    if empty:
        words = ngettext(
            "%(number)d figure is empty; write 0 for zero.",
            "%(number)d figures are empty; write 0 for zero.",
            len(empty),
        )
        found.append(words % {"number": len(empty)})
    odd = checking.problems(shape, figures, checking.before(stat_return, shape))
    for one in checking.open_problems(odd, figures)[:10]:
        words = {"cell": shape.name_of(one.key), "problem": one.words}
        found.append(_("%(cell)s: %(problem)s") % words)
    return found


@transaction.atomic
def say_ready(stat_return, *, by):
    """Say that a return is ready for the signatory.

    Raises:
        RoundIsOver: The round is closed.
        FiledAlready: It is filed or accepted.
        NotReady: Figures are missing, cannot be, or are not explained.
    """
    stat_return = lock_being_filled_in(stat_return)
    reasons = reasons_against(stat_return)
    if reasons:
        raise NotReady(reasons)
    stat_return.state = ReturnState.PREPARED
    stat_return.prepared_by, stat_return.prepared_at = by, timezone.now()
    stat_return.save(update_fields=["state", "prepared_by", "prepared_at"])
    note(stat_return, ReturnAct.PREPARED, by=by)
    audit.record("return.prepared", stat_return, by=by)
    return stat_return


def note(stat_return, act, *, by, reason="", cells=None):
    return StatReturnEvent.objects.create(
        stat_return=stat_return, act=act, by=by, reason=reason, cells=cells or []
    )


@transaction.atomic
def file(stat_return, *, by):
    """File a return with the signatory's name; its figures are kept as this round.

    Raises:
        RoundIsOver: The round is closed.
        FiledAlready: Somebody filed it before.
        NotSaidReady: Nobody has said that it is ready, or it was changed since.
        NotReady: Figures are missing, cannot be, or are not explained.
    """
    stat_return = lock_being_filled_in(stat_return)
    if not stat_return.is_prepared:
        raise NotSaidReady
    reasons = reasons_against(stat_return)
    if reasons:
        raise NotReady(reasons)
    stat_return.state = ReturnState.FILED
    stat_return.signed_by, stat_return.filed_at = by, timezone.now()
    stat_return.save(update_fields=["state", "signed_by", "filed_at"])
    note(stat_return, ReturnAct.FILED, by=by, cells=kept(figures_of(stat_return)))
    audit.record("return.filed", stat_return, by=by)
    return stat_return


@transaction.atomic
def accept(stat_return, *, by):
    """Accept what was filed, also after the round was closed.

    Raises:
        NotFiled: It is not waiting for a decision.
    """
    stat_return = lock(stat_return)
    if stat_return.state != ReturnState.FILED:
        raise NotFiled
    stat_return.state = ReturnState.ACCEPTED
    stat_return.save(update_fields=["state"])
    note(stat_return, ReturnAct.ACCEPTED, by=by)
    audit.record("return.accepted", stat_return, by=by)
    return stat_return


@transaction.atomic
def give_back(stat_return, *, reason, by):
    """Return a return for correction, also one that was accepted; what was filed is kept.

    Raises:
        NotFiled: It is with its institution.
        RoundIsOver: Nothing can be corrected any more.
    """
    stat_return = lock(stat_return)
    if not stat_return.is_filed:
        raise NotFiled
    if not stat_return.round.is_open:
        raise RoundIsOver
    stat_return.state = ReturnState.RETURNED
    stat_return.prepared_by = stat_return.prepared_at = None
    stat_return.save(update_fields=["state", "prepared_by", "prepared_at"])
    event = note(stat_return, ReturnAct.RETURNED, by=by, reason=reason)
    letters.send(
        return_letters.returned,
        stat_return.round,
        [Reporter(institution=stat_return.institution)],
        stat_return=stat_return,
        event=event,
    )
    audit.record("return.returned", stat_return, by=by)
    return stat_return
