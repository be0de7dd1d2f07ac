"""Sample recommendations, and the reports of the Mazowieckie team; all of it invented."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from coordination.choices import HandlingLabel
from coordination.models import Delivery, User
from meetings import vote_closing
from meetings.choices import DecisionKind, VoteWord
from meetings.demo_outcomes import cast, open_vote
from meetings.models import Decision
from reports import recommending, report_papers
from reports.activity import commenting, entering, freezing, writing
from reports.choices import ActivityKind
from reports.models import ExternalRecommendation, PlanEdition, TeamActivityReport
from reports.recommendation_choices import AnswerState, Body, Strength
from teams.models import Seat, Team

SECRETARY = "maria.topola@mswia.example.gov.pl"
COORDINATOR = "anna.borowik@muw.example.gov.pl"
MEMBER = "tomasz.wilk@kwp-radom.example.gov.pl"
SOURCE = "Dokument przykładowy do ćwiczeń (zmyślony)"
RECOMMENDATIONS = [
    (
        Body.GRETA,
        "runda przykładowa",
        "12",
        "Przykład: władze powinny szkolić inspektorów pracy w rozpoznawaniu pracy przymusowej "
        "i prowadzić te szkolenia co roku.",
        Strength.URGES,
        AnswerState.PARTLY,
        "Przykład odpowiedzi: szkolenia prowadzą zespoły wojewódzkie; brak danych z części z nich.",
        -30,
    ),
    (
        Body.GRETA,
        "runda przykładowa",
        "27",
        "Przykład: należy zapewnić miejsca schronienia także dla mężczyzn.",
        Strength.CONSIDERS,
        AnswerState.NONE,
        "",
        None,
    ),
    (
        Body.TIP,
        "rok przykładowy",
        "3",
        "Przykład: częściej kontrolować agencje zatrudnienia.",
        Strength.RECOMMENDS,
        AnswerState.PREPARING,
        "",
        200,
    ),
    (
        Body.NIK,
        "kontrola przykładowa",
        "II.4",
        "Przykład: ustalić jednolity wzór informacji o działaniach zespołów wojewódzkich.",
        Strength.CALLS,
        AnswerState.ANSWERED,
        "Przykład odpowiedzi: wzór wprowadzono do sprawozdań zespołów.",
        None,
    ),
    (
        Body.RPO,
        "wystąpienie przykładowe",
        "1",
        "Przykład: informować cudzoziemców o prawach w językach, które rozumieją.",
        Strength.INVITES,
        AnswerState.NONE,
        "",
        -5,
    ),
]
ACTIVITIES = [
    (
        ActivityKind.TRAINING,
        "Szkolenie dla inspektorów pracy (przykład)",
        (3, 12),
        24,
        "inspektorzy pracy",
        "Omówiono sygnały pracy przymusowej i drogę zgłoszenia.",
    ),
    (
        ActivityKind.CAMPAIGN,
        "Ulotki w urzędach pracy (przykład)",
        (5, 20),
        None,
        "osoby szukające pracy za granicą",
        "Rozdano ulotki w czterech językach.",
    ),
    (
        ActivityKind.CONFERENCE,
        "Konferencja o rozpoznawaniu ofiar (przykład)",
        (10, 15),
        80,
        "pomoc społeczna i oświata",
        "Trzy panele, materiały trafiły do biblioteki.",
    ),
]
PLANNED = [
    (1, "Szkolenie dla inspektorów pracy (przykład)"),
    (2, "Kampania informacyjna w urzędach pracy (przykład)"),
    (3, "Przegląd algorytmu postępowania z małoletnim (przykład)"),
    (4, "Konferencja wojewódzka (przykład)"),
]
FOREWORD = (
    "Tekst przykładowy: zespół działa na podstawie zarządzenia wojewody. W tym roku najwięcej "
    "uwagi poświęcił pracy przymusowej i informowaniu osób szukających pracy."
)
CLOSING = "Tekst przykładowy: w następnym roku zespół powtórzy szkolenia w powiatach."
COMMENT = "Proszę dopisać, że w kampanii brał udział także Wojewódzki Urząd Pracy (przykład)."


@transaction.atomic
def load():
    """Create them once."""
    if ExternalRecommendation.objects.filter(is_sample=True).exists():
        return
    secretary = User.objects.get(email=SECRETARY)
    enter_recommendations(secretary)
    team = Team.objects.get(key="wojewodztwo-14")
    coordinator = User.objects.get(email=COORDINATOR)
    this_year = timezone.localdate().year
    sent_report(team, coordinator, this_year - 1)
    running_report(team, coordinator, this_year)
    for report in TeamActivityReport.objects.filter(team=team):
        Delivery.objects.about(report).delete()


def enter_recommendations(secretary):
    today = timezone.localdate()
    tasks = list(PlanEdition.objects.get(is_sample=True).tasks.order_by("sort_key")[:12])
    for number, row in enumerate(RECOMMENDATIONS):
        body, series, paragraph, text, strength, state, answer, days = row
        facts = {
            "body": body,
            "body_name": "",
            "round": series,
            "paragraph": paragraph,
            "text": text,
            "strength": strength,
            "due_on": None if days is None else today + timedelta(days=days),
            "source": SOURCE,
            "source_url": "",
            "answer_state": state,
            "answer": answer,
            "label": HandlingLabel.TEAMS if body == Body.NIK else HandlingLabel.PUBLIC,
        }
        made = recommending.save(facts, by=secretary)
        ExternalRecommendation.objects.filter(pk=made.pk).update(is_sample=True)
        for task in tasks[number * 2 : number * 2 + 1 + number % 2] if number < 4 else []:
            recommending.link(made, task, note="Powiązanie przykładowe.", by=secretary)


def enter_activities(team, coordinator, year, *, planned=()):
    items = {item.title: item for item in planned}
    answered = ExternalRecommendation.objects.filter(is_sample=True, paragraph="12")
    today = timezone.localdate()
    for kind, title, (month, day), participants, audience, text in ACTIVITIES:
        held_on = min(date(year, month, day), today)
        facts = {
            "kind": kind,
            "title": title,
            "held_on": held_on,
            "held_until_on": None,
            "place": "Warszawa",
            "participants": participants,
            "audience": audience,
            "text": text,
            "label": HandlingLabel.TEAMS,
            "planned": items.get(title),
        }
        is_training = kind == ActivityKind.TRAINING
        found = answered if is_training else []
        entering.save_activity(team, facts, found, by=coordinator)


def made_plan(team, coordinator, year, decision):
    plan = entering.begin_plan(team, year=year, by=coordinator)
    seats = list(Seat.objects.on_day().filter(team=team).order_by("position", "pk")[:4])
    for (quarter, title), seat in zip(PLANNED, seats, strict=False):
        facts = {"title": title, "quarter": quarter, "seat": seat}
        entering.save_item(plan, facts, by=coordinator)
    plan = entering.adopt_plan(plan, decision=decision, by=coordinator)
    review = plan.items.filter(quarter=3).first()
    facts = {"outcome": "moved", "outcome_note": "Brakowało uwag dwóch instytucji (przykład)."}
    entering.note_outcome(review, facts, based_on=review.revision, by=coordinator)
    return plan


def decided(team, coordinator, title, text):
    """A circular vote of the team that ended some days ago."""
    at = timezone.now() - timedelta(days=20)
    kind = DecisionKind.RESOLUTION
    ballot = open_vote(team, coordinator, title=title, text=text, kind=kind, days=10, at=at)
    cast(ballot, [(VoteWord.FOR, "")] * ballot.seats.count(), at)
    vote_closing.close(ballot, by=coordinator, at=ballot.closes_at)
    Decision.objects.filter(ballot=ballot).update(adopted_at=ballot.closes_at)
    Delivery.objects.about(ballot).delete()
    return Decision.objects.get(ballot=ballot)


def begun(team, coordinator, year):
    report = writing.begin(team, year=year, label=HandlingLabel.UNITS, by=coordinator)
    for key, text in (("introduction", FOREWORD), ("conclusions", CLOSING)):
        part = report.parts.get(key=key)
        writing.write(part, text=text, based_on=part.revision, by=coordinator)
    until = timezone.localdate() + timedelta(days=10)
    return commenting.ask(report, until_on=until, by=coordinator)


def sent_report(team, coordinator, year):
    """Last year's report: adopted, frozen and sent to the national team."""
    enter_activities(team, coordinator, year)
    report = begun(team, coordinator, year)
    for person in list(commenting.silent(report)):
        commenting.say_nothing(report, by=person)
    decision = decided(
        team,
        coordinator,
        f"Przyjęcie sprawozdania za {year} r. (przykład)",
        f"Zespół przyjmuje sprawozdanie z działalności za {year} r. (przykład).",
    )
    freezing.adopt(report, decision=decision, by=coordinator, is_sample=True)
    report_papers.make_waiting()
    freezing.send_up(report, by=coordinator)


def running_report(team, coordinator, year):
    """This year's report: members are asked for comments, one has answered."""
    decision = decided(
        team,
        coordinator,
        f"Plan pracy na {year} r. (przykład)",
        f"Zespół przyjmuje plan pracy na {year} r. (przykład).",
    )
    plan = made_plan(team, coordinator, year, decision)
    enter_activities(team, coordinator, year, planned=plan.items.all())
    report = begun(team, coordinator, year)
    part = report.parts.get(key="activities")
    part.report = report
    commenting.comment(part, text=COMMENT, by=User.objects.get(email=MEMBER))
