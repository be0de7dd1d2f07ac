"""A roster from a table: read, checked row by row, applied whole or not at all."""

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

import openpyxl
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from coordination import file_contents
from coordination.models import Institution, User
from coordination.refusals import Refused
from teams import membership
from teams.choices import Capacity, SeatStanding
from teams.models import Seat

COLUMNS = ["institution", "person", "email", "capacity", "from", "document"]
NEEDED = COLUMNS[:5]
SPELLINGS = {
    "instytucja": "institution",
    "osoba": "person",
    "imię i nazwisko": "person",
    "e-mail": "email",
    "funkcja": "capacity",
    "od": "from",
    "dokument": "document",
}
CAPACITIES = {
    "przedstawiciel": Capacity.HOLDER,
    "członek": Capacity.HOLDER,
    "representative": Capacity.HOLDER,
    "zastępca": Capacity.DEPUTY,
    "deputy": Capacity.DEPUTY,
}
MOST_ROWS = 500
MOST_LINES = 20_000
MOST_COLUMNS = 40
LONGEST = {"person": 120, "document": 250}
DAY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[ T]00:00(?::00)?)?"
    r"|(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"
)


@dataclass
class ImportRow:
    """One row of the table: what it says, what is wrong with it, what would happen."""

    number: int
    cells: dict
    errors: list = field(default_factory=list)
    institution: Institution | None = None
    capacity: str = ""
    from_on: date | None = None


def read_table(data, ending):
    """Read a CSV or XLSX table and return rows as dictionaries by our column names.

    Empty rows are returned too, so that a row's place in the list tells its number.

    Raises:
        ValidationError: No table, a missing column, or too many rows.
    """
    try:
        lines = csv_lines(data) if ending == "csv" else xlsx_lines(data)
        table = [[text_of(cell) for cell in line] for line in islice(lines, MOST_LINES + 1)]
    except Exception:
        # A broken workbook breaks its reader in more ways than anybody can list.
        raise ValidationError(_("The table cannot be read. Save it as CSV or XLSX.")) from None
    names = [column_of(name) for name in table[0]] if table else []
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise ValidationError(
            _("The first row must name the columns. Missing: %(missing)s."),
            params={"missing": ", ".join(missing)},
        )
    if len(table) > MOST_LINES or sum(any(line) for line in table[1:]) > MOST_ROWS:
        raise ValidationError(_("At most %(most)d rows at once."), params={"most": MOST_ROWS})
    return [dict(zip(names, line, strict=False)) for line in table[1:]]


def csv_lines(data):
    text = file_contents.decode("", data)
    delimiter = max(";,\t", key=text.split("\n", 1)[0].count)
    return csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)


def xlsx_lines(data):
    """Read the first sheet row by row; a sheet that claims a million rows takes no memory."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return book.worksheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True)


def text_of(cell):
    return str(cell if cell is not None else "").strip()


def column_of(name):
    """Return our name of a column, however the head of the table spells it."""
    name = name.lower()
    as_exported = {heading.lower(): column for column, heading in headings().items()}
    return as_exported.get(name) or SPELLINGS.get(name, name)


def headings():
    """Return the heading of each column in the reader's language, as the export writes it."""
    return {
        "institution": _("institution"),
        "person": _("person"),
        "email": _("email"),
        "capacity": _("capacity"),
        "from": _("from"),
        "document": _("document"),
    }


def check(team, entries):
    """Check every row and say what it would do; nothing is written."""
    institutions = {one.name.casefold(): one for one in Institution.objects.active()}
    institutions |= {
        one.short.casefold(): one
        for one in Institution.objects.active().filter(seats__team=team)
        if one.short
    }
    rows = [
        check_row(ImportRow(number, cells), institutions)
        for number, cells in enumerate(entries, start=2)
        if any(cells.values())
    ]
    find_doubles(rows)
    return rows


def check_row(row, institutions):
    """Fill in what a row means, or the sentences that say which column is wrong."""
    cells = row.cells
    row.institution = institutions.get(cells.get("institution", "").casefold())
    if row.institution is None:
        row.errors.append(
            _("Column “institution”: “%(name)s” is not known here.")
            % {"name": cells.get("institution", "")}
        )
    if not cells.get("person"):
        row.errors.append(_("Column “person” is empty."))
    for name, longest in LONGEST.items():
        if len(cells.get(name, "")) > longest:
            row.errors.append(
                _("Column “%(column)s”: at most %(most)d characters.")
                % {"column": headings()[name], "most": longest}
            )
    try:
        validate_email(cells.get("email", ""))
    except ValidationError:
        row.errors.append(_("Column “email”: this is no e-mail address."))
    row.capacity = capacity_of(cells.get("capacity", ""))
    if not row.capacity:
        row.errors.append(_("Column “capacity”: write “przedstawiciel” or “zastępca”."))
    row.from_on = day_of(cells.get("from", ""))
    if row.from_on is None:
        row.errors.append(_("Column “from”: write the day as 2026-03-01."))
    return row


def capacity_of(text):
    as_exported = {label.casefold(): value for value, label in Capacity.choices}
    return as_exported.get(text.casefold()) or CAPACITIES.get(text.casefold(), "")


def day_of(text):
    """Return the day that a cell names, or None; a real midnight comes from workbooks."""
    found = DAY.fullmatch(text)
    if found is None:
        return None
    parts = (found["year"] or found["y"], found["month"] or found["m"], found["day"] or found["d"])
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def find_doubles(rows):
    """Mark rows that contradict an earlier one: two representatives, or a person twice."""
    holders, people = {}, {}
    for row in rows:
        if row.institution is None:
            continue
        place = row.institution.pk
        person = (place, row.cells.get("email", "").lower())
        if row.capacity == Capacity.HOLDER and holders.setdefault(place, row) is not row:
            row.errors.append(
                _("Row %(row)d names another representative of this institution already.")
                % {"row": holders[place].number}
            )
        elif people.setdefault(person, row) is not row:
            row.errors.append(
                _("Row %(row)d names this person for this institution already.")
                % {"row": people[person].number}
            )


@transaction.atomic
def apply(team, rows, *, by):
    """Write all rows down; any refusal undoes everything.

    A seat is made where the institution has none; a person unknown so far is created without a
    way to sign in, until an administrator invites him.

    Raises:
        ValidationError: A row does not fit what is already there; the message names it.
    """
    for row in rows:
        try:
            apply_row(team, row, by)
        except (ValidationError, Refused) as error:
            problem = str(error) if isinstance(error, Refused) else " ".join(error.messages)
            raise ValidationError(
                _("Row %(row)d: %(problem)s"), params={"row": row.number, "problem": problem}
            ) from None


def apply_row(team, row, by):
    seat = seat_for(team, row, by)
    user = person_of(row)
    act = row.cells.get("document", "")
    still = seat.mandates.filter(until_on__isnull=True)
    if still.filter(user=user, capacity=row.capacity).exists():
        return
    holder = still.filter(capacity=Capacity.HOLDER).first()
    if row.capacity == Capacity.HOLDER and holder:
        membership.hand_over(holder, to=user, from_on=row.from_on, act=act, by=by)
        return
    if row.capacity == Capacity.HOLDER:
        for deputy in still.filter(user=user):
            last_day = row.from_on - timedelta(days=1)
            membership.end_mandate(deputy, until_on=last_day, act=act, by=by)
    membership.appoint(seat, user=user, capacity=row.capacity, from_on=row.from_on, act=act, by=by)


def seat_for(team, row, by):
    """Return the institution's seat of that day; where it has none, make one."""
    seat = Seat.objects.filter(team=team, institution=row.institution).on_day(row.from_on).first()
    return seat or membership.add_seat(
        team,
        institution=row.institution,
        title="",
        standing=SeatStanding.VOTING,
        counts_to_quorum=True,
        from_on=row.from_on,
        by=by,
    )


def person_of(row):
    """Return the person of an address; one unknown so far is made without a way to sign in."""
    email = row.cells["email"].lower()
    known = User.objects.filter(email=email).first()
    return known or User.objects.create_user(email, None, full_name=row.cells["person"])
