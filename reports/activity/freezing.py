"""Adopting the report of a team by its decision, freezing it, sending it up, correcting it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit, outbox
from coordination.models import User
from coordination.refusals import Refused
from meetings.models import Decision
from reports import report_papers
from reports.activity import frozen_data, letters
from reports.activity.commenting import silent
from reports.activity.writing import lock_any
from reports.activity_choices import TeamReportState
from reports.choices import PaperForm
from reports.models import TeamReportComment, TeamReportSending, TeamSnapshot
from reports.report_data import canonical, errata_between, sha256
from teams.choices import TeamLevel
from teams.models import Team, TeamRole
from teams.permissions import PRESIDIUM, STEERING


class NotCommentedYet(Refused):
    message = _("Members have not been asked for their comments yet.")


class CommentsStillAsked(Refused):
    message = _("Members may still comment. Wait for the day, or until all have answered.")


class CommentsOpen(Refused):
    message = _("Some comments have no answer yet.")


class NoSuchDecision(Refused):
    message = _("The report is adopted by a valid decision of the team.")


class NoReason(Refused):
    message = _("Say why the adopted report is corrected.")


class NothingCorrected(Refused):
    message = _("Nothing differs from what was adopted.")


class NotFrozen(Refused):
    message = _("The files are still being made. Send the report once all three are ready.")


class NotAdopted(Refused):
    message = _("Only an adopted report can be corrected.")


def decisions_for(team):
    """Return the decisions by which a team can adopt something: valid ones of its own."""
    return (
        Decision.objects.filter(team=team, superseded_by=None).valid().order_by("-year", "-number")
    )


@transaction.atomic
def adopt(report, *, decision, by, reason="", is_sample=False):
    """Adopt a report by a decision of the team and freeze it as it stands.

    Parts that are out of date do not stop it: the team adopts the words it has read.

    Args:
        report: Re-read under a lock.
        decision: A valid decision of the team.
        by: The person acting.
        reason: Why an adopted report is corrected; needed for a correction.
        is_sample: Whether it is an example of the demonstration.

    Raises:
        NotCommentedYet: Its members have not been asked.
        CommentsStillAsked: The day has not passed, and some member has said nothing.
        CommentsOpen: A comment has no answer.
        NoSuchDecision: The decision is void, superseded or another team's.
        NoReason: A correction says no reason.
        NothingCorrected: A correction says the same as what was adopted.
    """
    report = lock_any(report)
    if not report.is_correcting:
        refuse_unless_commented(report)
    if TeamReportComment.objects.filter(part__report=report, settled_at__isnull=True).exists():
        raise CommentsOpen
    if not decisions_for(report.team).filter(pk=decision.pk).exists():
        raise NoSuchDecision
    last = report.snapshots.order_by("-number").first()
    number, errata = 1, []
    data = frozen_data.data_of(report, 1, decision, is_sample=is_sample)
    if last is not None:
        if not reason.strip():
            raise NoReason
        number, errata = last.number + 1, errata_between(last.data["parts"], data["parts"])
        if not errata:
            raise NothingCorrected
        data |= {"number": number, "reason": reason.strip(), "errata": errata}
    return freeze(report, data, decision, by)


def refuse_unless_commented(report):
    if not report.is_commented:
        raise NotCommentedYet
    if timezone.localdate() <= report.comments_until_on and silent(report).exists():
        raise CommentsStillAsked


def freeze(report, data, decision, by):
    snapshot = TeamSnapshot.objects.create(
        report=report,
        number=data["number"],
        decision=decision,
        title=f"{data['title']}, {report.team.short_name}",
        label=report.label,
        data=data,
        data_sha256=sha256(canonical(data)),
        reason=data["reason"],
        errata=data["errata"],
        frozen_by=by,
    )
    report.state = TeamReportState.ADOPTED
    report.save(update_fields=["state"])
    for form in PaperForm.values:
        report_papers.ask(report, form, by=by, snapshot=snapshot)
    audit.record(
        "team_report.adopted", snapshot, by=by, team_id=report.team_id, number=snapshot.number
    )
    return snapshot


@transaction.atomic
def send_up(report, *, by):
    """Send the frozen report to the office of the national team; a version goes once.

    Raises:
        NotFrozen: Not all its files are made, or it was sent already.
    """
    report = lock_any(report)
    if not report.is_frozen:
        raise NotFrozen
    snapshot = report.snapshots.order_by("-number").first()
    sending = TeamReportSending.objects.create(snapshot=snapshot, by=by)
    report.state = TeamReportState.SENT_UP
    report.save(update_fields=["state"])
    outbox.send_all(letters.sent_up(report, one, snapshot=snapshot) for one in national_office())
    audit.record("team_report.sent_up", snapshot, by=by, team_id=report.team_id)
    return sending


def national_office():
    """Return the people who steer or chair the national team today."""
    teams = Team.objects.active().filter(level=TeamLevel.NATIONAL)
    held = TeamRole.objects.on_day().filter(team__in=teams, role__in=STEERING + PRESIDIUM)
    return User.objects.active().filter(pk__in=held.values("user")).in_polish_order()


@transaction.atomic
def begin_correction(report, *, by):
    """Open an adopted report for a correction; what was adopted and sent stays as it is.

    Raises:
        NotAdopted: It is not adopted, or its files are still being made.
    """
    report = lock_any(report)
    if report.state not in (TeamReportState.FROZEN, TeamReportState.SENT_UP):
        raise NotAdopted
    report.state = TeamReportState.CORRECTING
    report.save(update_fields=["state"])
    audit.record("team_report.correction_begun", report, by=by, team_id=report.team_id)
    return report
