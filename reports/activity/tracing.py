"""From a sentence or a row to its source: numbers in the text, links for whoever may open them.

A drafted sentence that still stands word for word keeps the numbers of its sources; words that a
person wrote have none and are his own. Tables get one column more with the numbers.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.models import Post
from meetings import linking
from reports.models import StatRelease, TeamActivity, WorkPlan
from teams.models import Team

MOST_SHOWN = 8


@dataclass(frozen=True)
class Source:
    """One numbered source of a report.

    Args:
        number: Its number, by first appearance.
        key: Its key, such as `meeting:5`.
        words: What it is called.
        day: Its day in words, or nothing.
    """

    number: int
    key: str
    words: str
    day: str


def numbered(parts):
    """Return the sources of parts by key, in the order in which they first appear."""
    found: dict = {}
    for part in parts:
        for sentence in standing(part):
            take(found, part, sentence["origins"])
        for table in part.tables:
            for origins in table["origins"]:
                take(found, part, origins)
    return found


def take(found, part, keys):
    for key in keys:
        if key not in found:
            origin = part.origins[key]
            found[key] = Source(len(found) + 1, key, origin["words"], origin["day"])


def standing(part):
    """Return the drafted sentences that still stand in the words of a part."""
    return [one for one in part.sentences if one["origins"] and one["words"] in part.text]


def marked(text, part, sources):
    """Return words with the numbers of sources behind each drafted sentence."""
    for sentence in standing(part):
        mark = marks([sources[key].number for key in sentence["origins"]])
        text = text.replace(sentence["words"], f"{sentence['words']} {mark}", 1)
    return text


def marks(numbers):
    """Return `[1–3, 7]`: runs are drawn together."""
    runs: list = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = (str(first) if first == last else f"{first}–{last}" for first, last in runs)
    return f"[{', '.join(words)}]"


def with_sources(table, sources):
    """Return a table with a last column of source numbers, as it is printed."""
    return {
        "caption": table["caption"],
        "columns": [*table["columns"], str(_("Source"))],
        "rows": [
            [*row, marks([sources[key].number for key in keys])]
            for row, keys in zip(table["rows"], table["origins"], strict=True)
        ],
    }


def source_table(sources):
    """Return the list of sources as a table, or none where there is none."""
    if not sources:
        return []
    return [
        {
            "caption": str(_("Sources")),
            "columns": [str(_("No.")), str(_("What it is")), str(_("Called")), str(_("Day"))],
            "rows": [
                [one.number, kind_words(one.key), one.words, one.day or "–"]
                for one in sources.values()
            ],
        }
    ]


def kind_words(key):
    names = {
        "team": _("roster"),
        "meeting": _("meeting"),
        "decision": _("decision"),
        "action": _("task"),
        "activity": _("activity of the team"),
        "post": _("post"),
        "plan": _("work plan"),
        "release": _("released statistics"),
    }
    return str(names[key.partition(":")[0]])


def links(user, keys):
    """Return `{key: address}` of those sources that a reader may open himself."""
    by_kind: dict = {}
    for key in keys:
        kind, _colon, thing = key.partition(":")
        by_kind.setdefault(kind, []).append(int(thing))
    found: dict = {}
    for kind, things in by_kind.items():
        opened = OPENERS.get(kind, nowhere)(user, things)
        found |= {f"{kind}:{thing}": address for thing, address in opened.items()}
    return found


def nowhere(_user, _things):
    return {}


def in_meetings(kind):
    def opened(user, things):
        titles = linking.titles(user, kind, things)
        return {thing: address for thing, (_title, address) in titles.items()}

    return opened


def rows_of(model):
    def opened(user, things):
        rows = model.objects.visible_to(user).filter(pk__in=things)
        return {one.pk: one.get_absolute_url() for one in rows}

    return opened


def activities(user, things):
    """Activities of the reader's own teams: of others he is told, but may not open the page."""
    rows = TeamActivity.objects.visible_to(user).filter(pk__in=things)
    rows = rows.filter(team__in=Team.objects.visible_to(user))
    return {one.pk: one.get_absolute_url() for one in rows}


def plans(user, things):
    rows = WorkPlan.objects.visible_to(user).filter(pk__in=things)
    return {
        pk: reverse("reports:work-plan", args=[team, year])
        for pk, team, year in rows.values_list("pk", "team", "year")
    }


OPENERS = {
    "team": rows_of(Team),
    "meeting": in_meetings("meetings.meeting"),
    "decision": in_meetings("meetings.decision"),
    "action": in_meetings("meetings.action"),
    "activity": activities,
    "post": rows_of(Post),
    "release": rows_of(StatRelease),
    "plan": plans,
}
SOURCES_KEY = "sources"
