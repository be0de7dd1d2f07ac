"""A small team with its meeting, for the tests of this room."""

from datetime import datetime, time, timedelta
from itertools import count

from django.utils import timezone

from coordination.choices import HandlingLabel
from coordination.models import Delivery
from coordination.working_days import next_working_day
from meetings import attendance, convening, planning, recording
from meetings.choices import PresenceMode
from meetings.local_times import WARSAW
from tests import factories

_next = count(1)
AGENDA = [("Otwarcie", 5), ("Szkolenia", 30), ("Plan pracy", None)]


class World:
    """A team with a coordinator, members and rules.

    Args:
        members: How many seats are filled; each counts to the quorum.
        vacant: How many seats are not.
        rules: Fields of the rules of procedure, or None for a team without rules.
    """

    def __init__(self, members=3, vacant=0, **rules):
        self.team = factories.regional_team("Mazowiecki Zespół")
        self.coordinator = factories.coordinator_of(self.team)
        self.mandates = [
            factories.mandate(
                factories.seat(
                    self.team, factories.institution(f"Członkowska {next(_next)}"), position=number
                ),
                factories.person(full_name=f"Członek Numer{number}"),
            )
            for number in range(1, members + 1)
        ]
        for number in range(vacant):
            factories.seat(
                self.team, factories.institution(f"Wakująca {next(_next)}"), position=90 + number
            )
        self.rules = factories.rules(self.team, **rules)

    @property
    def members(self):
        return [mandate.user for mandate in self.mandates]

    def facts(self, day=None, hour=10, **more):
        start = datetime.combine(day or day_ahead(), time(hour), WARSAW)
        return {
            "title": "Posiedzenie zespołu",
            "kind": "ordinary",
            "starts_at": start,
            "ends_at": start + timedelta(hours=2),
            "place": "Radom, sala 12",
            "video_link": "https://wideo.example.org/zespol",
            "notes": "Proszę zabrać materiały.",
            "label": HandlingLabel.UNITS,
            **more,
        }

    def draft(self, agenda=AGENDA, **facts):
        return planning.draft(
            self.team, facts=self.facts(**facts), agenda_entries=agenda, by=self.coordinator
        )

    def convened(self, **facts):
        return convening.convene(self.draft(**facts), by=self.coordinator)

    def in_session(self, **facts):
        meeting = self.convened(**facts)
        recording.open_session(meeting, by=self.coordinator)
        meeting.refresh_from_db()
        return meeting

    def held(self, **facts):
        """A meeting that everybody attended and that has been ended."""
        meeting = self.in_session(**facts)
        for invitee in meeting.invitees.current():
            attendance.note_presence(invitee, mode=PresenceMode.ON_SITE, by=self.coordinator)
        return recording.end_session(meeting, by=self.coordinator)

    def change(self, meeting, **facts):
        """Change a meeting as its form would, from its present revision."""
        meeting.refresh_from_db()
        present = {name: getattr(meeting, name) for name in planning.FACTS}
        agenda = facts.pop("agenda", None)
        return planning.change(
            meeting,
            facts=present | facts,
            agenda_entries=agenda,
            revision=meeting.revision,
            by=self.coordinator,
        )

    def guest(self, meeting, email="gosc@uczelnia.example.org", **fields):
        facts = {"name": "Gość Zaproszony", "institution_name": "Uczelnia", "language": "pl"}
        return planning.add_guest(
            meeting, email=email, user=None, by=self.coordinator, **(facts | fields)
        )


def day_ahead(days=20):
    return next_working_day(timezone.localdate() + timedelta(days=days))


def invitee_of(meeting, user):
    return meeting.invitees.current().get(user=user)


def letters(meeting=None, **wanted):
    """Letters in the outbox, in the order they were written."""
    found = Delivery.objects.about(meeting) if meeting else Delivery.objects.all()
    return list(found.filter(**wanted).order_by("pk"))
