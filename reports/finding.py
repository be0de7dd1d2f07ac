"""Finding tasks of the plan and recommendations: what the desk's search shows of this room."""

from django.db.models import Q

from coordination import search
from reports.models import ExternalRecommendation, Task

MOST_HITS = 30


def words(task):
    """All words of a task that whoever may open its plan may read."""
    parts = [task.number, task.title, task.manner, task.lead_as_printed]
    return "\n".join([*parts, task.cooperating_as_printed, task.note])


def index(task):
    """Put a task into the search index; `visible_to` decides who finds it."""
    search.index(task, title=words(task))


def index_edition(edition):
    """Put all tasks of an edition into the index at once."""
    search.index_many((task, words(task)) for task in edition.tasks.all())


def index_recommendation(recommendation):
    """Put a recommendation into the search index with our answer; `visible_to` decides."""
    parts = [str(recommendation), recommendation.text, recommendation.source]
    search.index(recommendation, title="\n".join(parts), body=recommendation.answer)


def forget(task):
    search.forget(task)


def find(user, asked):
    """Return tasks of plans and recommendations that match, by the rule of each."""
    return [*tasks_found(user, asked), *recommendations_found(user, asked)]


def recommendations_found(user, asked):
    """Return the recommendations this person may read that match; they belong to no team."""
    elsewhere = asked.kind not in ("", "recommendation")
    if elsewhere or asked.is_narrowed:
        return []
    matching = search.matching(ExternalRecommendation, asked.words)
    found = ExternalRecommendation.objects.visible_to(user).filter(pk__in=matching)
    return [
        search.Hit(
            title=str(one),
            url=one.get_absolute_url(),
            context=one.get_body_display(),
            kind="recommendation",
            snippet=search.snippet(one.text, asked.words),
        )
        for one in found.in_order()[:MOST_HITS]
    ]


def tasks_found(user, asked):
    """Return the tasks of the plans this person may open that match, the newest plan first.

    A year narrows to plans that cover it, an institution to tasks that it leads or helps with.
    Tasks of the plan belong to no team.
    """
    if asked.kind not in ("", "plan_task") or asked.team:
        return []
    found = Task.objects.visible_to(user).filter(pk__in=search.matching(Task, asked.words))
    if asked.year:
        found = found.filter(
            Q(edition__year_from__lte=asked.year), Q(edition__year_to__gte=asked.year)
        )
    if asked.institution:
        found = found.filter(assignments__institution=asked.institution).distinct()
    found = found.select_related("edition", "chapter")
    return [
        search.Hit(
            title=str(task),
            url=task.get_absolute_url(),
            context=str(task.edition),
            kind="plan_task",
            snippet=search.snippet(task.manner, asked.words) if task.manner else (),
        )
        for task in found.order_by("-edition__year_from", "sort_key", "pk")[:MOST_HITS]
    ]
