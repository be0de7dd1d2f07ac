"""A sample plan of sixty tasks, with a closed cycle and an open one; all of it invented."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from coordination.choices import PostRole
from coordination.models import Delivery, Institution, InstitutionPost, User
from reports import (
    chasing,
    collecting,
    contributing,
    demo_assessments,
    demo_plan,
    demo_reports,
    finding,
    reviewing,
)
from reports.choices import (
    Answer,
    AssignmentRole,
    CycleKind,
    CycleState,
    EditionState,
    SelfRating,
    ValueState,
)
from reports.deadlines import day_of
from reports.models import (
    Activity,
    Assignment,
    Chapter,
    Contribution,
    FormVersion,
    Indicator,
    PlanEdition,
    ReportingCycle,
    SubChapter,
    Task,
)
from reports.printed_numbers import sort_key
from reports.reporters import Reporter, signatories_of
from teams.models import Team

SECRETARY = "maria.topola@mswia.example.gov.pl"
POSTS = [
    ("piotr.sosna@kgp.example.gov.pl", "Komenda Główna Policji", PostRole.CONTRIBUTOR),
    ("wanda.limba@kgp.example.gov.pl", "Komenda Główna Policji", PostRole.SIGNATORY),
    ("zofia.kalina@fundacja.example.org", "Stowarzyszenie Interwencji Prawnej", "contributor"),
    ("zofia.kalina@fundacja.example.org", "Stowarzyszenie Interwencji Prawnej", "signatory"),
]
OTHERS = [
    ("Ministerstwo Edukacji Narodowej", "men"),
    ("Komenda Główna Straży Granicznej", "kgsg"),
    ("Ministerstwo Sprawiedliwości", "ms"),
    ("Ministerstwo Spraw Wewnętrznych i Administracji", "mswia"),
    ("Urząd do Spraw Cudzoziemców", "udsc"),
]
LEADS = ["Komenda Główna Policji", *(name for name, _domain in OTHERS)]
PARTNERS = ["Komenda Główna Policji", "Stowarzyszenie Interwencji Prawnej", *LEADS[1:4]]
FIRST_YEAR, LAST_YEAR = 2026, 2028
SINCE = date(2025, 1, 15)


@transaction.atomic
def load():
    """Create the sample plan, its people, cycles and contributions once."""
    if PlanEdition.objects.filter(is_sample=True).exists():
        return
    institutions = {one.name: one for one in Institution.objects.filter(name__in=all_names())}
    give_posts(institutions)
    edition = make_plan(institutions)
    secretary = User.objects.get(email=SECRETARY)
    closed = make_closed_cycle(edition, institutions, secretary)
    cycle = make_open_cycle(edition, institutions, secretary)
    demo_assessments.make(cycle, secretary)
    closed.refresh_from_db()
    demo_reports.make(closed, cycle, institutions, secretary)


def all_names():
    return {*LEADS, *PARTNERS}


def give_posts(institutions):
    for email, name, role in POSTS:
        give(User.objects.get(email=email), institutions[name], role)
    for name, domain in OTHERS:
        user, _made = User.objects.get_or_create(
            email=f"sprawozdania@{domain}.example.gov.pl",
            defaults={"full_name": f"Kancelaria ({domain.upper()}, demonstracja)"},
        )
        give(user, institutions[name], PostRole.SIGNATORY)


def give(user, institution, role):
    InstitutionPost.objects.get_or_create(
        user=user, institution=institution, role=role, defaults={"from_on": SINCE}
    )


def make_plan(institutions):
    edition = PlanEdition.objects.create(
        name="Plan przykładowy do ćwiczeń (dane zmyślone)",
        year_from=FIRST_YEAR,
        year_to=LAST_YEAR,
        state=EditionState.ADOPTED,
        adopted_on=SINCE,
        adopting_body="nikt: to przykład",
        is_sample=True,
    )
    place = 0
    for number, title, headings, titles in demo_plan.CHAPTERS:
        chapter = Chapter.objects.create(
            edition=edition, number=number, title=title, sort_key=sort_key(number)
        )
        under = [
            SubChapter.objects.create(chapter=chapter, position=position, title=heading)
            for position, heading in enumerate(headings, start=1)
        ]
        for order, words in enumerate(titles, start=1):
            make_task(edition, chapter, under[order > 5], order, words, place, institutions)
            place += 1
    finding.index_edition(edition)
    return edition


def make_task(edition, chapter, heading, order, words, place, institutions):
    """One sample task with a lead, partners and an indicator; some lack a target on purpose."""
    kind, deadline = demo_plan.KINDS[place % len(demo_plan.KINDS)]
    number = f"{chapter.number}.{order}"
    task = Task.objects.create(
        edition=edition,
        chapter=chapter,
        subchapter=heading,
        number=number,
        sort_key=sort_key(number),
        title=f"{demo_plan.MARK}: {words}",
        kind=kind,
        deadline_as_printed=deadline,
        due_on=day_of(deadline),
        manner="Sposób realizacji wpisany dla przykładu.",
        financing="środki własne (przykład)",
        is_priority=order == 1,
    )
    lead = institutions[LEADS[place % len(LEADS)]]
    partner = institutions[PARTNERS[place % len(PARTNERS)]]
    people = [Assignment(task=task, institution=lead, role=AssignmentRole.LEAD)]
    if partner != lead:
        people.append(Assignment(task=task, institution=partner, role=AssignmentRole.COOPERATING))
    if order in (1, 4):
        people.append(Assignment(task=task, each_team=True, role=AssignmentRole.COOPERATING))
    Assignment.objects.bulk_create(people)
    name, unit, aggregation, target = demo_plan.INDICATORS[place % len(demo_plan.INDICATORS)]
    Indicator.objects.create(
        task=task,
        name=name,
        kind="percent" if unit == "%" else "count",
        unit=unit,
        target=None if place % 9 == 8 else target,
        aggregation=aggregation,
    )


def make_cycle(edition, title, kind, first, last, due):
    return ReportingCycle.objects.create(
        edition=edition,
        form=FormVersion.objects.order_by("-pk").first(),
        kind=kind,
        title=title,
        period_from_on=first,
        period_to_on=last,
        opens_on=due - timedelta(days=30),
        due_on=due,
        grace_on=due + timedelta(days=3),
        closes_on=due + timedelta(days=30),
        words="Prosimy o krótkie odpowiedzi. To jest cykl przykładowy.",
        state=CycleState.OPEN,
        opened_at=timezone.now(),
    )


def make_closed_cycle(edition, institutions, secretary):
    """A cycle that is over, with what was accepted then."""
    today = timezone.localdate()
    cycle = make_cycle(
        edition,
        "Sprawozdanie śródokresowe (przykład)",
        CycleKind.MID_TERM,
        date(today.year - 1, 7, 1),
        date(today.year - 1, 12, 31),
        today,
    )
    collecting.make_contributions(cycle)
    kgp = Reporter(institution=institutions["Komenda Główna Policji"])
    for one in cycle.contributions.of_reporter(kgp).with_facts()[:8]:
        own = signatories_of(kgp).first()
        answer(one, Answer.DONE, own, done=f"{demo_plan.DONE} (poprzedni okres)")
        contributing.file(one, by=own)
        reviewing.accept(one, by=secretary)
    ReportingCycle.objects.filter(pk=cycle.pk).update(
        state=CycleState.CLOSED,
        closed_at=timezone.now(),
        opens_on=today - timedelta(days=200),
        due_on=today - timedelta(days=170),
        grace_on=today - timedelta(days=167),
        closes_on=today - timedelta(days=140),
    )
    return cycle


def make_open_cycle(edition, institutions, secretary):
    """A cycle with answers in every state, and mostly silence."""
    today = timezone.localdate()
    cycle = make_cycle(
        edition,
        f"Sprawozdanie roczne za {today.year} rok (przykład)",
        CycleKind.ANNUAL,
        date(today.year, 1, 1),
        date(today.year, 12, 31),
        today + timedelta(days=9),
    )
    made = collecting.make_contributions(cycle)
    chasing.promise(cycle, [Reporter(one.institution, one.team) for one in made])
    for name in PARTNERS:
        reporter = Reporter(institution=institutions[name])
        rows = list(cycle.contributions.of_reporter(reporter).with_facts())
        own = signatories_of(reporter).first()
        for place, one in enumerate(rows):
            bring_to(one, place, own, secretary)
    mazowieckie = Reporter(team=Team.objects.get(key="wojewodztwo-14"))
    for place, one in enumerate(cycle.contributions.of_reporter(mazowieckie).with_facts()[:4]):
        bring_to(one, place, signatories_of(mazowieckie).first(), secretary)
    Delivery.objects.about(cycle).delete()
    return cycle


def bring_to(one: Contribution, place, own, by):
    """Bring a contribution to one of six states, by its place in the list."""
    step = place % 8
    if step in (0, 1, 2):
        answer(one, Answer.DONE if step else Answer.AS_BEFORE, own)
        contributing.file(one, by=own)
    if step == 0:
        reviewing.accept(one, by=by)
    elif step == 2:
        reviewing.give_back(
            one,
            remarks={"result": "Proszę dopisać, po czym widać skutek."},
            reason="",
            correct_by_on=timezone.localdate() + timedelta(days=7),
            by=by,
        )
    elif step == 3:
        answer(one, Answer.DONE, own)
        Contribution.objects.filter(pk=one.pk).update(prepared_at=timezone.now(), prepared_by=own)
    elif step == 4:
        answer(
            one, Answer.NO_ACTIVITY, own, reason="Zadanie zaczyna się w przyszłym roku (przykład)."
        )


def answer(one, word, by, *, done=demo_plan.DONE, reason=""):
    """Fill in a contribution the way its people would."""
    one.refresh_from_db()
    facts = {
        "answer": word,
        "reason": reason,
        "belongs_to": "",
        "self_rating": SelfRating.ON_COURSE if word == Answer.DONE else "",
        "spent": None,
    }
    contributing.save_answer(one, facts, based_on=one.revision, by=by)
    if word != Answer.DONE:
        return
    texts = {"done": done, "result": demo_plan.RESULT, "obstacles": demo_plan.OBSTACLES}
    for box in one.cycle.form.boxes.filter(key__in=texts):
        contributing.save_box(one, box, text=texts[box.key], based_on=0, by=by)
    for indicator in one.task.indicators.all():
        contributing.save_value(
            one, indicator, state=ValueState.GIVEN, value=7 + one.pk % 40, by=by
        )
    activity = Activity(
        kind="training",
        title=f"Szkolenie przykładowe {one.task.number}",
        held_on=one.cycle.period_from_on,
        participants=20 + one.pk % 15,
        place="Warszawa",
    )
    contributing.save_activity(one, activity, partners=[], by=by)
