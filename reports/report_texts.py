"""The sentences that a report begins with: what was said of a task, and figures of the cycle."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.choices import Answer, AssignmentRole
from reports.report_facts import name_of

# Boxes whose words are printed, in this order; the others are for the secretary.
PRINTED = ["done", "result", "obstacles", "plans"]


def task_text(facts, one):
    """Return what the bodies said of a task, a paragraph for each, the lead first."""
    paragraphs = [said(facts, row, content) for row, content in one.accepted]
    if one.waived:
        names = {"names": names_of(one.waived)}
        paragraphs.append(_("No contribution was required of: %(names)s.") % names)
    if one.silent:
        names = {"names": names_of(one.silent)}
        paragraphs.append(_("No information: %(names)s.") % names)
    return "\n\n".join(paragraphs)


def names_of(rows):
    """Return the names of several bodies; voivodeship teams are named together."""
    institutions = [name_of(row) for row in rows if row.institution_id]
    teams = [row.team.short_name for row in rows if row.team_id]
    if len(teams) > 1:
        words = _("voivodeship teams (%(number)d): %(names)s")
        together = words % {"number": len(teams), "names": ", ".join(teams)}
    else:
        together = "".join(name_of(row) for row in rows if row.team_id)
    return "; ".join(filter(None, [", ".join(institutions), together]))


def said(facts, row, content):
    """Return one body's accepted words in a paragraph that begins with its name."""
    name = name_of(row)
    if row.assignment.role == AssignmentRole.LEAD:
        name = _("%(name)s (lead)") % {"name": name}
    return f"{name}: {words_of(facts, content)}"


def words_of(facts, content):
    reason, boxes = content["reason"], content.get("boxes", {})
    match content["answer"]:
        case Answer.AS_BEFORE:
            words = _("continued as before, nothing new.")
        case Answer.NO_ACTIVITY:
            words = _("no activity in this period. Reason: %(reason)s") % {"reason": reason}
        case Answer.NOT_APPLICABLE:
            words = _("does not apply in this period. Reason: %(reason)s") % {"reason": reason}
        case Answer.NOT_OURS:
            words = _("says that the task belongs to: %(body)s.") % {"body": content["belongs_to"]}
        case _anything:
            words = ""
    labels = {box.key: box.label_pl for box in facts.boxes}
    parts = [words] if words else []
    for key in PRINTED:
        if boxes.get(key):
            parts.append(boxes[key] if key == "done" else f"{labels.get(key, key)}: {boxes[key]}")
    return " ".join(one if one.endswith((".", "!", "?")) else f"{one}." for one in parts)


def figures_of(facts):
    """Return the words that a text of the template may name in braces."""
    cycle = facts.cycle
    return {"edition": cycle.edition.name, "period": period_of(cycle), **facts.numbers()}


def period_of(cycle):
    """Return the period as an official paper writes it."""
    days = {"first": day_of(cycle.period_from_on), "last": day_of(cycle.period_to_on)}
    return _("from %(first)s to %(last)s") % days


def day_of(day):
    """Return a day as an official paper writes it: "1 stycznia 2026"."""
    return date_format(day, "j E Y")


class Figures(dict):
    """Figures by name; braces that name none of them stay as they are."""

    def __missing__(self, key):
        return "{" + key + "}"


def template_text(facts, section):
    return section.text_pl.format_map(Figures(figures_of(facts)))


def summary_text(facts):
    """Return the findings in figures: how much is known, how the tasks were assessed."""
    numbers = facts.numbers()
    total = len(facts.tasks)
    settled = [one for one in facts.tasks.values() if one.ratings]
    told = sum(1 for one in facts.tasks.values() if one.accepted)
    lines = [
        ngettext("The report covers %(total)d task.", "The report covers %(total)d tasks.", total)
        % {"total": total}
        + " "
        + _("On %(told)d of them at least one contribution was accepted.") % {"told": told}
        + " "
        + _("Contributions accepted: %(accepted)d of %(asked)d; no information: %(silent)d.")
        % numbers
    ]
    if settled:
        counted: dict = {}
        for one in settled:
            if one.completion:
                label = one.completion.label_pl
                counted[label] = counted.get(label, 0) + 1
        words = "; ".join(f"{label}: {number}" for label, number in counted.items())
        lines.append(
            _("Assessed tasks: %(settled)d of %(total)d. Completion: %(words)s.")
            % {"settled": len(settled), "total": total, "words": words}
        )
    else:
        lines.append(_("No task has been assessed yet."))
    return "\n\n".join(lines)
