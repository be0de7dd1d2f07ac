"""What the pages of assessments show: words in the reader's language, nothing he may not see."""

from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext as _

from reports import assessing, contents, contradicting, permissions, suggesting
from reports.choices import AssignmentRole, SelfRating, Stance
from reports.models import Assessment, AssessmentWord, Position, Rating, Task
from reports.reading import label_of


@dataclass
class Line:
    """One task of a cycle with where its assessment stands."""

    task: Task
    lead: str
    assessment: Assessment | None
    words: list = field(default_factory=list)
    bodies: int = 0
    said: int = 0
    dissents: int = 0

    @property
    def state(self):
        return self.assessment.state if self.assessment else "none"


def lines_of(cycle, language):
    """Return a line for each task that is asked about, in a fixed number of queries."""
    asked = cycle.contributions.order_by()
    bodies = dict(asked.values_list("task").annotate(number=Count("pk")))
    begun = {one.task_id: one for one in cycle.assessments.order_by()}
    words: dict = {}
    ratings = Rating.objects.filter(assessment__cycle=cycle).select_related("word", "question")
    for one in ratings.order_by("question__position"):
        words.setdefault(one.assessment_id, []).append(
            (one.question.label(language), one.word.label(language))
        )
    latest: dict = {}
    positions = Position.objects.filter(assessment__cycle=cycle).order_by("pk")
    for one in positions.select_related("assessment"):
        if one.round == one.assessment.round:
            latest.setdefault(one.assessment.task_id, {})[one.reporter_key] = one.stance
    tasks = cycle.edition.tasks.filter(pk__in=bodies).with_people()
    return [
        Line(
            task=task,
            lead=lead_of(task),
            assessment=begun.get(task.pk),
            words=words.get(begun[task.pk].pk, []) if task.pk in begun else [],
            bodies=bodies[task.pk],
            said=len(latest.get(task.pk, {})),
            dissents=sum(
                1 for stance in latest.get(task.pk, {}).values() if stance == Stance.DISSENTS
            ),
        )
        for task in tasks
    ]


def lead_of(task):
    names = [str(one) for one in task.assignments.all() if one.role == AssignmentRole.LEAD]
    return ", ".join(names)


def filed_about(cycle, task):
    """Return `(contribution, content or None)` of a task, the lead first."""
    rows = cycle.contributions.filter(task=task).with_facts().order_by("-assignment__role", "pk")
    rows = list(rows)
    found = contents.filed_of([one.pk for one in rows])
    return [(one, found.get(one.pk)) for one in rows]


def suggestions(cycle, task, form, language, filed=None):
    """Return `{question: (word, number, sentence)}` of what the rule suggests in this version."""
    filed = filed if filed is not None else filed_about(cycle, task)
    known = {
        (word.question.key, word.key): word.label(language)
        for word in AssessmentWord.objects.filter(question__form=form).select_related("question")
    }
    found = suggesting.suggest(suggesting.facts_of(task, filed))
    return {
        question: (known[question, word], number, suggesting.RULE[number])
        for question, (word, number) in found.items()
        if (question, word) in known
    }


def suggestion_words(cycle, task, form, language):
    words = _("The rule suggests “%(word)s” (line %(number)d: %(sentence)s)")
    return {
        question: words % {"word": word, "number": number, "sentence": sentence}
        for question, (word, number, sentence) in suggestions(cycle, task, form, language).items()
    }


def page_of(cycle, task, assessment, user, language):
    """Return what the page of one task shows; other institutions' answers are the officers'."""
    reviews = permissions.can_review(user)
    form = assessment.form if assessment else assessing.newest_form()
    filed = filed_about(cycle, task)
    suggested = suggestions(cycle, task, form, language, filed) if reviews else {}
    own = {one.pk for one in cycle.contributions.filter(task=task).of_person(user)}
    return {
        "cycle": cycle,
        "task": task,
        "assessment": assessment,
        "reviews": reviews,
        "questions": questions(form, assessment, suggested, language),
        "rule": suggesting.RULE if reviews else {},
        "own_ratings": [
            (one, content and label_of(SelfRating, content["self_rating"]), bool(content))
            for one, content in filed
            if reviews or one.pk in own
        ],
        "contradictions": contradicting.find(cycle, task) if reviews else [],
        **answers(assessment, user),
        **acts(assessment, user, reviews, language),
    }


def questions(form, assessment, suggested, language):
    given = {}
    if assessment:
        given = {one.question_id: one for one in assessment.ratings.select_related("word")}
    return [
        {
            "label": question.label(language),
            "guidance": question.guidance(language),
            "word": given[question.pk].word.label(language) if question.pk in given else "",
            "reason": given[question.pk].reason if question.pk in given else "",
            "suggested": suggested.get(question.key),
        }
        for question in form.questions.all()
    ]


def answers(assessment, user):
    """Return each body with its position in this round, and whose position the reader gives."""
    if assessment is None or assessment.is_draft:
        return {"bodies": [], "own_bodies": []}
    said = assessing.positions_of(assessment)
    bodies = assessing.bodies_of(assessment)
    return {
        "bodies": [(one, said.get(one.key)) for one in bodies],
        "own_bodies": [
            one for one in bodies if permissions.can_take_position(user, assessment, one)
        ],
    }


def acts(assessment, user, reviews, language):
    """Return what may be done, and for the officers everything that was done and said."""
    compiles = permissions.can_run_cycles(user)
    found = {
        "can_rate": compiles and (assessment is None or assessment.is_draft),
        "can_circulate": False,
        "can_settle": False,
        "can_take_back": False,
        "can_confirm": False,
        "events": [],
        "earlier": [],
    }
    if assessment is None:
        return found
    complete = assessment.ratings.count() >= assessment.form.questions.count()
    found |= {
        "can_circulate": compiles and assessment.is_draft and complete,
        "can_settle": compiles and assessment.is_circulated,
        "can_take_back": compiles and not assessment.is_draft,
        "can_confirm": permissions.can_confirm(user, assessment),
    }
    if reviews:
        found["events"] = [
            (event, kept_words(event, language))
            for event in assessment.events.select_related("by").order_by("-pk")
        ]
        found["earlier"] = assessment.positions.filter(round__lt=assessment.round).select_related(
            "institution", "team__voivodeship", "by"
        )
    return found


def kept_words(event, language):
    """Return question, word and reason as they read when the act was done."""
    end = "en" if language == "en" else "pl"
    return [(one[f"question_{end}"], one[f"word_{end}"], one["reason"]) for one in event.content]
