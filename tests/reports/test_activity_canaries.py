"""One unique word in every text of a team's report: who may come upon it, and when (S2)."""

import io

import docx
import openpyxl
import pytest
from auditlog.models import LogEntry
from django.test import Client

from coordination.choices import HandlingLabel
from coordination.models import Delivery
from reports.activity import writing
from reports.models import TeamActivity
from tests import factories
from tests.reports.activity_world import YEAR, ActivityWorld, recommendation

pytestmark = pytest.mark.django_db
WORDS = {
    "part": "kanarekczesc",
    "comment": "kanarekuwaga",
    "activity": "kanarekdzialanie",
    "text": "kanarektresc",
    "plan": "kanarekplan",
}


class Cage:
    """A report of last year with a word in each text, and everybody who might come upon it."""

    def __init__(self):
        self.world = ActivityWorld()
        self.world.entered(
            title=WORDS["activity"], text=WORDS["text"], planned=None, participants=5
        )
        self.report = self.world.begun()
        self.world.written(self.report, "introduction", WORDS["part"])
        other = factories.regional_team(voivodeship=factories.voivodeship("32", "zach"))
        self.people = {
            "coordinator": self.world.by,
            "team chair": factories.chair_of(self.world.team),
            "member": self.world.members[1],
            "national secretary": self.world.secretary,
            "national chair": self.world.national_chair,
            "national member": factories.member_of(self.world.national),
            "other coordinator": factories.coordinator_of(other),
            "other member": factories.member_of(other),
            "former": factories.former_member_of(self.world.team),
            "stranger": factories.person(),
            "administrator": factories.administrator(),
            "anonymous": None,
        }

    def readers(self, name):
        return {who for who in self.people if WORDS[name] in self.texts_for(who)}

    def texts_for(self, who):
        """Everything the desk gives a person about the team's year, as one text."""
        browser = Client(raise_request_exception=False)
        if self.people[who] is not None:
            browser.force_login(self.people[who])
        team = f"/reports/teams/{self.world.team.pk}/"
        one = self.report.get_absolute_url()
        pages = ["/reports/", "/waiting/", "/search/?q=kanarek", "/reports/teams/", team, one]
        pages += [f"{team}activities/?year={YEAR}", f"{team}plans/{YEAR}/"]
        pages += [f"/reports/teams/compare/?year={YEAR}"]
        pages += [f"/reports/teams/compare/table.csv?year={YEAR}"]
        pages += [part.get_absolute_url() for part in self.report.parts.all()[:2]]
        pages += [f"{one}parts/{part.pk}/history/" for part in self.report.parts.all()[:2]]
        for snapshot in self.report.snapshots.all():
            page = snapshot.get_absolute_url()
            pages += [page, f"{page}report.json", f"{page}report.docx", f"{page}report.xlsx"]
        return "\n".join(read(browser.get(page)) for page in pages)


def read(answer):
    if answer.status_code != 200:
        return ""
    kind = answer["Content-Type"]
    if "wordprocessingml" in kind:
        paper = docx.Document(io.BytesIO(answer.content))
        cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        return "\n".join([one.text for one in paper.paragraphs] + cells)
    if "spreadsheetml" in kind:
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
        return "\n".join(str(cell) for row in rows for cell in row)
    return answer.content.decode(errors="replace").replace('value="kanarek"', "")


OFFICERS = {"coordinator", "team chair"}
TEAM = {*OFFICERS, "member"}
OFFICE = {"national secretary", "national chair"}


@pytest.fixture
def cage():
    return Cage()


def test_a_draft_is_the_officers_own(cage):
    assert cage.readers("part") == OFFICERS
    assert cage.readers("activity") == TEAM
    assert cage.readers("plan") == TEAM


def test_while_comments_are_asked_the_team_reads_and_nobody_else(cage):
    cage.world.commented(cage.report)
    cage.world.comment(cage.report, "introduction", WORDS["comment"])

    for name in ("part", "comment", "text"):
        assert (name, cage.readers(name)) == (name, TEAM)


def test_the_national_office_reads_what_was_sent_and_never_the_comments(cage):
    cage.world.commented(cage.report)
    made = cage.world.comment(cage.report, "introduction", WORDS["comment"])
    cage.world.settle(made)
    snapshot = cage.world.adopted(cage.report)
    assert cage.readers("part") == TEAM

    cage.world.sent(snapshot)

    assert cage.readers("part") == {*TEAM, *OFFICE}
    assert cage.readers("text") == {*TEAM, *OFFICE}
    assert cage.readers("comment") == TEAM


def test_the_next_request_after_a_seat_is_lost_reads_nothing(cage):
    cage.world.commented(cage.report)
    member = cage.people["member"]
    member.mandates.update(until_on=factories.yesterday())

    assert WORDS["part"] not in cage.texts_for("member")


def test_letters_and_the_audit_trail_carry_no_word(cage):
    cage.world.commented(cage.report)
    made = cage.world.comment(cage.report, "introduction", WORDS["comment"])
    cage.world.settle(made)
    cage.world.sent(cage.world.adopted(cage.report))
    activity = TeamActivity.objects.get(title=WORDS["activity"])
    activity.title = "kanarekdrugi"
    activity.save()

    letters = Delivery.objects.about(cage.report)
    mail = "".join(one.subject + one.text + one.html for one in letters)
    assert letters.count() == len(cage.world.members) + 2
    trail = "".join(f"{one.changes}{one.additional_data}" for one in LogEntry.objects.all())
    assert "kanarek" not in mail
    assert {word for word in [*WORDS.values(), "kanarekdrugi"] if word in trail} == set()


def test_every_reading_of_the_report_is_in_the_trail(cage, signed_in):
    report = cage.world.commented(cage.report)
    before = readings(report)

    signed_in(cage.people["member"]).get(report.get_absolute_url())

    assert readings(report) == before + 1


def readings(report):
    rows = LogEntry.objects.filter(object_repr="reports.teamactivityreport")
    return sum((row.additional_data or {}).get("verb") == "read" for row in rows)


def test_a_recommendation_for_teams_is_found_by_their_people_only(cage):
    words = {"text": "kanarekzalecenie słoneczny", "answer": "kanarekodpowiedz"}
    kept = recommendation(cage.world.secretary, label=HandlingLabel.TEAMS, **words)
    pages = [
        kept.get_absolute_url(),
        "/kpd/recommendations/",
        "/kpd/recommendations/table.csv",
        "/search/?q=słoneczny",
    ]
    readers = set()
    for who, person in cage.people.items():
        browser = Client()
        if person is not None:
            browser.force_login(person)
        text = "\n".join(read(browser.get(page)) for page in pages)
        if "kanarekzalecenie" in text or "kanarekodpowiedz" in text:
            readers.add(who)

    assert readers == set(cage.people) - {"former", "stranger", "administrator", "anonymous"}


def test_what_is_reserved_reaches_no_draft_even_of_the_narrowest_report(cage):
    report = writing.begin(
        cage.world.team, year=YEAR - 1, label=HandlingLabel.INSTITUTIONS, by=cage.world.by
    )

    assert "kos" not in "".join(part.text + str(part.tables) for part in report.parts.all())
