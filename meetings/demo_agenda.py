"""Agendas of the demo: sections, a reserved item, standing items, proposals and a question."""

from datetime import datetime, time, timedelta
from itertools import pairwise

from django.utils import timezone

from coordination.choices import HandlingLabel
from coordination.models import User
from coordination.working_days import next_working_day
from meetings import arranging, asking, polling, proposing
from meetings.agenda_order import ITEM, SECTION
from meetings.choices import AnswerChannel, ItemPurpose, ProposalState, QuestionReply, StandingPlace
from meetings.local_times import WARSAW
from meetings.models import Meeting, StandingItem
from teams.choices import TeamLevel
from teams.models import Mandate, Team


def load(team, coordinator, national, secretary):
    """Fill the coming agenda of a team and the backlogs around it."""
    police = User.objects.get(email="tomasz.wilk@kwp-radom.example.gov.pl")
    foundation = User.objects.get(email="zofia.kalina@fundacja.example.org")
    StandingItem.objects.create(
        team=team,
        position=1,
        title="Stan wykonania zadań",
        purpose=ItemPurpose.INFORMATION,
        minutes=10,
        place=StandingPlace.END,
    )
    arrange(Meeting.objects.get(team=team, title="Posiedzenie zimowe zespołu"), coordinator)
    put_forward(team, coordinator, police, foundation)
    ask_teams(national, secretary, team, coordinator)
    look_for_a_date(team, coordinator)


def look_for_a_date(team, coordinator):
    """An open poll of three times, half answered."""
    first = next_working_day(timezone.localdate() + timedelta(days=40))
    times = [(first, 10), (next_working_day(first + timedelta(days=1)), 9), (first, 13)]
    starts = [datetime.combine(day, time(hour), WARSAW) for day, hour in times]
    poll = polling.ask(
        team,
        title="Posiedzenie w sprawie planu pracy",
        place="Mazowiecki Urząd Wojewódzki, pl. Bankowy 3/5, Warszawa, sala 128",
        words="Proszę o odpowiedź także wtedy, gdy pasuje tylko jeden termin.",
        until_at=timezone.now() + timedelta(days=9),
        spans=[(start, start + timedelta(hours=2)) for start in starts],
        by=coordinator,
    )
    words = [("yes", "yes", "no"), ("yes", "maybe", "yes"), ("no", "yes", "no"), ("yes",) * 3]
    slots = list(poll.slots.all())
    for invitee, said in zip(poll.invitees.all()[1:8:2], words, strict=True):
        answers = {slot.pk: word for slot, word in zip(slots, said, strict=True)}
        polling.answer(invitee, answers, via=AnswerChannel.LINK, by=invitee.user)


def arrange(meeting, by):
    """Two headings, purposes, who presents, and one item for two seats only."""
    purposes = [
        (ItemPurpose.INFORMATION, ""),
        (ItemPurpose.APPROVAL, ""),
        (ItemPurpose.INFORMATION, "Komenda Wojewódzka Policji z siedzibą w Radomiu"),
        (ItemPurpose.DISCUSSION, "Okręgowy Inspektorat Pracy w Warszawie"),
        (ItemPurpose.DECISION, "Mazowieckie Centrum Polityki Społecznej"),
        (ItemPurpose.DISCUSSION, ""),
    ]
    for item, (purpose, presenter) in zip(meeting.items.all(), purposes, strict=True):
        item.purpose, item.presenter = purpose, presenter
        item.save(update_fields=["purpose", "presenter"])
    seats = meeting.team.seats.on_day().filter(
        institution__name__in=[
            "Komenda Stołeczna Policji",
            "Komenda Wojewódzka Policji z siedzibą w Radomiu",
            "Nadwiślański Oddział Straży Granicznej",
        ]
    )
    words = arranging.plain("Wspólne kontrole w pierwszym kwartale") | {"minutes": 15}
    reserved = arranging.add_item(meeting, words=words, seats=seats, by=by)
    keys = list(meeting.items.values_list("pk", flat=True))
    affairs = arranging.add_section(meeting, title="Sprawy merytoryczne", by=by)
    closing = arranging.add_section(meeting, title="Zakończenie", by=by)
    arranging.move(meeting, (SECTION, affairs.pk), behind=(ITEM, keys[1]), by=by)
    arranging.move(meeting, (ITEM, keys[2]), behind=(SECTION, affairs.pk), by=by)
    for before, key in pairwise(keys[2:5]):
        arranging.move(meeting, (ITEM, key), behind=(ITEM, before), by=by)
    arranging.move(meeting, (ITEM, reserved.pk), behind=(ITEM, keys[4]), by=by)
    arranging.move(meeting, (ITEM, keys[5]), behind=(SECTION, closing.pk), by=by)
    Meeting.objects.filter(pk=meeting.pk).update(announce_due_at=None)


def put_forward(team, coordinator, police, foundation):
    """One proposal to decide, one in the backlog with an opinion asked."""
    seats = {one.user_id: one.seat for one in mandates_of(team)}
    words = {
        "justification": "Kierowcy i konduktorzy jako pierwsi widzą osoby w drodze do pracy. "
        "Prosimy o decyzję, czy zespół obejmie szkolenie patronatem.",
        "purpose": ItemPurpose.DECISION,
        "minutes": 20,
        "label": HandlingLabel.UNITS,
    }
    proposing.propose(
        team,
        words={"title": "Szkolenie pracowników Kolei Mazowieckich", **words},
        seat=seats[foundation.pk],
        by=foundation,
    )
    words["justification"] = "Formularz z 2019 r. nie obejmuje pracy przymusowej."
    waiting = proposing.propose(
        team,
        words={"title": "Nowy formularz rozpoznania wstępnego", **words},
        seat=seats[police.pk],
        by=police,
    )
    proposing.settle(waiting, ProposalState.ACCEPTED, by=coordinator)
    due = timezone.localdate() + timedelta(days=10)
    proposing.ask_opinions(waiting, [seats[foundation.pk]], due_on=due, by=coordinator)


def mandates_of(team):
    return Mandate.objects.on_day().filter(seat__team=team).select_related("seat")


def ask_teams(national, secretary, team, coordinator):
    """The national team asks all voivodeship teams; one has answered."""
    teams = Team.objects.active().filter(level=TeamLevel.VOIVODESHIP)
    question = asking.ask(
        national,
        title="Jakie szkolenia zespół przeprowadził w 2026 roku?",
        text="Proszę podać liczbę szkoleń, liczbę uczestników i grupy zawodowe.",
        label=HandlingLabel.UNITS,
        due_on=timezone.localdate() + timedelta(days=30),
        teams=teams,
        by=secretary,
    )
    asking.reply(
        question.addressees.get(team=team),
        kind=QuestionReply.ANSWERED,
        text="Trzy szkolenia, 86 osób: inspektorzy pracy, funkcjonariusze Straży Granicznej, "
        "pracownicy urzędów pracy.",
        dissent="Jedna instytucja nie liczy szkoleń wewnętrznych.",
        by=coordinator,
    )
