"""How the parts of a report are put together from accepted contributions, kind by kind.

The report is an official paper in Polish, whatever language its secretary works in.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone, translation
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports import contradicting, report_texts
from reports.choices import (
    ActivityKind,
    BlockKind,
    ContributionState,
    Stance,
    ValueState,
)
from reports.models import ReportingCycle
from reports.reading import label_of
from reports.report_facts import name_of
from reports.suggesting import value_of

CYCLES_COMPARED = 6


@dataclass
class Content:
    """A part as put together: words, tables with real figures, a chart over one of them.

    A table is `{"caption", "columns", "rows"}`; a chart is `{"title", "series", "rows"}`, each of
    its rows a label with one figure for each series.
    """

    text: str = ""
    tables: list = field(default_factory=list)
    chart: dict = field(default_factory=dict)


def table(caption, columns, rows):
    """Return a table whose figures stay figures and whose words are words of this language."""
    return {
        "caption": str(caption),
        "columns": [str(one) for one in columns],
        "rows": [
            [cell if isinstance(cell, int | float) else str(cell) for cell in row] for row in rows
        ],
    }


def chart(title, series, rows):
    return {"title": str(title), "series": [str(one) for one in series], "rows": rows}


def build(block, facts):
    """Return what a part says, from the facts of its cycle."""
    with translation.override("pl"):
        return BUILDERS[block.kind](block, facts)


def words(block, facts):
    return Content(report_texts.template_text(facts, block.section))


def summary(_block, facts):
    return Content(report_texts.summary_text(facts))


def completion_words(facts):
    """Return the different words for completion that were given, in the order of the scale."""
    given = {one.completion.label_pl: one.completion for one in facts.tasks.values() if one.ratings}
    ordered = sorted(given.values(), key=lambda word: (word.position, word.pk))
    return list(dict.fromkeys(word.label_pl for word in ordered))


def status(_block, facts):
    """Tasks by chapter and by the word for completion; what is not assessed stands apart."""
    known = completion_words(facts)
    columns = [*known, _("not assessed")]
    rows = []
    for chapter, tasks in facts.chapters:
        counted = [sum(1 for one in tasks if said_word(one) == word) for word in known]
        counted.append(len(tasks) - sum(counted))
        rows.append([chapter_name(chapter), *counted, len(tasks)])
    title = _("Tasks by chapter and completion")
    return Content(
        tables=[table(title, [_("Chapter"), *columns, _("Tasks together")], rows)],
        chart=chart(title, columns, [[row[0], row[1:-1]] for row in rows]),
    )


def said_word(one):
    return one.completion.label_pl if one.completion else None


def chapter_name(chapter):
    return str(chapter) if chapter else _("Tasks of no chapter")


STATES = [
    (ContributionState.ACCEPTED, lambda: _("accepted")),
    (ContributionState.WAIVED, lambda: _("waived")),
]


def state_columns():
    return [*(words() for _state, words in STATES), _("no information")]


def by_state(states):
    """Return the figures for the columns of states; whatever is not settled is not known."""
    counted = [states.count(state) for state, _words in STATES]
    return [*counted, len(states) - sum(counted)]


def reporters(_block, facts):
    states = defaultdict(list)
    for one, _content in facts.contributions:
        states[one.reporter_key].append(one.state)
    rows = [
        [one.short_name, *by_state(states[one.key]), len(states[one.key])]
        for one in facts.reporters
    ]
    title = _("Contributions by institution")
    return Content(
        tables=[table(title, [_("Institution"), *state_columns(), _("Together")], rows)],
        chart=chart(title, state_columns(), [[row[0], row[1:-1]] for row in rows]),
    )


def cycles(_block, facts):
    """This cycle beside the earlier ones of the same edition."""
    cycle = facts.cycle
    earlier = ReportingCycle.objects.filter(
        edition=cycle.edition, period_to_on__lt=cycle.period_to_on, opened_at__isnull=False
    ).order_by("-period_to_on")[: CYCLES_COMPARED - 1]
    rows = []
    for one in [*reversed(earlier), cycle]:
        numbers = one.contributions.by_state()
        rows.append(
            [
                one.title,
                numbers[ContributionState.ACCEPTED],
                numbers[ContributionState.WAIVED],
                sum(numbers.values())
                - numbers[ContributionState.ACCEPTED]
                - numbers[ContributionState.WAIVED],
                sum(numbers.values()),
            ]
        )
    title = _("Contributions over the cycles")
    return Content(
        tables=[table(title, [_("Cycle"), *state_columns(), _("Together")], rows)],
        chart=chart(title, state_columns(), [[row[0], row[1:-1]] for row in rows]),
    )


def of_chapter(block, facts):
    rows = [
        [
            one.task.number,
            one.task.title,
            one.lead or _("no data"),
            one.task.deadline_as_printed or _("no data"),
            said_word(one) or _("not assessed"),
            f"{len(one.accepted)} / {len(one.rows)}",
        ]
        for one in facts.of_chapter(block.chapter_id)
    ]
    columns = [
        pgettext("column of a report", "No."),
        _("Task"),
        _("Lead"),
        _("Deadline"),
        _("Completion"),
        _("Contributions accepted"),
    ]
    return Content(tables=[table(_("Tasks of the chapter"), columns, rows)])


def of_task(block, facts):
    one = facts.tasks.get(block.task_id)
    if one is None:
        return Content(_("Nobody is asked about this task any more."))
    tables = [rating_table(one), position_table(one), value_table([one])]
    return Content(report_texts.task_text(facts, one), [each for each in tables if each["rows"]])


def rating_table(one):
    rows = [[each.question.label_pl, each.word.label_pl, each.reason] for each in one.ratings]
    return table(_("Assessment"), [_("Question"), _("Rating"), _("Reasons")], rows)


def position_table(one):
    rows = [
        [name_of(each), label_of(Stance, each.stance), each.text or "–"] for each in one.positions
    ]
    title = _("Positions of the institutions")
    return table(title, [_("Institution"), _("Position"), _("Remarks or reasons")], rows)


def value_table(tasks):
    """Each value as it was given; values of different bodies stand in different rows."""
    rows = []
    for one in tasks:
        targets = {each.pk: each.target for each in one.task.indicators.all()}
        for row, content in one.accepted:
            for value in content["values"]:
                target = targets.get(value["indicator"])
                rows.append(
                    [
                        one.task.number,
                        value["name"],
                        value["unit"],
                        name_of(row),
                        shown_value(value),
                        "–" if target is None else plain_number(target),
                    ]
                )
    columns = [
        _("Task"),
        _("Indicator"),
        _("Unit"),
        _("Institution"),
        _("Value"),
        _("Target"),
    ]
    return table(_("Values of indicators"), columns, rows)


def shown_value(value):
    """Return a number, or the words for one that is not known; zero is a number."""
    number = value_of(value)
    return label_of(ValueState, value["state"]) if number is None else plain_number(number)


def plain_number(number):
    number = float(number)
    return int(number) if number.is_integer() else number


def missing(_block, facts):
    rows = [
        [one.task.number, one.task.title, report_texts.names_of(one.silent)]
        for one in facts.tasks.values()
        if one.silent
    ]
    if not rows:
        return Content(_("Every contribution that was asked for is accepted or waived."))
    text = _("About these tasks the institutions named have given no accepted information.")
    columns = [pgettext("column of a report", "No."), _("Task"), _("No information from")]
    return Content(text, [table(_("No information"), columns, rows)])


def indicators(_block, facts):
    found = value_table(facts.tasks.values())
    if not found["rows"]:
        return Content(_("No value of an indicator was accepted."))
    return Content(tables=[found])


def activities(_block, facts):
    rows = []
    for one in facts.tasks.values():
        for row, content in one.accepted:
            rows += [
                [
                    one.task.number,
                    label_of(ActivityKind, each["kind"]),
                    each["title"],
                    report_texts.day_of(parse_date(str(each["held_on"]))),
                    each["place"] or "–",
                    _("unknown") if each["participants"] is None else each["participants"],
                    ", ".join([name_of(row), *(who["name"] for who in confirmed(each))]),
                ]
                for each in content["activities"]
            ]
    if not rows:
        return Content(_("No activity was accepted."))
    columns = [
        _("Task"),
        _("Kind"),
        pgettext("column of a report", "What it was"),
        _("Day"),
        _("Place"),
        _("Participants"),
        _("Organisers"),
    ]
    return Content(tables=[table(_("Activities"), columns, rows)])


def confirmed(activity):
    return [one for one in activity["partners"] if one["confirmed"]]


def money(_block, facts):
    """What each body says that it spent; nothing is added up across bodies."""
    rows = [
        [one.task.number, one.task.title, name_of(row), plain_number(content["spent"])]
        for one in facts.tasks.values()
        for row, content in one.accepted
        if content["spent"] is not None
    ]
    if not rows:
        return Content(_("No institution has stated what it spent."))
    columns = [
        pgettext("column of a report", "No."),
        _("Task"),
        _("Institution"),
        _("Money spent, PLN"),
    ]
    return Content(tables=[table(_("Money spent"), columns, rows)])


def contradictions(_block, facts):
    found = contradicting.find(facts.cycle, states=[ContributionState.ACCEPTED])
    if not found:
        return Content(_("Nothing that was accepted contradicts itself."))
    rows = [
        [
            one.task.number,
            label_of(contradicting.Kind, one.kind),
            one.about or "–",
            "; ".join(f"{name_of(who)}: {what}" for who, what in one.sayings),
        ]
        for one in found
    ]
    columns = [_("Task"), _("Kind"), pgettext("column of a report", "About"), _("Who says what")]
    return Content(tables=[table(_("Contradictions"), columns, rows)])


def sources(_block, facts):
    rows = [
        [
            one.task.number,
            name_of(row),
            row.assignment.get_role_display(),
            report_texts.day_of(timezone.localdate(row.filed_at)),
            row.pk,
        ]
        for one in facts.tasks.values()
        for row, _content in one.accepted
    ]
    columns = [
        _("Task"),
        _("Institution"),
        _("Role in the task"),
        _("Filed on"),
        _("Number of the contribution"),
    ]
    text = _("The report rests on these accepted contributions and on nothing else.")
    return Content(text, [table(_("Accepted contributions"), columns, rows)] if rows else [])


BUILDERS = {
    BlockKind.WORDS: words,
    BlockKind.METHOD: words,
    BlockKind.ENGLISH: words,
    BlockKind.SUMMARY: summary,
    BlockKind.STATUS: status,
    BlockKind.REPORTERS: reporters,
    BlockKind.CYCLES: cycles,
    BlockKind.CHAPTER: of_chapter,
    BlockKind.TASK: of_task,
    BlockKind.MISSING: missing,
    BlockKind.INDICATORS: indicators,
    BlockKind.ACTIVITIES: activities,
    BlockKind.MONEY: money,
    BlockKind.CONTRADICTIONS: contradictions,
    BlockKind.SOURCES: sources,
}
