"""Finding meetings and what they left: what the desk's search shows of this room.

The index holds only words that every reader of a thing may read: never those of a reserved item
or paragraph of others. Who may see a thing is asked of `visible_to`, and a snippet is cut from
the same shared words.
"""

from django.urls import reverse
from django.utils import timezone

from coordination import search
from coordination.templatetags.polish_dates import moment
from meetings import agenda_reading, readings
from meetings.models import Action, AgendaItem, Decision, Meeting, MinutesBlock, MinutesRelease
from teams.models import Seat

MOST_HITS = 30


def index(meeting):
    """Put a meeting, its agenda and its circulated minutes into the search index.

    Call it when its words have changed. What is reserved is indexed as what it is for those who
    may read the item: the item decides who finds it, the words of its paragraphs are left out.
    """
    items = list(meeting.items.prefetch_related("readers"))
    words = [meeting.title, meeting.notes, meeting.place, *agenda_reading.shared_titles(meeting)]
    texts = [(meeting, "\n".join(words))]
    texts += [(item, f"{item.title}\n{item.presenter}") for item in items]
    if meeting.has_record:
        texts += [(MinutesBlock(pk=key), text) for key, text in minuted(meeting).items()]
    search.index_many(texts)


def index_decision(decision):
    search.index(decision, title=decision.signature, body=decision.text)


def index_action(action):
    search.index(action, title=action.title, body=action.closing_note)


def minuted(meeting):
    """Return `{block: text}` of the last circulated minutes, without reserved paragraphs."""
    release = MinutesRelease.objects.filter(minutes__meeting=meeting).order_by("-number").first()
    return texts_of(release) if release else {}


def texts_of(release):
    return {
        item["block"]: "\n".join(
            one["text"]
            for one in item["paragraphs"]
            if readings.reads_paragraph(one, readings.ANYBODY, on_screen=True)
        )
        for item in release.frozen.get("items", [])
        if item["block"]
    }


def find(user, asked):
    """Return what matches among that which this person may see, kind by kind."""
    kinds = {
        "meeting": find_meetings,
        "item": find_items,
        "minutes": find_minutes,
        "decision": find_decisions,
        "task": find_tasks,
    }
    wanted = [asked.kind] if asked.kind else list(kinds)
    return [hit for kind in wanted if kind in kinds for hit in kinds[kind](user, asked)]


def narrowed(rows, asked, path=""):
    """Narrow rows by team, year and institution of the meeting at the end of a path."""
    wanted = Meeting.objects.all()
    if asked.team:
        wanted = wanted.of_teams([asked.team])
    if asked.institution:
        wanted = wanted.filter(
            invitees__seat__institution=asked.institution, invitees__removed_at=None
        )
    if asked.team or asked.institution:
        rows = rows.filter(**{f"{path}pk__in": wanted.values("pk")})
    if asked.year:
        rows = rows.filter(**{f"{path}starts_at__year": asked.year})
    return rows


def where(meeting):
    return f"{meeting.team.short_name}, {moment(timezone.localtime(meeting.starts_at))}"


def find_meetings(user, asked):
    found = (
        narrowed(Meeting.objects.visible_to(user), asked)
        .filter(pk__in=search.matching(Meeting, asked.words))
        .select_related("team", "team__voivodeship")
        .order_by("-starts_at")[:MOST_HITS]
    )
    return [
        search.Hit(
            title=meeting.title,
            url=reverse("meetings:meeting-detail", args=[meeting.pk]),
            context=where(meeting),
            kind="meeting",
        )
        for meeting in found
    ]


def visible_items(user):
    """Items whose words this person may read, of meetings he may see."""
    return AgendaItem.objects.visible_to(user)


def of_items(model, user, asked):
    """Rows of a model that hang on a readable item and match, the newest meeting first."""
    return (
        narrowed(model.objects.filter(item__in=visible_items(user)), asked, "item__meeting__")
        .filter(pk__in=search.matching(model, asked.words))
        .select_related("item__meeting__team__voivodeship")
        .order_by("-item__meeting__starts_at", "pk")[:MOST_HITS]
    )


def find_items(user, asked):
    found = (
        narrowed(visible_items(user), asked, "meeting__")
        .filter(pk__in=search.matching(AgendaItem, asked.words))
        .select_related("meeting__team__voivodeship")
        .order_by("-meeting__starts_at", "position")[:MOST_HITS]
    )
    return [
        search.Hit(
            title=str(item),
            url=f"{item.meeting.get_absolute_url()}#agenda",
            context=where(item.meeting),
            kind="item",
        )
        for item in found
    ]


def find_minutes(user, asked):
    found = list(of_items(MinutesBlock, user, asked))
    meetings = {block.item.meeting_id for block in found}
    releases = MinutesRelease.objects.filter(minutes__meeting__in=meetings).order_by("number")
    latest = {release.minutes_id: texts_of(release) for release in releases}
    return [
        search.Hit(
            title=str(block.item),
            url=f"{block.item.meeting.get_absolute_url()}minutes/read/#i-{block.item.position}",
            context=where(block.item.meeting),
            kind="minutes",
            snippet=search.snippet(latest.get(block.minutes_id, {}).get(block.pk, ""), asked.words),
        )
        for block in found
        if block.minutes_id in latest
    ]


def of_team(rows, asked):
    return rows.filter(team=asked.team) if asked.team else rows


def find_decisions(user, asked):
    found = Decision.objects.visible_to(user).filter(pk__in=search.matching(Decision, asked.words))
    if asked.year:
        found = found.filter(year=asked.year)
    if asked.institution:
        teams = Seat.objects.filter(institution=asked.institution).values("team")
        found = found.filter(team__in=teams)
    found = of_team(found, asked).select_related("team__voivodeship")
    return [
        search.Hit(
            title=f"{decision.get_kind_display().capitalize()} {decision.signature}",
            url=decision.get_absolute_url(),
            context=decision.team.short_name,
            kind="decision",
            snippet=search.snippet(decision.text, asked.words),
        )
        for decision in found.order_by("-year", "-number")[:MOST_HITS]
    ]


def find_tasks(user, asked):
    found = Action.objects.visible_to(user).filter(pk__in=search.matching(Action, asked.words))
    if asked.year:
        found = found.filter(noted_at__year=asked.year)
    if asked.institution:
        found = found.filter(owner_seat__institution=asked.institution)
    found = of_team(found, asked).select_related("team__voivodeship")
    return [
        search.Hit(
            title=action.title,
            url=action.get_absolute_url(),
            context=f"{action.team.short_name}, {action.get_state_display()}",
            kind="task",
            snippet=search.snippet(action.closing_note, asked.words),
        )
        for action in found.order_by("-pk")[:MOST_HITS]
    ]
