"""A roster from a table: read, checked row by row, applied whole or not at all."""

from dataclasses import dataclass, field

import tablib
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from coordination.models import Institution, User
from teams import membership
from teams.choices import Capacity, SeatStanding
from teams.models import Seat

COLUMNS = ["institution", "person", "email", "capacity", "from", "document"]
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


@dataclass
class ImportRow:
    """One row of the table: what it says, what is wrong with it, what would happen."""

    number: int
    cells: dict
    errors: list = field(default_factory=list)
    outcome: str = ""
    institution: Institution | None = None
    capacity: str = ""
    from_on: object = None


def read_table(data, ending):
    """Read a CSV or XLSX table and return rows as dictionaries by our column names.

    Raises:
        ValidationError: No table, a missing column, or too many rows.
    """
    try:
        if ending == "csv":
            text = data.decode("utf-8-sig", errors="replace")
            delimiter = ";" if text.split("\n", 1)[0].count(";") else ","
            table = tablib.Dataset().load(text, format="csv", delimiter=delimiter)
        else:
            table = tablib.Dataset().load(data, format="xlsx")
    except Exception:
        raise ValidationError(_("The table cannot be read. Save it as CSV or XLSX.")) from None
    headers = [str(name or "").strip().lower() for name in table.headers or []]
    names = [SPELLINGS.get(name, name) for name in headers]
    missing = [name for name in COLUMNS[:5] if name not in names]
    if missing:
        raise ValidationError(
            _("The first row must name the columns. Missing: %(missing)s."),
            params={"missing": ", ".join(missing)},
        )
    if len(table) > MOST_ROWS:
        raise ValidationError(_("At most %(most)d rows at once."), params={"most": MOST_ROWS})
    return [
        {
            name: str(cell if cell is not None else "").strip()
            for name, cell in zip(names, row, strict=False)
        }
        for row in table
    ]


def check(team, entries):
    """Check every row and say what it would do; nothing is written."""
    institutions = {one.name.casefold(): one for one in Institution.objects.active()}
    institutions |= {
        one.short.casefold(): one
        for one in Institution.objects.active().filter(seats__team=team)
        if one.short
    }
    return [
        check_row(ImportRow(number, cells), institutions)
        for number, cells in enumerate(entries, start=2)
    ]


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
    try:
        validate_email(cells.get("email", ""))
    except ValidationError:
        row.errors.append(_("Column “email”: this is no e-mail address."))
    row.capacity = CAPACITIES.get(cells.get("capacity", "").casefold(), "")
    if not row.capacity:
        row.errors.append(_("Column “capacity”: write “przedstawiciel” or “zastępca”."))
    try:
        row.from_on = parse_date(cells.get("from", "")[:10])
    except ValueError:
        row.from_on = None
    if row.from_on is None:
        row.errors.append(_("Column “from”: write the day as 2026-03-01."))
    return row


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
        except ValidationError as error:
            raise ValidationError(
                _("Row %(row)d: %(problem)s"),
                params={"row": row.number, "problem": " ".join(error.messages)},
            ) from None


def apply_row(team, row, by):
    seat = Seat.objects.filter(team=team, institution=row.institution).on_day(row.from_on).first()
    if seat is None:
        seat = membership.add_seat(
            team,
            institution=row.institution,
            title="",
            standing=SeatStanding.VOTING,
            counts_to_quorum=True,
            from_on=row.from_on,
            by=by,
        )
    email = row.cells["email"].lower()
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, None, full_name=row.cells["person"][:120])
    holder = seat.mandates.filter(until_on__isnull=True, capacity=Capacity.HOLDER).first()
    act = row.cells.get("document", "")[:250]
    if row.capacity == Capacity.HOLDER and holder and holder.user_id != user.pk:
        membership.hand_over(holder, to=user, from_on=row.from_on, act=act, by=by)
    elif not seat.mandates.filter(user=user, until_on__isnull=True).exists():
        membership.appoint(
            seat, user=user, capacity=row.capacity, from_on=row.from_on, act=act, by=by
        )
