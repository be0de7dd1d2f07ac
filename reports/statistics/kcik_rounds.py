"""Rounds that ask KCIK for its half-yearly figures, for the KCIK desk of the exchange room."""

from reports.models import DataTable, ReturnRound

STANDARD = ["kcik-half-yearly", "kcik-consultations"]
MOST = 12


def rounds_for(user):
    """Return `(title, state, address)` of what this person may open, rounds before tables.

    Whoever may not see a round is told of the tables alone, where he may see those.
    """
    rounds = ReturnRound.objects.visible_to(user).filter(table__standard__in=STANDARD)
    tables = DataTable.objects.visible_to(user).filter(standard__in=STANDARD)
    return [
        (one.title, one.get_state_display(), one.get_absolute_url())
        for one in [*rounds[:MOST], *tables]
    ]
