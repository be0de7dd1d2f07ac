"""Parts from what meetings brought: decisions and what became of them, tasks by state."""

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from meetings import decision_papers
from meetings.choices import ActionState
from reports.activity import open_to_team
from reports.activity.drafting import Draft
from reports.report_texts import day_of

DONE = [ActionState.VERIFIED]


def decisions(scope):
    """Decisions of the year with their state and how many of their tasks are done."""
    draft = Draft()
    tasks = open_to_team.tasks_followed(scope).values("pk")
    followed = Q(actions__in=tasks)
    found = list(
        open_to_team.decisions_taken(scope).annotate(
            followed=Count("actions", filter=followed, distinct=True),
            finished=Count("actions", filter=followed & Q(actions__state__in=DONE), distinct=True),
        )
    )
    if not found:
        draft.say(_("No information about decisions in %(year)d.") % {"year": scope.year})
        return draft
    seen = set(open_to_team.decisions_of_any_year(scope).values_list("pk", flat=True))
    keys = [name_decision(draft, one) for one in found]
    draft.figures["decisions"] = len(found)
    words = ngettext(
        "In %(year)d the team took %(number)d decision.",
        "In %(year)d the team took %(number)d decisions.",
        len(found),
    )
    draft.say(words % {"year": scope.year, "number": len(found)}, *keys)
    void = [key for one, key in zip(found, keys, strict=True) if one.is_void]
    if void:
        words = ngettext(
            "%(number)d of them was voided.", "%(number)d of them were voided.", len(void)
        )
        draft.say(words % {"number": len(void)}, *void)
    columns = [
        pgettext("column of a report", "No."),
        _("Day"),
        _("Kind"),
        _("Text"),
        pgettext("decision of a team", "What became of it"),
        _("Tasks done / all"),
    ]
    rows = [(decision_cells(one, seen), [key]) for one, key in zip(found, keys, strict=True)]
    draft.add_table(_("Decisions"), columns, rows)
    return draft


def name_decision(draft, decision):
    kind = str(decision.get_kind_display())
    words = _("%(kind)s No. %(number)s") % {"kind": kind, "number": decision.signature}
    return draft.name("decision", decision.pk, words, decision_papers.day_of(decision))


def decision_cells(decision, seen):
    """A decision that took its place is named only where the readers may know of it."""
    became = str(decision.state_words)
    if decision.superseded_by_id in seen:
        became = f"{became}: {decision.superseded_by.signature}"
    done = f"{decision.finished} / {decision.followed}" if decision.followed else "–"
    return [
        decision.signature,
        day_of(decision_papers.day_of(decision)),
        decision.get_kind_display(),
        decision.text,
        became,
        done,
    ]


def tasks(scope):
    """Tasks of the year by state, as they stand on the day the part is put together."""
    draft = Draft()
    found = list(open_to_team.tasks_followed(scope))
    if not found:
        draft.say(_("No information about tasks in %(year)d.") % {"year": scope.year})
        return draft
    keys = {
        one.pk: draft.name("action", one.pk, one.title, timezone.localdate(one.noted_at))
        for one in found
    }
    finished = [one for one in found if one.state in DONE]
    draft.figures["tasks"] = len(found)
    draft.figures["tasks_done"] = len(finished)
    words = ngettext(
        "In %(year)d the team followed %(number)d task.",
        "In %(year)d the team followed %(number)d tasks.",
        len(found),
    )
    draft.say(words % {"year": scope.year, "number": len(found)}, *keys.values())
    words = ngettext(
        "%(number)d task is done and verified.",
        "%(number)d tasks are done and verified.",
        len(finished),
    )
    counted = finished or found
    draft.say(words % {"number": len(finished)}, *(keys[one.pk] for one in counted))
    by_state = [
        (state.label, [keys[one.pk] for one in found if one.state == state])
        for state in ActionState
    ]
    columns = [_("State"), pgettext("column of a report", "Number")]
    rows = [([label, len(those)], those) for label, those in by_state if those]
    draft.add_table(_("Tasks by state"), columns, rows)
    columns = [_("Task"), _("Who"), _("By when"), _("State"), _("How it ended")]
    draft.add_table(
        _("Tasks of the year"), columns, [(task_cells(one), [keys[one.pk]]) for one in found]
    )
    return draft


def task_cells(task):
    return [
        task.title,
        task.owner_seat.institution.name if task.owner_seat else "–",
        day_of(task.due_on) if task.due_on else "–",
        task.get_state_display(),
        task.closing_note or "–",
    ]
