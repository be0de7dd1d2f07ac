"""Invented counts and figures of the KCIK desk, for the demo; loading twice changes nothing."""

from datetime import date

from django.db import transaction

from coordination.choices import InstitutionKind
from coordination.models import User
from exchange import kcik
from exchange.kcik_choices import ConsultationKind, FigureState, Indicator
from exchange.models import ConsultationCount

SECRETARY = "Maria Topola"
QUARTER = (date(2026, 7, 1), date(2026, 9, 30))
COUNTS = [
    (InstitutionKind.POLICE, ConsultationKind.CONSULTATION, 14),
    (InstitutionKind.BORDER_GUARD, ConsultationKind.CONSULTATION, 9),
    (InstitutionKind.LABOUR_INSPECTION, ConsultationKind.INTERPRETER, 3),
    (InstitutionKind.SOCIAL_SERVICES, ConsultationKind.SHELTER, 6),
    (InstitutionKind.EDUCATION, ConsultationKind.TRAINING, 0),
]
FIGURES = {
    (2025, 2): {
        Indicator.CONSULTATIONS: (FigureState.NUMBER, 52),
        Indicator.TRAININGS: (FigureState.UNKNOWN, None),
    },
    (2026, 1): {
        Indicator.CONSULTATIONS: (FigureState.NUMBER, 61),
        Indicator.INTERVENTIONS: (FigureState.NOT_COLLECTED, None),
        Indicator.TRAININGS: (FigureState.ZERO, None),
    },
}


@transaction.atomic
def load():
    """Note a few counts, two half-years and a call that says that it is a demonstration."""
    if ConsultationCount.objects.exists():
        return
    by = User.objects.get(full_name=SECRETARY)
    for institution_kind, kind, number in COUNTS:
        kcik.note_count(
            from_on=QUARTER[0],
            to_on=QUARTER[1],
            institution_kind=institution_kind,
            kind=kind,
            number=number,
            by=by,
        )
    for (year, half), figures in FIGURES.items():
        kcik.note_figures(year, half, figures, by=by)
    kcik.add_call(
        year=2026,
        title="Otwarty konkurs ofert na prowadzenie programu (demonstracja)",
        opens_on=date(2026, 10, 1),
        closes_on=date(2026, 11, 30),
        website="",
        by=by,
    )
