"""What the published rule suggests for a task. A person decides; the rule only says its reason.

The rule is a pure function of a few facts. Each line of it has a number and stands in words on
the page of the assessment, so that anybody can follow how a suggestion came about.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from reports.choices import Answer, AssignmentRole, ContributionState, SelfRating, TaskKind

RULE = {
    1: _("Nothing was filed by the lead: no information."),
    2: _("The lead says that nothing was done: not fulfilled, not carried on."),
    3: _("The lead says that it was achieved, or each indicator reached its target: fulfilled."),
    4: _("The lead says that it did something or continued: under way."),
    5: _("Continuous task, the lead is not behind its plan: carried on as planned."),
    6: _("Continuous task, the lead says that it is behind: carried on in part."),
    7: _("No indicator has both a target and a value: the effect cannot be told."),
    8: _("Every indicator reached its target: the intended effect shows."),
    9: _("Some value is above zero, but not every target is reached: a partial effect."),
    10: _("Every value is zero: no effect shows."),
    11: _("A document is attached and an indicator has a value: sufficient."),
    12: _("Only a document, a value or a described activity: partial."),
    13: _("Nothing of these: none."),
}
SAID_DONE = (Answer.DONE, Answer.AS_BEFORE)


@dataclass(frozen=True)
class Facts:
    """What the rule looks at.

    Args:
        is_continuous: Whether the task has no day on which it ends.
        answer: The answer of the lead, empty while nothing is filed.
        self_rating: The lead's own rating, empty where none is given.
        measured: Pairs of a target and the value reached, of each indicator that has both.
        documents: How many documents all bodies attached.
        values: How many values they gave.
        activities: How many activities they described.
    """

    is_continuous: bool
    answer: str = ""
    self_rating: str = ""
    measured: tuple = ()
    documents: int = 0
    values: int = 0
    activities: int = 0

    @property
    def reached(self):
        return bool(self.measured) and all(value >= target for target, value in self.measured)


def suggest(facts):
    """Return `{question: (word, number of the line of the rule)}`."""
    return {
        "completion": completion(facts),
        "effect": effect(facts),
        "evidence": evidence(facts),
    }


def completion(facts):
    if not facts.answer:
        return ("not_known" if facts.is_continuous else "unknown"), 1
    if facts.answer not in SAID_DONE or facts.self_rating == SelfRating.NOT_BEGUN:
        return ("not_carried_on" if facts.is_continuous else "not_fulfilled"), 2
    if facts.is_continuous:
        behind = facts.self_rating == SelfRating.BEHIND
        return ("partly_carried_on", 6) if behind else ("carried_on", 5)
    if facts.self_rating == SelfRating.ACHIEVED or facts.reached:
        return "fulfilled", 3
    return "under_way", 4


def effect(facts):
    if not facts.measured:
        return "unknown", 7
    if facts.reached:
        return "reached", 8
    return ("partial", 9) if any(value for _target, value in facts.measured) else ("none", 10)


def evidence(facts):
    if facts.documents and facts.values:
        return "sufficient", 11
    return ("partial", 12) if facts.documents or facts.values or facts.activities else ("none", 13)


def facts_of(task, filed):
    """Return the facts of one task.

    Args:
        task: With its indicators loaded.
        filed: Pairs of a contribution with its assignment and its content as filed, or None.
    """
    contents = [content for one, content in filed if content and counts(one)]
    lead = next(
        (
            content
            for one, content in filed
            if content and counts(one) and one.assignment.role == AssignmentRole.LEAD
        ),
        {},
    )
    return Facts(
        is_continuous=task.kind == TaskKind.CONTINUOUS,
        answer=lead.get("answer", ""),
        self_rating=lead.get("self_rating", ""),
        measured=tuple(measured(task, contents)),
        documents=sum(len(one["evidence"]) for one in contents),
        values=sum(1 for one in contents for value in one["values"] if value_of(value) is not None),
        activities=sum(len(one["activities"]) for one in contents),
    )


def counts(contribution):
    """What was returned for correction or done without proves nothing."""
    return contribution.state in (ContributionState.SUBMITTED, ContributionState.ACCEPTED)


def value_of(kept):
    """Return a kept value as a number, zero included; None where it is unknown."""
    if kept["state"] == "zero":
        return 0.0
    return float(kept["value"]) if kept["state"] == "given" else None


def measured(task, contents):
    """Return `(target, reached)` of each indicator with both; its aggregation rule decides how."""
    for indicator in task.indicators.all():
        values = [
            value_of(value)
            for one in contents
            for value in one["values"]
            if value["indicator"] == indicator.pk and value_of(value) is not None
        ]
        if indicator.target is None or not values:
            continue
        if indicator.aggregation == "sum":
            yield float(indicator.target), sum(values)
        elif indicator.aggregation == "apart":
            yield float(indicator.target), min(values)
        else:
            yield float(indicator.target), max(values)
