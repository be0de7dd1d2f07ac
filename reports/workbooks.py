"""One workbook for all tasks of an institution: written for work without the desk, read back whole.

Every text is written as text, so that nothing a person typed becomes a formula. Reading back
checks every row before anything is saved, and saves through the same operations as the page.
"""

import io
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import openpyxl
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation

from coordination import case_data, guarding
from coordination.refusals import Refused
from reports import contributing
from reports.choices import Answer, SelfRating, ValueState
from reports.models import Contribution

FACTS = ["answer", "reason", "belongs_to", "self_rating", "spent"]
WIDTHS = {"id": 8, "number": 9, "task": 46, "answer": 24, "indicator": 40}
MOST_INDICATORS = 5
GREY = PatternFill("solid", fgColor="EEEEEE")


@dataclass
class WorkbookRow:
    """One task of the workbook: what it says, what is wrong, what it would change."""

    number: int
    title: str = ""
    contribution: Contribution | None = None
    errors: list = field(default_factory=list)
    facts: dict = field(default_factory=dict)
    texts: dict = field(default_factory=dict)
    values: list = field(default_factory=list)

    @property
    def changes(self):
        return len(self.texts) + len(self.values) + bool(self.facts)


def words_for(choices):
    """Return the words of choices by their values, and the other way round."""
    return {str(label).casefold(): value for value, label in choices.choices}


def columns(cycle):
    """Return `(key, heading)` of every column, in order, in the reader's language."""
    language = get_language()
    boxes = [(f"box_{one.key}", one.label(language)) for one in cycle.form.boxes.all()]
    values = []
    for place in range(1, MOST_INDICATORS + 1):
        values += [
            (f"indicator_{place}", _("Indicator %(number)d") % {"number": place}),
            (f"state_{place}", _("State %(number)d") % {"number": place}),
            (f"value_{place}", _("Value %(number)d") % {"number": place}),
            (f"unit_{place}", _("Unit %(number)d") % {"number": place}),
        ]
    return [
        ("id", "id"),
        ("number", _("number")),
        ("task", _("task")),
        ("answer", _("what there is to say")),
        ("reason", _("reason")),
        ("belongs_to", _("whose task it is")),
        *boxes,
        ("self_rating", _("own rating")),
        ("spent", _("money spent, PLN")),
        *values,
    ]


def write(cycle, contributions):
    """Return the bytes of a workbook with a row for each contribution as it stands."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "KPD"
    heads = columns(cycle)
    put_line(sheet, 1, [heading for _key, heading in heads], bold=True)
    for number, contribution in enumerate(contributions, start=2):
        cells = cells_of(contribution)
        put_line(sheet, number, [cells.get(key, "") for key, _heading in heads])
    offer_choices(sheet, heads, len(contributions) + 1)
    for place, (key, _heading) in enumerate(heads, start=1):
        letter = openpyxl.utils.get_column_letter(place)
        sheet.column_dimensions[letter].width = WIDTHS.get(key.split("_")[0], 30)
    sheet.freeze_panes = "D2"
    octets = io.BytesIO()
    book.save(octets)
    return octets.getvalue()


def put_line(sheet, row, texts, *, bold=False):
    """Write texts as texts: a cell that begins with "=" stays what was typed."""
    for place, text in enumerate(texts, start=1):
        cell = sheet.cell(row=row, column=place)
        cell.value = text
        if isinstance(text, str):
            cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=bold)
        cell.protection = Protection(locked=place <= 3)
        if bold or place <= 3:
            cell.fill = GREY


def cells_of(contribution):
    """Return the cells of one contribution by the keys of columns."""
    cells = {
        "id": contribution.pk,
        "number": contribution.task.number,
        "task": contribution.task.title,
        "answer": contribution.get_answer_display(),
        "reason": contribution.reason,
        "belongs_to": contribution.belongs_to,
        "self_rating": contribution.get_self_rating_display(),
        "spent": contribution.spent,
    }
    cells |= {f"box_{one.box}": one.text for one in contribution.texts.all()}
    known = {one.indicator_id: one for one in contribution.values.all()}
    for place, indicator in enumerate(indicators_of(contribution), start=1):
        value = known.get(indicator.pk)
        cells[f"indicator_{place}"] = indicator.name
        cells[f"unit_{place}"] = indicator.unit
        cells[f"state_{place}"] = str(ValueState(value.state).label) if value else ""
        cells[f"value_{place}"] = value.value if value else ""
    return {key: "" if cell is None else cell for key, cell in cells.items()}


def indicators_of(contribution):
    return list(contribution.task.indicators.all())[:MOST_INDICATORS]


def offer_choices(sheet, heads, last):
    """Let the cells of fixed words offer them as a list."""
    offered = {"answer": Answer, "self_rating": SelfRating, "state": ValueState}
    for place, (key, _heading) in enumerate(heads, start=1):
        choices = offered.get(key if key in offered else key.split("_")[0])
        if choices and not key.startswith("unit"):
            letter = openpyxl.utils.get_column_letter(place)
            words = ",".join(str(label).replace(",", " –") for _value, label in choices.choices)
            rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
            if len(words) < 250:
                rule.add(f"{letter}2:{letter}{last}")
                sheet.add_data_validation(rule)


def check(cycle, reporter, lines):
    """Check every row of a filled-in workbook; nothing is written.

    Raises:
        ValidationError: The first row is not the one that was downloaded.
    """
    by_heading = {str(heading).casefold(): key for key, heading in columns(cycle)}
    keys = [by_heading.get(cell.casefold(), "") for cell in lines[0]] if lines else []
    if "id" not in keys or "answer" not in keys:
        raise ValidationError(
            _("This is not the workbook that was downloaded here: its first row is another.")
        )
    own = {
        str(one.pk): one
        for one in cycle.contributions.of_reporter(reporter)
        .with_facts()
        .prefetch_related("texts", "values", "task__indicators")
    }
    rows, seen = [], {}
    for number, line in enumerate(lines[1:], start=2):
        cells = {key: cell for key, cell in zip(keys, line, strict=False) if key}
        if any(cells.values()):
            rows.append(check_row(WorkbookRow(number), cells, own, seen, cycle))
    return rows


def wrong(row, column, problem):
    row.errors.append(
        _("Column “%(column)s”: %(problem)s") % {"column": column, "problem": problem}
    )


def check_row(row, cells, own, seen, cycle):
    row.title = f"{cells.get('number', '')} {cells.get('task', '')}".strip()
    found = own.get(cells.get("id", ""))
    if found is None:
        wrong(row, "id", _("this is no task of your institution in this cycle."))
        return row
    if found.pk in seen:
        wrong(row, "id", _("row %(row)d is about this task already.") % {"row": seen[found.pk]})
        return row
    seen[found.pk] = row.number
    row.title, row.contribution = str(found.task), found
    read_facts(row, cells)
    read_texts(row, cells, cycle)
    read_values(row, cells)
    findings = guarding.find("\n".join(str(cell) for cell in cells.values()))
    if findings:
        row.errors.append(case_data.sentence(findings))
    if row.changes and not found.is_editable:
        row.errors.append(str(contributing.NotBeingWritten.message))
    return row


def choice_in(row, choices, text, column):
    """Return the value of a word; a comma may have become a dash in the list of choices."""
    if not text:
        return ""
    words = words_for(choices)
    words |= {word.replace(",", " –"): value for word, value in words.items()}
    words |= {value: value for value in choices.values}
    if text.casefold() not in words:
        wrong(
            row, column, _("“%(text)s” is none of the words to choose from.") % {"text": text[:40]}
        )
    return words.get(text.casefold(), "")


def figure_in(row, text, column):
    plain = "".join(text.split()).replace(",", ".")
    if not plain:
        return None
    try:
        figure = Decimal(plain)
    except InvalidOperation:
        figure = None
    if figure is None or not figure.is_finite() or figure < 0 or figure >= 10**11:
        wrong(row, column, _("“%(text)s” is no figure.") % {"text": text[:40]})
        return None
    return figure.quantize(Decimal("0.01"))


def read_facts(row, cells):
    facts = {
        "answer": choice_in(row, Answer, cells.get("answer", ""), _("what there is to say")),
        "reason": cells.get("reason", ""),
        "belongs_to": cells.get("belongs_to", ""),
        "self_rating": choice_in(row, SelfRating, cells.get("self_rating", ""), _("own rating")),
        "spent": figure_in(row, cells.get("spent", ""), _("money spent, PLN")),
    }
    for name, most in (("reason", 500), ("belongs_to", 250)):
        if len(facts[name]) > most:
            wrong(row, name, _("at most %(most)d characters.") % {"most": most})
    if any(getattr(row.contribution, name) != facts[name] for name in FACTS):
        row.facts = facts


def read_texts(row, cells, cycle):
    known = {one.box: one for one in row.contribution.texts.all()}
    for box in cycle.form.boxes.all():
        text = cells.get(f"box_{box.key}", "").replace("\r\n", "\n").strip()
        saved = known.get(box.key)
        if len(text) > box.limit:
            problem = _("at most %(most)d characters.") % {"most": box.limit}
            wrong(row, box.label(get_language()), problem)
        elif text != (saved.text if saved else ""):
            row.texts[box] = (text, saved.revision if saved else 0)


def read_values(row, cells):
    known = {one.indicator_id: one for one in row.contribution.values.all()}
    for place, indicator in enumerate(indicators_of(row.contribution), start=1):
        unit = cells.get(f"unit_{place}", "")
        if unit and unit.casefold() != indicator.unit.casefold():
            wrong(
                row,
                _("Unit %(number)d") % {"number": place},
                _("the unit is “%(unit)s”, not “%(given)s”.")
                % {"unit": indicator.unit, "given": unit[:40]},
            )
        heading = _("Value %(number)d") % {"number": place}
        state = choice_in(row, ValueState, cells.get(f"state_{place}", ""), heading)
        value = figure_in(row, cells.get(f"value_{place}", ""), heading)
        state = state or (ValueState.GIVEN if value is not None else "")
        try:
            value = contributing.check_value(indicator, state, value) if state else None
        except ValidationError as error:
            wrong(row, heading, " ".join(error.messages))
        saved = known.get(indicator.pk)
        if (state, value) != ((saved.state, saved.value) if saved else ("", None)):
            row.values.append((indicator, state, value))


@transaction.atomic
def apply(rows, *, by):
    """Save all rows through the operations of the page; any refusal undoes everything.

    Raises:
        ValidationError: A row does not fit what is there now; the message names it.
    """
    for row in rows:
        try:
            apply_row(row, by)
        except contributing.Clash:
            problem = _("somebody has changed it meanwhile; download the workbook again.")
        except Refused as refusal:
            problem = str(refusal)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            continue
        raise ValidationError(
            _("Row %(row)d: %(problem)s"), params={"row": row.number, "problem": problem}
        )


def apply_row(row, by):
    found = row.contribution
    if row.facts:
        contributing.save_answer(found, row.facts, based_on=found.revision, by=by)
    for box, (text, based_on) in row.texts.items():
        contributing.save_box(found, box, text=text, based_on=based_on, by=by)
    contributing.save_values(found, row.values, by=by)
