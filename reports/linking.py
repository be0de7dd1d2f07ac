"""Tasks of the KPD and recommendations to which lower rooms refer: where they are, their names."""

import re

from reports.models import ExternalRecommendation, Task

PLACES = [
    (re.compile(r"^/kpd/\d{1,15}/tasks/(\d{1,15})/"), "reports.task"),
    (re.compile(r"^/kpd/recommendations/(\d{1,15})/"), "reports.recommendation"),
]


def thing_at(path):
    """Return `(kind, key)` of what stands at an address, whether or not it exists; else None."""
    for pattern, kind in PLACES:
        found = pattern.match(path)
        if found:
            return kind, int(found[1])
    return None


def titles(user, kind, keys):
    """Return `{key: (title, address)}` of those things that this person may open."""
    if kind == "reports.task":
        found = Task.objects.visible_to(user).filter(pk__in=keys).select_related("edition")
        return {one.pk: shown(f"{one.edition}: {one.number} {one.title}", one) for one in found}
    if kind == "reports.recommendation":
        rows = ExternalRecommendation.objects.visible_to(user).filter(pk__in=keys)
        return {one.pk: shown(f"{one}: {one.text}", one) for one in rows}
    return {}


def shown(words, thing):
    return words[:200], thing.get_absolute_url()
