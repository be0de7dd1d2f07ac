"""What the next meeting of a team begins with: what was left open."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from meetings import agenda, approving
from meetings.choices import ItemState, MeetingStatus, RemarkState, StandingPlace
from meetings.models import Action, AgendaItem, Meeting, MinutesApproval, MinutesRemark


def last_held(team):
    """Return the last meeting of a team that took place, or None."""
    held = [MeetingStatus.HELD, MeetingStatus.CLOSED]
    return Meeting.objects.filter(team=team, status__in=held).order_by("-starts_at").first()


def unfinished_items(team):
    """Items of the last meeting that were deferred or never reached."""
    last = last_held(team)
    if last is None:
        return AgendaItem.objects.none()
    return last.items.filter(state__in=[ItemState.DEFERRED, ItemState.PLANNED])


def opening_agenda(team):
    """Propose the agenda of the next meeting as lines, from what the last one left.

    Remarks to minutes that were left to the meeting come first of all, then the approval of the
    last minutes, unless they are approved already; unfinished items and the open tasks come back by
    themselves; free items close it. An agenda is written in the language of the teams, whatever
    language the convener reads the desk in.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return proposed_lines(team)


def proposed_lines(team):
    last = last_held(team)
    lines = [approving.title_of_remarks(one) for one in with_remarks_left(team)]
    lines.append(_("Opening and adoption of the agenda"))
    if last is not None and not is_approved(last):
        lines.append(
            _("Approval of the minutes of meeting No. %(number)s") % {"number": last.signature}
        )
    lines += standing_titles(team, StandingPlace.BEGINNING)
    if last is not None:
        lines += [item.title for item in unfinished_items(team) if item.standing_id is None]
    open_tasks = Action.objects.of_team(team).open().count()
    if open_tasks:
        lines.append(_("Information on open tasks (%(count)d)") % {"count": open_tasks})
    lines += standing_titles(team, StandingPlace.END)
    lines.append(_("Any other business and the next date"))
    return lines


def with_remarks_left(team):
    """Meetings whose minutes have remarks that were left to the next one to settle."""
    left = MinutesRemark.objects.filter(
        state=RemarkState.LEFT, acknowledgement__release__minutes__meeting__team=team
    )
    return Meeting.objects.filter(
        pk__in=left.values("acknowledgement__release__minutes__meeting")
    ).order_by("starts_at")


def is_approved(meeting):
    return MinutesApproval.objects.filter(minutes__meeting=meeting).exists()


def standing_titles(team, place):
    """Return what comes back at every meeting, with its length as a line of an agenda has it."""
    return agenda.as_lines(team.standing_items.filter(ended_at=None, place=place)).splitlines()


def origins(team):
    """Return unfinished items by title, so that a carried item remembers its origin."""
    return {item.title: item for item in unfinished_items(team)}


def is_of_tasks(item):
    """Whether an item is the one under which the tasks are spoken of, by its words."""
    with translation.override(settings.LANGUAGE_CODE):
        proposed = _("Information on open tasks (%(count)d)").partition("(")[0].strip()
        standing = _("State of the tasks")
    return item.title.startswith((proposed, standing))
