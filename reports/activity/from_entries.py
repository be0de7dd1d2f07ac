"""Parts from what the team entered: activities, posts, the work plan against what was done."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports.activity import open_to_team
from reports.activity.drafting import Draft
from reports.activity_choices import Outcome, PlanState
from reports.choices import ActivityKind
from reports.models import WorkPlan
from reports.report_texts import day_of


def activities(scope):
    """Trainings, campaigns and conferences; an unknown number of participants stays unknown."""
    draft = Draft()
    found = list(open_to_team.activities_entered(scope))
    if not found:
        words = _("No information about trainings and campaigns in %(year)d.")
        draft.say(words % {"year": scope.year})
        return draft
    keys = [name_activity(draft, one) for one in found]
    draft.figures["activities"] = len(found)
    draft.figures["trainings"] = sum(one.kind == ActivityKind.TRAINING for one in found)
    words = ngettext(
        "In %(year)d the team held or supported %(number)d activity.",
        "In %(year)d the team held or supported %(number)d activities.",
        len(found),
    )
    draft.say(words % {"year": scope.year, "number": len(found)}, *keys)
    columns = [
        _("Day"),
        _("Kind"),
        pgettext("column of a report", "What it was"),
        _("For whom"),
        _("Participants"),
        _("What was done"),
    ]
    rows = [(activity_cells(one), [key]) for one, key in zip(found, keys, strict=True)]
    draft.add_table(_("Activities"), columns, rows)
    return draft


def name_activity(draft, activity):
    return draft.name("activity", activity.pk, activity.title, activity.held_on)


def activity_cells(activity):
    day = day_of(activity.held_on)
    if activity.held_until_on:
        day = f"{day} – {day_of(activity.held_until_on)}"
    where = f"{activity.title}, {activity.place}" if activity.place else activity.title
    number = activity.participants
    return [
        day,
        activity.get_kind_display(),
        where,
        activity.audience or "–",
        _("unknown") if number is None else number,
        activity.text or "–",
    ]


def posts(scope):
    """What the team told all others of the desk."""
    draft = Draft()
    found = list(open_to_team.posts_sent(scope))
    if not found:
        words = _("No information about posts to others in %(year)d.")
        draft.say(words % {"year": scope.year})
        return draft
    keys = [draft.name("post", one.pk, one.title, timezone.localdate(one.sent_at)) for one in found]
    draft.figures["posts"] = len(found)
    words = ngettext(
        "In %(year)d the team sent %(number)d post to all teams.",
        "In %(year)d the team sent %(number)d posts to all teams.",
        len(found),
    )
    draft.say(words % {"year": scope.year, "number": len(found)}, *keys)
    rows = [
        ([day_of(timezone.localdate(one.sent_at)), one.get_kind_display(), one.title], [key])
        for one, key in zip(found, keys, strict=True)
    ]
    draft.add_table(_("Posts"), [_("Day"), _("Kind"), _("Subject")], rows)
    return draft


def plan(scope):
    """What was planned beside what became of it; an item of which nothing is known says so."""
    draft = Draft()
    made = WorkPlan.objects.filter(team=scope.team, year=scope.year, state=PlanState.ADOPTED)
    found = made.first() if scope.takes_inside else None
    if found is None:
        draft.say(_("No information about a work plan for %(year)d.") % {"year": scope.year})
        return draft
    items = list(found.items.select_related("seat__institution").order_by("quarter", "pk"))
    whole = draft.name("plan", found.pk, _("work plan"), timezone.localdate(found.adopted_at))
    done_by: dict = {}
    for one in open_to_team.activities_entered(scope):
        if one.planned_id:
            done_by.setdefault(one.planned_id, []).append(one)
    finished = sum(one.outcome == Outcome.DONE or one.pk in done_by for one in items)
    draft.figures["planned"] = len(items)
    draft.figures["planned_done"] = finished
    words = ngettext(
        "The work plan had %(number)d item; done: %(done)d.",
        "The work plan had %(number)d items; done: %(done)d.",
        len(items),
    )
    draft.say(words % {"number": len(items), "done": finished}, whole)
    rows = [
        (
            plan_cells(one, done_by.get(one.pk, [])),
            [whole, *(name_activity(draft, each) for each in done_by.get(one.pk, []))],
        )
        for one in items
    ]
    columns = [
        _("When"),
        _("What is planned"),
        _("Who"),
        pgettext("planned item", "What became of it"),
        _("How"),
    ]
    draft.add_table(_("Planned and done"), columns, rows)
    return draft


def plan_cells(item, done_by):
    became = item.get_outcome_display()
    if not became:
        became = _("done") if done_by else _("no information")
    how = "; ".join([*([item.outcome_note] if item.outcome_note else []), *map(str, done_by)])
    return [
        item.get_quarter_display(),
        item.title,
        item.seat.institution.name if item.seat else "–",
        became,
        how or "–",
    ]
