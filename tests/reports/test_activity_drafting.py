"""A draft from what really happened: everything open, nothing reserved, each with its source."""

import json
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordination.choices import HandlingLabel
from meetings import attendance, recording
from meetings.local_times import WARSAW
from meetings.models import Action, Decision, Meeting
from reports.activity import entering, reading, tracing, writing
from reports.activity_choices import TeamPartKey, TeamReportState
from reports.models import TeamReportPartRevision
from tests import factories
from tests.reports.activity_world import OPEN, RESERVED, YEAR, ActivityWorld
from tests.reports.statistics.release_world import ReleaseWorld

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return ActivityWorld()


def everything(report):
    parts, _sources = reading.as_it_stands(report)
    return json.dumps(
        [[one.title, one.text, one.tables] for one in parts], ensure_ascii=False, default=str
    )


def test_a_draft_holds_everything_open_and_nothing_reserved(world):
    text = everything(world.begun())

    assert {word for word in OPEN.values() if word not in text} == set()
    assert {word for word in RESERVED.values() if word in text} == set()


def test_reserved_meetings_and_items_are_not_even_counted(world):
    report = world.begun()

    assert world.part(report, "meetings").figures == {"meetings": 1}
    assert world.part(report, "decisions").figures == {"decisions": 1}
    assert world.part(report, "tasks").figures == {"tasks": 1, "tasks_done": 0}


def test_a_report_for_all_teams_takes_nothing_that_is_the_teams_own(world):
    world.handed_down("kanarekwlasne")
    Action.objects.filter(title="kanarekwlasne").update(
        noted_at=datetime(YEAR, 2, 1, 12, tzinfo=WARSAW)
    )

    text = everything(world.begun(label=HandlingLabel.TEAMS))

    assert OPEN["post"] in text
    left_out = {name for name in OPEN if name != "post"}
    assert {name for name in left_out if OPEN[name] in text} == set()
    assert "kanarekwlasne" not in text
    assert f"Brak informacji o posiedzeniach w {YEAR} r." in text


def test_attendance_counts_deputies_and_never_makes_an_absence_of_silence(world):
    invitee = world.meeting.invitees.current().order_by("position").last()
    invitee.presence.delete()

    part = world.part(world.begun(), "attendance")

    assert part.tables[0]["columns"][1:] == [
        "Zaproszenia",
        "Na miejscu",
        "Zdalnie",
        "Przez zastępcę",
        "Usprawiedliwiona nieobecność",
        "Nieobecność",
        "Brak informacji",
    ]
    assert sorted(row[1:] for row in part.tables[0]["rows"]) == [
        [1, 0, 0, 0, 0, 0, 1],
        [1, 0, 0, 1, 0, 0, 0],
        [1, 1, 0, 0, 0, 0, 0],
    ]


def test_a_year_of_which_nothing_is_known_says_no_information(world):
    report = writing.begin(world.team, year=YEAR - 3, label=HandlingLabel.UNITS, by=world.by)

    silent = [
        part.text
        for part in report.parts.all()
        if part.key not in ("introduction", "members", "conclusions")
    ]
    assert all(text.startswith("Brak informacji") for text in silent)
    assert len(silent) == 8


def test_every_row_and_drafted_sentence_of_figures_has_its_source(world):
    report = world.begun()

    for part in report.parts.all():
        for table in part.tables:
            assert len(table["origins"]) == len(table["rows"])
            assert all(keys and set(keys) <= set(part.origins) for keys in table["origins"])
        for sentence in part.sentences:
            assert sentence["origins"] or sentence["words"].startswith("Brak")


def test_numbers_in_the_text_lead_to_sources_that_a_member_can_open(world, signed_in):
    report = world.commented()

    _parts, sources = reading.as_it_stands(report)
    opened = tracing.links(world.members[0], sources)

    assert set(opened) == set(sources)
    browser = signed_in(world.members[0])
    assert {browser.get(address).status_code for address in opened.values()} == {200}


def test_words_changed_by_hand_lose_the_number_and_the_others_keep_theirs(world):
    report = world.begun()
    before = world.part(report, "tasks")
    kept = before.sentences[0]["words"]

    world.written(report, "tasks", f"{kept} Reszta czeka na dane z powiatów.")

    parts, sources = reading.as_it_stands(report)
    text = next(one.text for one in parts if one.kind == "tasks")
    number = sources[before.sentences[0]["origins"][0]].number
    assert text == f"{kept} [{number}] Reszta czeka na dane z powiatów."


def test_runs_of_numbers_are_drawn_together():
    assert tracing.marks([3, 1, 2, 7, 7]) == "[1–3, 7]"


def test_planned_stands_beside_done_and_silence_is_no_information(world):
    table = world.part(world.begun(), "plan").tables[0]

    assert [row[1:4] for row in table["rows"]] == [
        [OPEN["plan"], world.world.mandates[0].seat.institution.name, "wykonane"],
        ["Kampania", "–", "brak informacji"],
    ]


def test_an_unknown_number_of_participants_is_not_a_zero(world):
    world.entered(title="Kampania", participants=None, planned=None)

    rows = world.part(world.begun(), "activities").tables[0]["rows"]
    assert [row[4] for row in rows] == [24, "nieznane"]


def test_a_part_is_out_of_date_once_its_source_changes_and_refreshing_keeps_own_words(world):
    report = world.begun()
    world.written(report, "tasks", "Własne słowa.")
    assert writing.stale_parts(report) == set()
    Action.objects.filter(title=OPEN["task"]).update(title="Inne zadanie")

    tasks = world.part(report, "tasks")
    assert writing.stale_parts(report) == {tasks.pk}
    assert writing.refresh_all(report, by=world.by) == 1

    tasks.refresh_from_db()
    assert tasks.text == "Własne słowa."
    assert "Inne zadanie" in str(tasks.tables)
    assert writing.stale_parts(report) == set()


def test_a_withdrawn_activity_is_in_no_report(world):
    entering.withdraw_activity(world.activity, reason="Pomyłka", by=world.by)

    assert OPEN["activity"] not in everything(world.begun())


def test_a_joint_meeting_counts_the_seats_of_this_team_only(world):
    other = ActivityWorld.__new__(ActivityWorld)
    other.world = type(world.world)(members=2)
    joined = other.world.in_session(title="Wspólne")
    joined.joined.create(team=world.team)
    for invitee in joined.invitees.current():
        attendance.note_presence(invitee, mode="on_site", by=other.world.coordinator)
    recording.end_session(joined, by=other.world.coordinator)
    start = datetime(YEAR, 7, 1, 10, tzinfo=WARSAW)
    Meeting.objects.filter(pk=joined.pk).update(starts_at=start, ends_at=start + timedelta(hours=1))

    report = world.begun()

    assert world.part(report, "meetings").figures == {"meetings": 2}
    rows = world.part(report, "meetings").tables[0]["rows"]
    assert rows[1][4] == "0 / 0"
    assert len(world.part(report, "attendance").tables[0]["rows"]) == 3


def test_a_superseding_decision_of_a_reserved_item_is_not_named(world):
    hidden = Decision.objects.get(text=RESERVED["named"], meeting=world.meeting)
    Decision.objects.filter(text=OPEN["decision"]).update(superseded_by=hidden)

    row = world.part(world.begun(), "decisions").tables[0]["rows"][0]

    assert row[4] == "zastąpiona"


def test_a_released_table_with_figures_of_the_territory_is_named_once(world):
    places = ReleaseWorld()
    first, second = places.released(), places.released()
    year = timezone.localdate(second.released_at).year

    report = writing.begin(world.team, year=year, label=HandlingLabel.UNITS, by=world.by)

    part = world.part(report, "statistics")
    assert part.figures == {"releases": 1}
    assert list(part.origins) == [f"release:{second.pk}"]
    assert first.pk != second.pk
    opened = tracing.links(world.members[0], part.origins)
    assert opened == {f"release:{second.pk}": second.get_absolute_url()}


def test_two_reports_on_one_year_and_a_year_to_come_are_refused(world):
    world.begun()

    with pytest.raises(writing.BegunAlready):
        world.begun()
    next_year = timezone.localdate().year + 1
    with pytest.raises(writing.YearToCome):
        writing.begin(world.team, year=next_year, label=HandlingLabel.UNITS, by=world.by)


def test_every_saved_state_is_kept_and_a_clash_writes_nothing(world):
    report = world.begun()
    part = world.part(report, "introduction")
    writing.write(part, text="Pierwszy", based_on=part.revision, by=world.by)

    with pytest.raises(writing.ChangedMeanwhile):
        writing.write(part, text="Drugi", based_on=part.revision, by=world.by)

    texts = TeamReportPartRevision.objects.filter(part=part).values_list("text", flat=True)
    assert list(texts) == ["Pierwszy", ""]


def test_a_draft_takes_as_many_queries_for_a_long_year_as_for_a_short_one(world):
    with CaptureQueriesContext(connection) as few:
        for key in TeamPartKey:
            writing.build(key, writing.scope_of(world.begun_unsaved()))
    for number in range(6):
        world.entered(title=f"Szkolenie {number}", planned=None)
        factories.seat(world.team, factories.institution(f"Inna {number}"))

    with CaptureQueriesContext(connection) as many:
        for key in TeamPartKey:
            writing.build(key, writing.scope_of(world.begun_unsaved()))

    assert len(many) == len(few)


def test_an_adopted_report_is_not_written_any_more(world):
    report = world.adopted().report

    with pytest.raises(writing.NotBeingWritten):
        world.written(report, "introduction", "Po przyjęciu")
    assert world.again(report).state == TeamReportState.FROZEN
