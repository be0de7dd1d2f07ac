"""Sample assessments in every state but one, with positions that agree and that do not."""

from datetime import timedelta

from django.utils import timezone

from coordination.models import Delivery
from reports import assessing
from reports.choices import Stance, TaskKind
from reports.forms.assessments import words_for
from reports.reporters import signatories_of

REASONS = {
    "completion": "Wkłady opisują działania w okresie sprawozdawczym (przykład).",
    "effect": "Wskaźnik rośnie, lecz wartość docelowa jest jeszcze daleko (przykład).",
    "evidence": "Są wartości wskaźnika, dokumentów nie dołączono (przykład).",
}
PLACES = {"completion": 0, "effect": 1, "evidence": 1}
DISSENT = "Skutek jest naszym zdaniem większy, niż wynika z samego wskaźnika (przykład)."


def make(cycle, secretary):
    """Assess the first tasks of the cycle: two in preparation, three sent out, two settled."""
    tasks = cycle.edition.tasks.filter(contributions__cycle=cycle).distinct()
    for place, task in enumerate(tasks.exclude(assignments__each_team=True)[:7]):
        one = assessing.begin(cycle, task)
        assessing.rate(one, ratings(one), based_on=0, by=secretary)
        if place < 2:
            continue
        day = timezone.localdate() + timedelta(days=10)
        assessing.circulate(one, remarks_until_on=day, by=secretary)
        bodies = assessing.bodies_of(one)
        for order, body in enumerate(bodies if place != 2 else bodies[:1]):
            say(one, body, dissents=place == 3 and order == 0)
        if place >= 5:
            assessing.settle(one, by=secretary)
    Delivery.objects.about(cycle).delete()


def ratings(one):
    chosen = []
    for question in one.form.questions.prefetch_related("words"):
        words = words_for(question, one.task)
        step = PLACES[question.key]
        if question.key == "completion" and one.task.kind != TaskKind.CONTINUOUS:
            step = 1
        chosen.append((question, words[step], REASONS[question.key]))
    return chosen


def say(one, body, *, dissents):
    by = signatories_of(body).first()
    stance, text = (Stance.DISSENTS, DISSENT) if dissents else (Stance.AGREES, "")
    if by:
        assessing.take_position(one, body, stance=stance, text=text, by=by)
