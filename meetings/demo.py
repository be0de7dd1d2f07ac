"""Meetings of the demo: one held with minutes, one convened with answers, one draft."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from coordination.choices import HandlingLabel
from coordination.models import Delivery, User
from coordination.working_days import next_working_day
from meetings import (
    answering,
    attendance,
    circulating,
    convening,
    demo_agenda,
    demo_outcomes,
    demo_series,
    planning,
    recording,
    remarking,
)
from meetings.choices import (
    Answer,
    AnswerChannel,
    ApprovalWay,
    DecisionKind,
    ItemState,
    PresenceMode,
)
from meetings.local_times import WARSAW
from meetings.models import Meeting
from teams.models import Team

PLACE = "Mazowiecki Urząd Wojewódzki, pl. Bankowy 3/5, Warszawa, sala 128"
NEXT_AGENDA = [
    ("Otwarcie i przyjęcie porządku obrad", 5),
    ("Przyjęcie protokołu poprzedniego posiedzenia", 10),
    ("Diagnoza zjawiska w województwie: dane za pierwsze półrocze", 30),
    ("Szkolenie dla inspektorów pracy i Straży Granicznej", 20),
    ("Algorytm postępowania z małoletnim cudzoziemcem: uwagi instytucji", 40),
    ("Sprawy różne i termin następnego posiedzenia", 10),
]
LAST_AGENDA = [
    ("Otwarcie i przyjęcie porządku obrad", 5),
    ("Wymiana informacji o działaniach instytucji", 45),
    ("Kampania informacyjna w urzędach pracy", 20),
    ("Plan pracy na następny rok", 30),
]


@transaction.atomic
def load():
    """Create the demo meetings once."""
    team = Team.objects.get(key="wojewodztwo-14")
    if Meeting.objects.filter(team=team).exists():
        return
    coordinator = User.objects.get(email="anna.borowik@muw.example.gov.pl")
    hold_past_meeting(team, coordinator)
    convene_next_meeting(team, coordinator)
    draft_later_meeting(team, coordinator)
    national = Team.objects.get(key="krajowy-2023")
    secretary = User.objects.get(email="maria.topola@mswia.example.gov.pl")
    convene_national_meeting(national, secretary)
    demo_agenda.load(team, coordinator, national, secretary)
    demo_outcomes.load(team, coordinator, national, secretary)
    demo_series.load(national, secretary, team)


def facts(title, day, hour, hours=2, **more):
    start = datetime.combine(day, time(hour), WARSAW)
    return {
        "title": title,
        "kind": "ordinary",
        "starts_at": start,
        "ends_at": start + timedelta(hours=hours),
        "place": PLACE,
        "video_link": "https://wideo.example.gov.pl/zespol-mazowiecki",
        "notes": "",
        "label": HandlingLabel.UNITS,
        **more,
    }


def hold_past_meeting(team, by):
    """A meeting of a week or two ago, with attendance, minutes, a decision and a task."""
    soon = next_working_day(timezone.localdate() + timedelta(days=10))
    meeting = planning.draft(
        team,
        facts=facts("Posiedzenie jesienne zespołu", soon, 10),
        agenda_entries=LAST_AGENDA,
        by=by,
    )
    meeting = convening.convene(meeting, by=by)
    start = datetime.combine(soon - timedelta(days=21), time(10), WARSAW)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        convened_at=start - timedelta(days=15),
    )
    Delivery.objects.about(meeting).delete()
    meeting.refresh_from_db()
    recording.open_session(meeting, by=by)
    for number, invitee in enumerate(meeting.invitees.current()):
        mode = [PresenceMode.ON_SITE, PresenceMode.REMOTE, PresenceMode.EXCUSED][number % 3]
        attendance.note_presence(invitee, mode=mode, by=by)
    write_minutes(meeting, by)
    recording.end_session(meeting, by=by)
    circulating.circulate(meeting, way=ApprovalWay.TACIT, by=by)
    remark_on_minutes(meeting)


def remark_on_minutes(meeting):
    """Two members have something to say to the minutes, one of them another wording."""
    release = meeting.minutes.releases.get()
    first, second = release.acknowledgements.all()[:2]
    remarking.remark(
        first,
        number="2.2",
        text="",
        by=first.invitee.user,
        wording="Straż Graniczna omówiła szkolenia dla funkcjonariuszy placówek w Warszawie. "
        "Inspekcja pracy zapowiedziała kontrole.",
    )
    remarking.remark(
        second, number="3.1", text="Proszę dopisać, w których językach.", by=second.invitee.user
    )


def write_minutes(meeting, by):
    texts = [
        "Przewodnicząca otworzyła posiedzenie. Porządek obrad przyjęto bez zmian.",
        "Instytucje przedstawiły działania z ostatniego kwartału.\n\nStraż Graniczna omówiła "
        "szkolenia dla funkcjonariuszy placówek. Inspekcja pracy zapowiedziała kontrole.",
        "Wojewódzki Urząd Pracy przygotuje ulotki w czterech językach.",
        "Nie rozpatrzono z braku czasu.",
    ]
    items = list(meeting.items.select_related("block"))
    for item, text in zip(items, texts, strict=True):
        recording.save_block(item.block, text=text, based_on=0, by=by)
        recording.set_item_state(item, ItemState.DISCUSSED, by=by)
    recording.note_decision(
        items[2],
        kind=DecisionKind.ARRANGEMENT,
        text="Ulotki będą wyłożone w urzędach pracy i w urzędzie wojewódzkim.",
        taken_how="jednomyślnie",
        by=by,
    )
    recording.note_action(
        items[2],
        title="Przygotować ulotki w czterech językach",
        owner_seat=meeting.team.seats.on_day().order_by("position")[2],
        due_on=timezone.localdate() + timedelta(days=20),
        by=by,
    )
    recording.set_item_state(items[3], ItemState.DEFERRED, by=by)


def convene_next_meeting(team, by):
    """A meeting in two weeks, with some answers and some silence."""
    day = next_working_day(timezone.localdate() + timedelta(days=15))
    meeting = planning.draft(
        team, facts=facts("Posiedzenie zimowe zespołu", day, 10), agenda_entries=NEXT_AGENDA, by=by
    )
    meeting = convening.convene(meeting, by=by)
    answers = [Answer.ACCEPTED, Answer.ACCEPTED, Answer.NONE, Answer.TENTATIVE, Answer.ACCEPTED]
    answers += [Answer.DECLINED, Answer.NONE]
    for number, invitee in enumerate(meeting.invitees.current().in_order()):
        answer = answers[number % len(answers)]
        if answer != Answer.NONE:
            answering.record_answer(invitee, answer, via=AnswerChannel.LINK, by=invitee.user)


def draft_later_meeting(team, by):
    day = next_working_day(timezone.localdate() + timedelta(days=60))
    planning.draft(
        team,
        facts=facts("Posiedzenie wiosenne zespołu", day, 11),
        agenda_entries=[("Plan pracy", None)],
        by=by,
    )


def convene_national_meeting(team, by):
    """A national meeting on the day of the Mazowiecki one, so that a clash can be seen."""
    day = next_working_day(timezone.localdate() + timedelta(days=15))
    meeting = planning.draft(
        team,
        facts=facts(
            "Posiedzenie Zespołu Międzyresortowego",
            day,
            11,
            place="Ministerstwo Spraw Wewnętrznych i Administracji, ul. Batorego 5, Warszawa",
            video_link="",
        ),
        agenda_entries=[("Ocena realizacji KPD: stan prac", 60), ("Rekomendacje GRETA", 45)],
        by=by,
    )
    convening.convene(meeting, by=by)
