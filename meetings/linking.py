"""Meetings, decisions and tasks to which lower rooms refer: where they are, their names."""

import re

from meetings.models import Action, Decision, Meeting

PLACES = [
    (re.compile(r"^/meetings/decisions/(\d{1,15})/"), "meetings.decision", Decision),
    (re.compile(r"^/meetings/tasks/(\d{1,15})/"), "meetings.action", Action),
    (re.compile(r"^/meetings/(\d{1,15})/"), "meetings.meeting", Meeting),
]


def thing_at(path):
    """Return `(kind, key)` of what stands at an address, whether or not it exists; else None."""
    for pattern, kind, _model in PLACES:
        found = pattern.match(path)
        if found:
            return kind, int(found[1])
    return None


def titles(user, kind, keys):
    """Return `{key: (title, address)}` of those things that this person may open."""
    models = {name: model for _pattern, name, model in PLACES}
    if kind not in models:
        return {}
    found = models[kind].objects.visible_to(user).filter(pk__in=keys)
    if kind == "meetings.decision":
        found = found.select_related("team__voivodeship")
    return {one.pk: (name_of(one), one.get_absolute_url()) for one in found}


def name_of(thing):
    if isinstance(thing, Decision):
        return f"{thing.get_kind_display().capitalize()} {thing.signature}"
    return thing.title
