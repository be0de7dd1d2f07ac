"""A voivodeship team with a year behind it: open and reserved matters, entries, a report."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from coordination.choices import HandlingLabel
from exchange import audiences, posting
from exchange.models import Post
from meetings import arranging, attendance, recording, task_following
from meetings.choices import ActionState, DecisionKind, PresenceMode
from meetings.local_times import WARSAW
from meetings.models import Action, Decision, Meeting
from reports import recommending, report_papers
from reports.activity import commenting, entering, freezing, writing
from reports.choices import ActivityKind, RemarkResult
from reports.models import TeamActivityReport
from reports.recommendation_choices import AnswerState, Body, Strength
from tests import factories
from tests.access.places_exchange import WORDS
from tests.meetings.world import World

YEAR = timezone.localdate().year - 1
OPEN = {
    "meeting": "kanarekposiedzenie",
    "decision": "kanarekdecyzja",
    "task": "kanarekzadanie",
    "activity": "kanarekszkolenie",
    "post": "kanarekwpis",
    "plan": "kanarekplan",
}
RESERVED = {
    "meeting": "kosposiedzenie",
    "decision": "kosdecyzja",
    "named": "kosimienny",
    "task": "koszadanie",
    "label": "kosoznaczenie",
    "post": "koswpis",
}


class ActivityWorld:
    """Last year of a team: one open meeting, one for named persons, one with reserved items."""

    def __init__(self, members=3):
        self.world = World(members=members)
        self.team, self.by = self.world.team, self.world.coordinator
        self.national = factories.team("Krajowy Zespół")
        self.secretary = factories.secretary_of(self.national)
        self.national_chair = factories.chair_of(self.national)
        self.members = self.world.members
        self.meeting = self.held(OPEN["meeting"], month=3)
        self.closed_one = self.held(RESERVED["meeting"], month=5, label=HandlingLabel.PERSONS)
        self.moved_back()
        self.post = self.sent_post()
        self.plan = self.planned()
        self.activity = self.entered()

    def held(self, title, *, month, label=HandlingLabel.UNITS):
        """A meeting with an open item, a labelled one and one for a single seat."""
        meeting = self.world.in_session(title=title, label=label, hour=month + 5)
        seat = self.world.mandates[0].seat
        first = meeting.items.first()
        is_open = label == HandlingLabel.UNITS
        where = OPEN if is_open else RESERVED
        self.note(first, where["decision"], where["task"], seat)
        labelled = self.item(meeting, "Oznaczony", label=HandlingLabel.PERSONS)
        self.note(labelled, RESERVED["label"], RESERVED["label"], seat)
        named = self.item(meeting, "Imienny", seats=[seat])
        self.note(named, RESERVED["named"], RESERVED["named"], seat)
        modes = [PresenceMode.ON_SITE, PresenceMode.BY_DEPUTY, PresenceMode.EXCUSED]
        for number, invitee in enumerate(meeting.invitees.current().order_by("position")):
            attendance.note_presence(invitee, mode=modes[number % 3], by=self.by)
        return recording.end_session(meeting, by=self.by)

    def item(self, meeting, title, *, label="", seats=()):
        words = arranging.plain(title) | {"label": label}
        return arranging.add_item(meeting, words=words, seats=seats, by=self.by)

    def note(self, item, decision, task, seat):
        facts = {"kind": DecisionKind.ARRANGEMENT, "text": decision, "taken_how": ""}
        taken = recording.note_decision(item, by=self.by, **facts)
        recording.note_action(
            item, title=task, owner_seat=seat, due_on=None, by=self.by, decision=taken
        )

    def moved_back(self):
        """Everything so far happened last year."""
        for number, meeting in enumerate((self.meeting, self.closed_one)):
            start = datetime(YEAR, 3 + 2 * number, 10, 10, tzinfo=WARSAW)
            Meeting.objects.filter(pk=meeting.pk).update(
                starts_at=start, ends_at=start + timedelta(hours=2), year=YEAR
            )
            meeting.refresh_from_db()
        Decision.objects.filter(team=self.team).update(year=YEAR)
        Action.objects.filter(team=self.team).update(
            noted_at=datetime(YEAR, 3, 10, 12, tzinfo=WARSAW)
        )

    def sent_post(self):
        """A post to all teams, and one to this team alone."""
        for title, label in (
            (OPEN["post"], HandlingLabel.TEAMS),
            (RESERVED["post"], HandlingLabel.UNITS),
        ):
            teams = (self.team,) if label == HandlingLabel.UNITS else ()
            facts = WORDS | {"title": title}
            draft = posting.save_draft(
                audiences.Choice(label, teams=teams), facts=facts, source=self.team, by=self.by
            )
            posting.send(draft, by=self.by)
        Post.objects.filter(audience__source_team=self.team).update(
            sent_at=datetime(YEAR, 6, 1, 12, tzinfo=WARSAW)
        )
        return Post.objects.get(title=OPEN["post"], audience__source_team=self.team)

    def planned(self):
        plan = entering.begin_plan(self.team, year=YEAR, by=self.by)
        facts = {"title": OPEN["plan"], "quarter": 2, "seat": self.world.mandates[0].seat}
        self.item_done = entering.save_item(plan, facts, by=self.by)
        self.item_silent = entering.save_item(
            plan, facts | {"title": "Kampania", "quarter": 4, "seat": None}, by=self.by
        )
        return entering.adopt_plan(plan, decision=self.decision(), by=self.by)

    def activity_facts(self, **more):
        return {
            "kind": ActivityKind.TRAINING,
            "title": OPEN["activity"],
            "held_on": date(YEAR, 9, 14),
            "held_until_on": None,
            "place": "Radom",
            "participants": 24,
            "audience": "inspektorzy pracy",
            "text": "Omówiono procedury.",
            "label": HandlingLabel.UNITS,
            "planned": self.item_done,
            **more,
        }

    def entered(self, **more):
        facts = self.activity_facts(**more)
        return entering.save_activity(self.team, facts, [], by=self.by)

    def decision(self):
        """The open decision of the team, which adopts whatever is to be adopted."""
        return Decision.objects.get(team=self.team, text=OPEN["decision"])

    def begun(self, label=HandlingLabel.UNITS):
        return writing.begin(self.team, year=YEAR, label=label, by=self.by)

    def begun_unsaved(self):
        return TeamActivityReport(team=self.team, year=YEAR, label=HandlingLabel.UNITS)

    def part(self, report, key):
        found = report.parts.get(key=key)
        found.report = report
        return found

    def written(self, report, key, text):
        part = self.part(report, key)
        return writing.write(part, text=text, based_on=part.revision, by=self.by)

    def commented(self, report=None):
        report = report or self.begun()
        until = timezone.localdate() + timedelta(days=7)
        return commenting.ask(report, until_on=until, by=self.by)

    def agreed(self, report):
        """Every member says that he has nothing to add."""
        for person in list(commenting.silent(report)):
            commenting.say_nothing(report, by=person)
        return report

    def adopted(self, report=None):
        """The frozen report with its files."""
        report = self.agreed(report or self.commented())
        snapshot = freezing.adopt(report, decision=self.decision(), by=self.by)
        report_papers.make_waiting()
        return snapshot

    def sent(self, snapshot=None):
        snapshot = snapshot or self.adopted()
        freezing.send_up(snapshot.report, by=self.by)
        return snapshot

    def again(self, report):
        return TeamActivityReport.objects.select_related("team__voivodeship").get(pk=report.pk)

    def comment(self, report, key="meetings", text="Brakuje jednego.", by=None):
        return commenting.comment(self.part(report, key), text=text, by=by or self.members[0])

    def settle(self, made):
        return commenting.settle(made, result=RemarkResult.TAKEN, answer="Dopisano.", by=self.by)

    def handed_down(self, title):
        """A task of the team that hangs on no item."""
        return task_following.create(
            self.team,
            title=title,
            owner_seat=self.world.mandates[0].seat,
            due_on=None,
            state=ActionState.ACCEPTED,
            by=self.by,
        )


def recommendation(by, **more):
    """Enter one recommendation, public unless said otherwise."""
    facts = {
        "body": Body.GRETA,
        "body_name": "",
        "round": "runda próbna",
        "paragraph": "45",
        "text": "Treść próbna zalecenia.",
        "strength": Strength.CALLS,
        "due_on": None,
        "source": "Dokument próbny",
        "source_url": "",
        "answer_state": AnswerState.NONE,
        "answer": "",
        "label": HandlingLabel.PUBLIC,
    }
    return recommending.save(facts | more, by=by)
