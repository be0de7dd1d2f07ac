"""Taking recommendations from a pasted table or a file: checked row by row, taken whole or not."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coordination import case_data, guarding
from coordination.choices import HandlingLabel
from reports import deadlines, plan_pasting
from reports.models import ExternalRecommendation
from reports.recommendation_choices import AnswerState, Body, Strength

MOST_ROWS = 500
MOST_ERRORS = 30
PATTERNS = [
    ("body", r"organ|instytucja|body|kto zaleca"),
    ("round", r"runda|rok|round|year"),
    ("paragraph", r"paragraf|akapit|punkt|pkt|numer|^nr|^lp|paragraph|^no"),
    ("strength", r"siła|moc|ranga|strength"),
    ("due_on", r"termin|due|deadline"),
    ("source_url", r"adres|link|url"),
    ("source", r"źródło|dokument|source"),
    ("answer", r"odpowiedź|stan odpowiedzi|answer"),
    ("text", r"treść|tekst|zalecenie|text|recommendation"),
]
NEEDED = ["body", "round", "paragraph", "text", "source"]
BODIES = [
    (Body.GRETA, r"\bgreta\b"),
    (Body.EU, r"\b(ue|eu)\b|unia europejska|komisja europejska|european"),
    (Body.TIP, r"\btip\b|departament stanu|state department"),
    (Body.NIK, r"\bnik\b|najwyższa izba kontroli"),
    (Body.RPO, r"\brpo\b|rzecznik praw obywatelskich"),
]
STRENGTHS = [
    (Strength.URGES, r"nalega|usilnie|wzywa pilnie|urge"),
    (Strength.CALLS, r"wzywa|apeluje|call"),
    (Strength.RECOMMENDS, r"zaleca|rekomenduje|wnosi|recommend|should"),
    (Strength.CONSIDERS, r"uważa|uznaje|consider"),
    (Strength.INVITES, r"zachęca|zaprasza|prosi|invite|encourage"),
]


def head_of(lines):
    """Return `(place of the head, {name: column})`.

    Raises:
        ValidationError: No row names the columns that are needed.
    """
    missing = NEEDED
    for place, line in enumerate(lines[:20]):
        columns = columns_of(line)
        missing = [name for name in NEEDED if name not in columns]
        if not missing:
            return place, columns
    raise ValidationError(
        _("The first row must name the columns: body, round, paragraph, text and source document.")
    )


def columns_of(line):
    columns: dict = {}
    for number, cell in enumerate(line):
        words = re.sub(r"\s+", " ", cell).strip().casefold()
        named = words and len(words) < 60
        name = next((key for key, shape in PATTERNS if named and re.search(shape, words)), "")
        if name and name not in columns:
            columns[name] = number
    return columns


def rows_of(lines):
    """Return what each row says, ready for `recommending.save`.

    Raises:
        ValidationError: With a sentence for each cell that is wrong, by row and column.
    """
    place, columns = head_of(lines)
    body = [
        (number, line)
        for number, line in enumerate(lines[place + 1 :], start=place + 2)
        if any(cell.strip() for cell in line)
    ]
    if not body:
        raise ValidationError(_("The table has no rows."))
    if len(body) > MOST_ROWS:
        raise ValidationError(_("At most 500 recommendations can be taken at once."))
    problems: list = []
    rows, seen = [], known_keys()
    for number, line in body:
        row, wrong = row_of(line, columns)
        key = (row["body"], row["body_name"], row["round"], row["paragraph"])
        if not wrong and key in seen:
            wrong = [_("it is entered already")]
        seen.add(key)
        problems += [_("Row %(row)d: %(what)s.") % {"row": number, "what": one} for one in wrong]
        rows.append(row)
    if problems:
        raise ValidationError(problems[:MOST_ERRORS])
    return rows


def known_keys():
    fields = ("body", "body_name", "round", "paragraph")
    return set(ExternalRecommendation.objects.values_list(*fields))


def row_of(line, columns):
    """Return the facts of one row and what is wrong with it."""
    cells = {
        name: line[column].strip() if column < len(line) else "" for name, column in columns.items()
    }
    body, body_name = body_of(cells["body"])
    row = {
        "body": body,
        "body_name": body_name,
        "round": cells["round"],
        "paragraph": cells["paragraph"],
        "text": cells["text"],
        "strength": of_words(STRENGTHS, cells.get("strength", "")),
        "due_on": deadlines.day_of(cells.get("due_on", "")),
        "source": cells["source"],
        "source_url": cells.get("source_url", ""),
        "answer_state": AnswerState.NONE,
        "answer": cells.get("answer", ""),
        "label": HandlingLabel.PUBLIC,
    }
    if row["answer"]:
        row["answer_state"] = AnswerState.PREPARING
    return row, [*problems_of(row, cells), *persons_in(line, columns)]


def problems_of(row, cells):
    wrong = [
        _("%(column)s is empty") % {"column": name_of(name)} for name in NEEDED if not cells[name]
    ]
    for name in ("strength", "due_on"):
        if cells.get(name) and not row[name]:
            wrong.append(
                _("%(column)s is not understood: “%(cell)s”")
                % {"column": name_of(name), "cell": cells[name][:60]}
            )
    try:
        ExternalRecommendation(**row).clean_fields(exclude=["entered_by", "sort_key", "round_key"])
    except ValidationError as error:
        said = error.message_dict
        wrong += [
            _("%(column)s: %(what)s") % {"column": name_of(name), "what": said[name][0].rstrip(".")}
            for name in said
            if cells.get(name)
        ]
    return wrong


def persons_in(line, columns):
    """Say in which cells data of a person stand, in columns that are not taken in as well."""
    names = {column: name_of(name) for name, column in columns.items()}
    wrong = []
    for column, cell in enumerate(line):
        found = guarding.find(cell)
        if found:
            name = names.get(column) or _("column %(number)d") % {"number": column + 1}
            facts = {"column": name, "what": case_data.sentence(found).rstrip(".")}
            wrong.append(_("%(column)s: %(what)s") % facts)
    return wrong


def name_of(name):
    return str(ExternalRecommendation._meta.get_field(name).verbose_name)


def body_of(words):
    found = of_words(BODIES, words)
    return (found, "") if found else (Body.OTHER, words[:120])


def of_words(known, words):
    folded = words.casefold()
    return next((value for value, shape in known if re.search(shape, folded)), "")


def lines_of_paste(text):
    return plan_pasting.from_text(text)
