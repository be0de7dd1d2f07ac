"""Members comment on the report of their team; each comment stays and gets its answer."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit, outbox
from coordination.models import User
from coordination.refusals import Refused
from reports.activity import letters
from reports.activity.writing import lock_any, lock_report
from reports.activity_choices import TeamReportState
from reports.models import TeamReportAnswer, TeamReportComment, TeamReportPart
from teams.models import Mandate, Seat


class DayOver(Refused):
    message = _("The day for comments has passed.")


class OnlyCorrected(Refused):
    message = _("A correction is not sent for comments; it is adopted with its reason.")


class NobodyToAsk(Refused):
    message = _("Nobody sits in the team today who could be asked.")


class NotAsked(Refused):
    message = _("Comments are taken only while they are asked for.")


class LeftOut(Refused):
    message = _("This part was left out.")


class SettledAlready(Refused):
    message = _("This comment has its answer already.")


def members_of(team):
    """Return the active people who fill a seat of a team today, deputies too."""
    seats = Seat.objects.on_day().filter(team=team)
    mandates = Mandate.objects.on_day().filter(seat__in=seats)
    return User.objects.active().filter(pk__in=mandates.values("user")).in_polish_order()


@transaction.atomic
def ask(report, *, until_on, by):
    """Show the report to the members and ask for their comments until a day.

    Raises:
        NotBeingWritten: It is adopted.
        OnlyCorrected: It is being corrected after adoption.
        DayOver: The day has passed already.
        NobodyToAsk: The team has no members today.
    """
    report = lock_report(report)
    if report.is_correcting:
        raise OnlyCorrected
    if until_on < timezone.localdate():
        raise DayOver
    people = members_of(report.team)
    if not people:
        raise NobodyToAsk
    report.state, report.round = TeamReportState.COMMENTED, report.round + 1
    report.comments_until_on = until_on
    report.save(update_fields=["state", "round", "comments_until_on"])
    outbox.send_all(letters.comments_asked(report, one) for one in people)
    audit.record(
        "team_report.comments_asked",
        report,
        by=by,
        team_id=report.team_id,
        round=report.round,
        people=len(people),
    )
    return report


def lock_asking(report):
    """Return a report on which comments are taken today, under a lock."""
    report = lock_any(report)
    if not report.is_commented:
        raise NotAsked
    if timezone.localdate() > report.comments_until_on:
        raise DayOver
    return report


@transaction.atomic
def comment(part, *, text, by):
    """Record what a member says to a part.

    Raises:
        NotAsked: Comments are not asked for.
        DayOver: Their day has passed.
        LeftOut: The part was left out of the report.
    """
    report = lock_asking(part.report)
    part = TeamReportPart.objects.get(pk=part.pk)
    if part.is_left_out:
        raise LeftOut
    made = TeamReportComment.objects.create(
        part=part,
        round=report.round,
        about_revision=part.revision,
        text=text.strip(),
        by=by,
        institution_name=institution_of(by, report.team),
    )
    answered(report, by, has_no_comments=False)
    audit.record("team_report.commented", report, by=by, team_id=report.team_id, part=part.key)
    return made


def institution_of(user, team):
    """Return for whom a person sits in a team today, in words."""
    seats = Seat.objects.on_day().filter(team=team)
    found = Mandate.objects.on_day().filter(seat__in=seats, user=user)
    first = found.select_related("seat__institution").in_order().first()
    return first.seat.institution.name[:250] if first else ""


def answered(report, by, *, has_no_comments):
    TeamReportAnswer.objects.update_or_create(
        report=report, round=report.round, user=by, defaults={"has_no_comments": has_no_comments}
    )


@transaction.atomic
def say_nothing(report, *, by):
    """Record that a member has read the report and has nothing to add.

    Raises:
        NotAsked: Comments are not asked for.
        DayOver: Their day has passed.
    """
    report = lock_asking(report)
    own = TeamReportComment.objects.filter(part__report=report, round=report.round, by=by)
    answered(report, by, has_no_comments=not own.exists())
    audit.record("team_report.nothing_to_add", report, by=by, team_id=report.team_id)
    return report


@transaction.atomic
def settle(made, *, result, answer, by):
    """Give a comment its answer.

    Raises:
        SettledAlready: It has one.
    """
    made = TeamReportComment.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if made.is_settled:
        raise SettledAlready
    made.result, made.answer = result, answer.strip()
    made.settled_by, made.settled_at = by, timezone.now()
    made.save(update_fields=["result", "answer", "settled_by", "settled_at"])
    report = made.part.report
    audit.record(
        "team_report.comment_settled",
        report,
        by=by,
        team_id=report.team_id,
        comment=made.pk,
        result=result,
    )
    return made


def silent(report):
    """Return the members who have said nothing in this round."""
    spoke = report.answers.filter(round=report.round).values("user")
    return members_of(report.team).exclude(pk__in=spoke)
