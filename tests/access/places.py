"""One of everything that has an address, and the people who knock."""

from datetime import time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from coordination import documents, outbox, people
from coordination.choices import HandlingLabel, IncomingOutcome
from coordination.models import Delivery, IncomingMail
from meetings import (
    approving,
    arranging,
    asking,
    attendance,
    circulating,
    feeds,
    packs,
    planning,
    polling,
    proposing,
    recording,
    records,
    recurring,
    remarking,
)
from meetings.choices import (
    Answer,
    AnswerChannel,
    DecisionKind,
    Frequency,
    HolidayRule,
    ProposalState,
)
from meetings.models import RsvpEvent, StandingItem
from reports.choices import EditionState
from reports.models import PlanEdition
from teams.choices import RoleName
from teams.models import Programme
from tests import factories
from tests.access import (
    places_activity,
    places_exchange,
    places_library,
    places_outcomes,
    places_releases,
    places_reports,
    places_requests,
    places_series,
)
from tests.meetings.world import World

ROSTER = "institution;person;email;capacity;from\nX;Y;y@example.org;deputy;2026-01-01\n"


class Places:
    """A regional team with meetings in every state, and all the arguments of all addresses."""

    def __init__(self):
        self.world = World(members=3)
        self.team = self.world.team
        self.actors = self.make_actors()
        self.draft = self.world.draft(hour=8)
        self.convened = self.world.convened()
        self.in_session = self.world.in_session(hour=13)
        self.held = self.world.held(hour=15)
        self.make_minutes()
        self.make_record()
        self.make_mail()
        self.args = self.make_args()

    def make_actors(self):
        national = factories.team("Krajowy Zespół")
        former = factories.former_member_of(self.team)
        return {
            "anonymous": None,
            "stranger": factories.person(),
            "other": factories.member_of(self.other_team()),
            "former": former,
            "member": self.world.members[0],
            "coordinator": self.world.coordinator,
            "chair": factories.chair_of(self.team),
            "national": factories.secretary_of(national),
            "administrator": factories.administrator(),
        }

    def other_team(self):
        """Another voivodeship's team; its members hold no office in it."""
        return factories.regional_team(
            "Inny Zespół", voivodeship=factories.voivodeship("32", "zachodniopomorskie")
        )

    def make_minutes(self):
        """Circulated minutes with a remark and a signature."""
        by = self.world.coordinator
        self.closed = self.world.in_session(hour=17)
        for invitee in self.closed.invitees.current():
            attendance.note_presence(invitee, mode="on_site", by=by)
        block = self.closed.items.first().block
        recording.save_block(block, text="Pierwszy akapit", based_on=0, by=by)
        recording.end_session(self.closed, by=by)
        self.release = circulating.circulate(self.closed, by=by)
        self.closed.refresh_from_db()
        self.awaited = self.release.acknowledgements.first()
        self.remark = remarking.remark(self.awaited, number="1.1", text="Uwaga")
        scan = documents.store(
            SimpleUploadedFile("skan.txt", b"x"), title="x", label=self.closed.label, by=by
        )
        self.signature = approving.record_signature(
            self.release,
            kind="paper",
            name="Podpisana",
            function="przewodnicząca",
            signed_on=timezone.localdate(),
            file=scan,
            by=by,
        )

        self.records_folder = records.ask(self.closed, case_sign="WPS.9511.1.2026", by=by)
        records.make_waiting()

    def make_record(self):
        by = self.world.coordinator
        self.item = self.in_session.items.first()
        self.block = recording.save_block(self.item.block, text="Treść", based_on=0, by=by)
        facts = {"kind": DecisionKind.ARRANGEMENT, "text": "Ustalono", "taken_how": ""}
        self.decision = recording.note_decision(self.item, by=by, **facts)
        seat = self.world.mandates[0].seat
        self.action = recording.note_action(
            self.item, title="Zadanie", owner_seat=seat, due_on=None, by=by
        )
        self.section = arranging.add_section(self.convened, title="Sprawy", by=by)
        self.agenda_item = arranging.add_item(
            self.convened, words=arranging.plain("Do ułożenia"), by=by
        )
        self.standing = StandingItem.objects.create(team=self.team, position=1, title="Stały")
        self.make_poll(by)
        self.make_series(by)
        self.group = places_series.group_of(self.world)
        self.make_presences(by)
        self.make_proposals(by)
        upload = SimpleUploadedFile("pismo.txt", b"x")
        version = documents.store(upload, title="Pismo", label=HandlingLabel.UNITS, by=by)
        self.attached = planning.attach(self.convened, version, by=by)
        self.pack = packs.ask(self.convened, "zip", user=self.world.members[0])
        packs.make_waiting()
        table = SimpleUploadedFile("sklad.csv", ROSTER.encode())
        self.table = documents.store(table, title="Skład", label=HandlingLabel.PERSONS, by=by)
        self.invitee = self.convened.invitees.current().get(user=self.world.members[1])
        start = self.convened.starts_at + timedelta(days=1)
        self.counter = RsvpEvent.objects.create(
            invitee=self.invitee,
            answer=Answer.TENTATIVE,
            via=AnswerChannel.LINK,
            sequence=0,
            proposed_start_at=start,
            proposed_end_at=start + timedelta(hours=2),
        )

    def make_poll(self, by):
        day = timezone.now() + timedelta(days=20)
        spans = [(day + timedelta(days=n), day + timedelta(days=n, hours=2)) for n in range(2)]
        self.poll = polling.ask(
            self.team,
            title="Kiedy?",
            place="",
            words="",
            until_at=timezone.now() + timedelta(days=5),
            spans=spans,
            by=by,
        )

    def make_series(self, by):
        first = timezone.localdate() + timedelta(days=40)
        self.series = recurring.begin(
            self.team,
            rule={
                "title": "Cykl",
                "frequency": Frequency.MONTHLY,
                "begins_on": first,
                "until_on": first + timedelta(days=300),
                "hour": time(10),
                "minutes": 60,
                "holidays": HolidayRule.NEXT,
                "place": "Sala",
                "agenda": "Punkt",
                "label": HandlingLabel.UNITS,
                "ahead": 1,
            },
            by=by,
        )

    def make_presences(self, by):
        self.guest, self.excused, self.seated = self.in_session.invitees.current()
        attendance.note_presence(self.guest, mode="on_site", by=by)
        file = SimpleUploadedFile("zwolnienie.txt", b"x")
        version = documents.store(file, title="x", label=HandlingLabel.PERSONS, by=by)
        attendance.note_presence(
            self.excused, mode="excused", by=by, excuse_document=version.document
        )
        self.in_session.refresh_from_db()

    def make_proposals(self, by):
        member, seat = self.world.members[0], self.world.mandates[0].seat
        facts = {
            "title": "Zgłoszony",
            "justification": "Bo tak",
            "purpose": "discussion",
            "minutes": 10,
            "label": HandlingLabel.UNITS,
        }
        self.proposal = proposing.propose(self.team, words=facts, seat=seat, by=member)
        proposing.settle(self.proposal, ProposalState.ACCEPTED, by=by)
        file = SimpleUploadedFile("wniosek.txt", b"x")
        version = documents.store(file, title="Wniosek", label=HandlingLabel.UNITS, by=member)
        self.proposal_document = proposing.attach(self.proposal, version)
        self.returned = proposing.propose(self.team, words=facts, seat=seat, by=member)
        proposing.settle(self.returned, ProposalState.RETURNED, reason="Popraw", by=by)
        self.question = asking.ask(
            self.team,
            title="Pytanie",
            text="",
            label=HandlingLabel.UNITS,
            due_on=timezone.localdate() + timedelta(days=9),
            teams=[factories.team("Pytany Zespół")],
            by=by,
        )

    def make_mail(self):
        letter = outbox.Letter(
            key="access", recipient="x@example.org", subject="x", text="x", team_id=self.team.pk
        )
        self.letter = outbox.send_once(letter)
        Delivery.objects.filter(pk=self.letter.pk).update(state="failed")
        self.incoming = IncomingMail.objects.create(
            raw=b"x", sha256="0" * 64, team_id=self.team.pk, outcome=IncomingOutcome.UNREADABLE
        )

    def make_args(self):
        administrator = self.actors["administrator"]
        facts = {"full_name": "Nowa Osoba", "language": "pl", "by": administrator}
        invitation = people.invite(email="nowa@example.org", **facts)
        edition = PlanEdition.objects.create(
            name="KPD", year_from=2022, year_to=2024, state=EditionState.ADOPTED
        )
        Programme.objects.create(key="kcik", name="KCIK")
        mandate = self.world.mandates[2]
        office = self.team.roles.get(role=RoleName.COORDINATOR)
        mine = feeds.address_for(self.actors["member"], None)
        seat = mandate.seat
        return (
            places_reports.add(self)
            | places_releases.add(self)
            | {
                "secret": mine.secret,
                "invitation_secret": invitation.secret,
                "invitee_secret": self.invitee.secret,
                "minutes_secret": self.awaited.secret,
                "awaited": self.awaited.pk,
                "template_team": self.team.pk,
                "example": "example",
                "records_folder": self.records_folder.pk,
                "paragraph": "1.1",
                "remark": self.remark.pk,
                "signature": self.signature.pk,
                "person": self.actors["stranger"].pk,
                "invitation": invitation.pk,
                "institution": seat.institution_id,
                "letter": self.letter.pk,
                "incoming": self.incoming.pk,
                "edition": edition.pk,
                "team": self.team.pk,
                "seat": seat.pk,
                "mandate": mandate.pk,
                "role": office.pk,
                "group": self.group.pk,
                "version": self.table.pk,
                "draft": self.draft.pk,
                "convened": self.convened.pk,
                "in_session": self.in_session.pk,
                "held": self.held.pk,
                "closed": self.closed.pk,
                "invitee": self.invitee.pk,
                "event": self.counter.pk,
                "attached": self.attached.pk,
                "item": self.item.pk,
                "agenda_item": self.agenda_item.pk,
                "section": self.section.pk,
                "standing": self.standing.pk,
                "block": self.block.pk,
                "series": self.series.pk,
                "day": str(self.series.meetings.get().series_day),
                "poll": self.poll.pk,
                "poll_invitee": self.poll.invitees.first().pk,
                "poll_secret": self.poll.invitees.first().secret,
                "slot": self.poll.slots.first().pk,
                "pack": self.pack.pk,
                "guest": self.guest.pk,
                "excused": self.excused.pk,
                "seated_secret": self.seated.secret,
                "check_in_secret": self.in_session.check_in_secret,
                "proposal": self.proposal.pk,
                "proposal_document": self.proposal_document.pk,
                "returned": self.returned.pk,
                "question": self.question.pk,
                "addressee": self.question.addressees.get().pk,
                "decision": self.decision.pk,
                "action": self.action.pk,
                "feed": mine.pk,
                "number": self.release.number,
                "pdf": "pdf",
                **places_outcomes.make(self),
                **places_exchange.make(self),
                **places_library.make(self),
                **places_requests.make(self),
                **places_activity.make(self),
            }
        )

    def address(self, name, words):
        return reverse(name, args=[self.args[word] for word in words.split()])
