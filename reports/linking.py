"""Tasks of the KPD to which lower rooms refer: where they are, what they are called."""

import re

from reports.models import Task

PLACE = re.compile(r"^/kpd/\d{1,15}/tasks/(\d{1,15})/")
KIND = "reports.task"


def thing_at(path):
    """Return `(kind, key)` of what stands at an address, whether or not it exists; else None."""
    found = PLACE.match(path)
    return (KIND, int(found[1])) if found else None


def titles(user, kind, keys):
    """Return `{key: (title, address)}` of those tasks that this person may open."""
    if kind != KIND:
        return {}
    found = Task.objects.visible_to(user).filter(pk__in=keys).select_related("edition")
    return {
        one.pk: (f"{one.edition}: {one.number} {one.title}"[:200], one.get_absolute_url())
        for one in found
    }
