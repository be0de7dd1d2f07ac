"""Tasks of a plan from a table: read, checked row by row, taken over whole or not at all."""

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import case_data, guarding
from coordination.models import Institution
from reports import deadlines, planning
from reports.choices import AssignmentRole
from reports.models import Task
from reports.plan_columns import KINDS, NO, YES, column_of, number_in

MOST_TASKS = 500
LONGEST = {"title": 500, "manner": 2000, "financing": 500, "deadline": 200, "number": 20}
TEAMS = re.compile(r"(każd\w+ )?(wojewódzki\w+ )?zespo\w+( wojewódzki\w+)?|each voivodeship team")
PARTING = re.compile(r"[;\n,]|\boraz\b|\bprzy współpracy z\b")


@dataclass
class PlanRow:
    """One task of the table: what it says, what is wrong with it, what was not understood."""

    number: int
    cells: dict
    errors: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
    words: dict = field(default_factory=dict)
    people: list = field(default_factory=list)
    indicators: list = field(default_factory=list)
    chapter: str = ""
    subchapter: str = ""


def entries_of(table):
    """Turn lines of cells into `(row number, cells by column)`, and list unknown columns.

    Raises:
        ValidationError: No row names the columns, none holds the tasks, or there are too many.
    """
    names = [column_of(name) for name in table[0]] if table else []
    if "title" not in names:
        raise ValidationError(
            _("The first row must name the columns; one of them must be the task (“zadanie”).")
        )
    unknown = [
        heading for heading, name in zip(table[0], names, strict=True) if heading and not name
    ]
    entries = []
    for number, line in enumerate(table[1:], start=2):
        cells: dict = {}
        for name, cell in zip(names, line, strict=False):
            if name and cell:
                cells[name] = f"{cells[name]}\n{cell}" if name in cells else cell
        if cells:
            entries.append((number, cells))
    if len(entries) > MOST_TASKS:
        raise ValidationError(_("At most %(most)d rows at once."), params={"most": MOST_TASKS})
    if not entries:
        raise ValidationError(_("The table has no rows below its head."))
    return entries, unknown


class Register:
    """Institutions by every name and abbreviation that a table may use."""

    def __init__(self):
        self.known: dict = {}
        found = Institution.objects.order_by("-level", "pk").prefetch_related("former_names")
        for one in found:
            for name in [*(former.name for former in one.former_names.all()), one.name, one.short]:
                # National bodies come last and win; an ambiguous abbreviation is theirs.
                for spelling in {name, *name.split("/")}:
                    if spelling.strip():
                        self.known[spelling.strip().casefold()] = one

    def read(self, text):
        """Return institutions, whether the teams are meant, and pieces that are nobody."""
        whole = self.known.get(text.strip().casefold())
        if whole:
            return [whole], False, []
        found, teams, unknown = [], False, []
        for piece in PARTING.split(text):
            name = piece.strip(" .–-\t")
            if not name:
                continue
            if TEAMS.fullmatch(name.casefold()):
                teams = True
            elif name.casefold() in self.known:
                found.append(self.known[name.casefold()])
            else:
                unknown.append(name)
        return list(dict.fromkeys(found)), teams, unknown


def check(edition, entries, *, lenient):
    """Check every row and say what it would do; nothing is written.

    Args:
        edition: The draft edition.
        entries: What `entries_of` returned.
        lenient: Whether names nobody knows are listed and kept as printed, as with pasted
            tables, instead of being errors.
    """
    register = Register()
    taken = set(edition.tasks.exclude(number="").values_list("number", flat=True))
    seen: dict = {}
    rows = []
    for number, cells in entries:
        row = PlanRow(number, cells)
        read_words(row)
        read_people(row, register, lenient)
        read_indicators(row)
        note_doubles(row, taken, seen)
        look_for_case_data(row)
        rows.append(row)
    return rows


def wrong(row, column, problem):
    row.errors.append(
        _("Column “%(column)s”: %(problem)s") % {"column": column, "problem": problem}
    )


def read_words(row):
    """Read the words of the task itself; a number in front of the title is its number."""
    cells = row.cells
    number, title = cells.get("number", ""), cells.get("title", "")
    if number:
        row_number, rest = number_in(number)
        if not row_number:
            wrong(row, _("number"), _("“%(text)s” is no number.") % {"text": number[:40]})
    else:
        row_number, title = number_in(title)
        rest = ""
    title = f"{rest} {title}".strip() if rest else title
    if not title:
        wrong(row, _("task"), _("it is empty."))
    row.chapter, row.subchapter = cells.get("chapter", ""), cells.get("subchapter", "")
    deadline = cells.get("deadline", "")
    row.words = {
        "number": row_number,
        "title": " ".join(title.split()),
        "manner": cells.get("manner", ""),
        "financing": " ".join(cells.get("financing", "").split()),
        "deadline_as_printed": " ".join(deadline.split()),
        "due_on": deadlines.day_of(deadline),
        "kind": read_kind(row, deadline),
        "is_priority": read_priority(row),
    }
    if deadline and not row.words["due_on"] and not row.words["kind"]:
        row.remarks.append(
            _("Column “%(column)s”: %(problem)s")
            % {
                "column": _("deadline"),
                "problem": _("no date was recognised; it stays as printed."),
            }
        )
    for name, longest in LONGEST.items():
        text = row.words.get("deadline_as_printed" if name == "deadline" else name, "")
        if len(text) > longest:
            wrong(row, name, _("at most %(most)d characters.") % {"most": longest})


def read_kind(row, deadline):
    text = row.cells.get("kind", "").strip().casefold()
    if not text:
        return deadlines.kind_of(deadline)
    if text in KINDS:
        return KINDS[text]
    wrong(row, _("kind"), _("write “jednorazowe”, “ciągłe” or “okresowe”."))
    return ""


def read_priority(row):
    text = row.cells.get("priority", "").strip().casefold()
    if text not in YES | NO:
        wrong(row, _("priority"), _("write “tak” or “nie”."))
    return text in YES


def read_people(row, register, lenient):
    """Read who leads and who cooperates; an institution that has ended gets nothing any more."""
    today = timezone.localdate()
    taken = set()
    for role in (AssignmentRole.LEAD, AssignmentRole.COOPERATING):
        text = row.cells.get(role, "")
        institutions, teams, unknown = register.read(text)
        for one in institutions:
            if one.active_until_on and one.active_until_on < today:
                problem = _("“%(name)s” has ended; name its successor.") % {"name": one.name}
                wrong(row, role.label, problem)
            elif one.pk not in taken:
                row.people.append((role, one))
                taken.add(one.pk)
        if teams and None not in taken:
            row.people.append((role, None))
            taken.add(None)
        row.words[f"{role}_as_printed"] = " ".join(text.split())[:500]
        if unknown:
            names = ", ".join(f"“{name[:60]}”" for name in unknown)
            problem = _("not known here: %(names)s.") % {"names": names}
            if lenient:
                row.remarks.append(
                    _("Column “%(column)s”: %(problem)s")
                    % {"column": role.label, "problem": problem}
                )
            else:
                wrong(row, role.label, problem)


def read_indicators(row):
    """Read the indicators; unit, baseline and target belong to the first."""
    names = [
        " ".join(name.split()).strip(" –-•")
        for name in re.split(r"[;\n]", row.cells.get("indicator", ""))
    ]
    for name in dict.fromkeys(name for name in names if name):
        if len(name) > 300:
            wrong(row, _("indicator"), _("at most %(most)d characters.") % {"most": 300})
        row.indicators.append({"name": name})
    if row.indicators:
        first = row.indicators[0]
        first["unit"] = row.cells.get("unit", "")[:60]
        for column in ("baseline", "target"):
            first[column] = read_figure(row, column)


def read_figure(row, column):
    text = re.sub(r"\s", "", row.cells.get(column, "")).replace(",", ".")
    if not text:
        return None
    try:
        figure = Decimal(text)
    except InvalidOperation:
        figure = None
    if figure is None or not figure.is_finite() or abs(figure) >= 10**11:
        wrong(row, column, _("“%(text)s” is no figure.") % {"text": text[:40]})
        return None
    return figure.quantize(Decimal("0.01"))


def note_doubles(row, taken, seen):
    number = row.words["number"]
    if not number:
        return
    if number in taken:
        wrong(row, _("number"), _("the plan has a task %(number)s already.") % {"number": number})
    elif number in seen:
        wrong(
            row,
            _("number"),
            _("row %(row)d has the number %(number)s already.")
            % {"row": seen[number], "number": number},
        )
    else:
        seen[number] = row.number


def look_for_case_data(row):
    found = guarding.find("\n".join(row.cells.values()))
    if found:
        row.errors.append(case_data.sentence(found))


@transaction.atomic
def apply(edition, rows, *, by):
    """Write all tasks down; any refusal undoes everything.

    Raises:
        EditionIsClosed: The edition is closed.
        ValidationError: A row does not fit; the message names it.
    """
    edition = planning.lock_open(edition)
    if not edition.is_draft:
        raise planning.EditionIsNotDraft
    chapters = {one.number: one for one in edition.chapters.all()}
    headings: dict = {}
    for row in rows:
        try:
            apply_row(edition, row, chapters, headings, by)
        except ValidationError as error:
            raise ValidationError(
                _("Row %(row)d: %(problem)s"),
                params={"row": row.number, "problem": " ".join(error.messages)},
            ) from None


def apply_row(edition, row, chapters, headings, by):
    printed = {name: row.words[f"{name}_as_printed"] for name in ("lead", "cooperating")}
    chapter = chapter_for(edition, row, chapters, by)
    words = {name: row.words[name] for name in planning.TASK_FIELDS if name in row.words}
    words["chapter"] = chapter
    if row.subchapter and chapter:
        key = (chapter.pk, row.subchapter[:300])
        if key not in headings:
            headings[key], _made = chapter.subchapters.get_or_create(
                title=row.subchapter[:300],
                defaults={"position": chapter.subchapters.count() + 1},
            )
        words["subchapter"] = headings[key]
    task = planning.save_task(edition, words, by=by)
    Task.objects.filter(pk=task.pk).update(
        lead_as_printed=printed["lead"], cooperating_as_printed=printed["cooperating"]
    )
    for role, institution in row.people:
        planning.assign(
            task, institution=institution, each_team=institution is None, role=role, by=by
        )
    for one in row.indicators:
        planning.save_indicator(task, one, by=by)


def chapter_for(edition, row, chapters, by):
    """Return the chapter a row names, or the one its number begins with; make it when new."""
    number, title = "", ""
    if row.chapter:
        head = re.match(
            r"(?:rozdział\s+)?([IVXLCDM]+|\d+)[.:)\s–-]*(.*)", row.chapter.strip(), re.I
        )
        number, title = (head[1].upper(), head[2].strip()) if head else (row.chapter[:20], "")
    elif "." in row.words["number"]:
        number = row.words["number"].split(".")[0]
    if not number:
        return None
    if number not in chapters:
        chapters[number] = planning.save_chapter(
            edition, number=number, title=title[:300], subchapters=[], by=by
        )
    return chapters[number]
