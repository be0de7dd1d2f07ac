"""Reminders to one person that fall into the same minutes become one letter (ADR 25).

A reminder is a row like every letter. It waits a little for others to the same person; two or more
become a new letter with all their words, and each keeps a note of the letter that carried it.
"""

from django.db import transaction
from django.utils import timezone

from coordination import outbox, posting
from coordination.choices import DeliveryState
from coordination.models import Delivery, User

MOST_A_SWEEP = 200


def gather_due(at=None):
    """Put together the reminders that have waited long enough; return how many letters came of it.

    Safe to run again: what is in a letter already no longer waits.
    """
    at = at or timezone.now()
    ready = posting.due(at).filter(gathers=True, attempts=0)
    people = list(ready.order_by().values_list("recipient", flat=True).distinct()[:MOST_A_SWEEP])
    return sum(gather(person, at) for person in people)


@transaction.atomic
def gather(recipient, at):
    """Put one person's reminders into one letter where there are several; return 1 or 0."""
    open_rows = posting.due(at + outbox.WAIT_FOR_OTHERS).filter(
        gathers=True, attempts=0, recipient=recipient
    )
    keys = list(open_rows.values_list("pk", flat=True))
    rows = list(Delivery.objects.select_for_update().filter(pk__in=keys, gathers=True, attempts=0))
    rows = [row for row in rows if row.state == DeliveryState.PENDING and not row.leased_until]
    if len(rows) < 2:
        return 0
    rows.sort(key=lambda row: row.pk)
    carrier = outbox.send_once(letter(rows))
    for row in rows:
        row.state, row.gathered_into = DeliveryState.GATHERED, carrier
    Delivery.objects.bulk_update(rows, ["state", "gathered_into"])
    return 1


def letter(rows):
    """Write one letter from several: the subjects first, then each with all its words."""
    first = rows[0]
    person = User.objects.filter(email=first.recipient).first()
    teams = {row.team_id for row in rows}
    return outbox.compose(
        "coordination/mail/gathered",
        person.language if person else "pl",
        {"rows": rows, "number": len(rows), "name": first.recipient_name},
        key=f"gathered:{first.pk}",
        recipient=first.recipient,
        recipient_name=first.recipient_name,
        team_id=teams.pop() if len(teams) == 1 else None,
    )
