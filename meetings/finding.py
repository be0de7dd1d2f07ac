"""Finding meetings and what they left: what the desk's search shows of this room.

The index of a thing holds only words that every reader of it may read. Who may see a thing is
asked of `visible_to`, and a snippet is cut from words that he may read. Texts of minutes with
paragraphs for some are indexed a second time, whole: what is found so is looked at paragraph by
paragraph before it becomes a hit.
"""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from coordination import search
from coordination.templatetags.polish_dates import moment
from meetings import agenda_reading, readings
from meetings.models import (
    Action,
    AgendaItem,
    Decision,
    Meeting,
    MinutesBlock,
    MinutesRelease,
    ReservedBlock,
)
from teams.models import Seat

MOST_HITS = 30
MOST_LOOKED_AT = 3 * MOST_HITS


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
        texts += minuted(meeting)
    search.index_many(texts)


def index_decision(decision):
    search.index(decision, title=decision.signature, body=decision.text)


def index_action(action):
    search.index(action, title=action.title, body=action.closing_note)


def minuted(meeting):
    """Return pairs of a text of the last circulated minutes and its words: shared, then whole."""
    release = MinutesRelease.objects.filter(minutes__meeting=meeting).order_by("-number").first()
    if release is None:
        return []
    shared = texts_for(release, readings.ANYBODY)
    whole = texts_for(release, readings.OFFICER)
    reserved = {key: text for key, text in whole.items() if text != shared[key]}
    # A text that was kept for some in an earlier version is whole no longer.
    reserved |= {key: "" for key in whole if key not in reserved}
    return [
        *((MinutesBlock(pk=key), text) for key, text in shared.items()),
        *((ReservedBlock(pk=key), text) for key, text in reserved.items()),
    ]


def texts_for(release, reader):
    """Return `{block: text}` of the paragraphs that a reader of the items may read on a page."""
    return {
        item["block"]: "\n".join(
            one["text"]
            for one in item["paragraphs"]
            if readings.reads_paragraph(one, reader, on_screen=True)
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
    """Find texts by the words that this person may read of them, shared and kept for him."""
    match = Q(pk__in=search.matching(MinutesBlock, asked.words)) | Q(
        pk__in=search.matching(ReservedBlock, asked.words)
    )
    blocks = narrowed(
        MinutesBlock.objects.filter(item__in=visible_items(user)), asked, "item__meeting__"
    ).filter(match)
    blocks = blocks.select_related("item__meeting__team__voivodeship")
    found = list(blocks.order_by("-item__meeting__starts_at", "pk")[:MOST_LOOKED_AT])
    texts = readable_texts(user, found)
    return [
        search.Hit(
            title=str(block.item),
            url=f"{block.item.meeting.get_absolute_url()}minutes/read/#i-{block.item.position}",
            context=where(block.item.meeting),
            kind="minutes",
            snippet=search.snippet(texts[block.pk], asked.words),
        )
        for block in found
        if search.carries(texts.get(block.pk, ""), asked.words)
    ][:MOST_HITS]


def readable_texts(user, blocks):
    """Return what a person may read of each text as it was last circulated, by key."""
    meetings = list({block.item.meeting_id: block.item.meeting for block in blocks}.values())
    readers = readings.of_user_at(user, meetings)
    releases = MinutesRelease.objects.filter(minutes__meeting__in=meetings).order_by("number")
    latest = {one.minutes_id: one for one in releases.select_related("minutes")}
    return {
        key: text
        for release in latest.values()
        for key, text in texts_for(release, readers[release.minutes.meeting_id]).items()
    }


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
