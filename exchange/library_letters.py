"""Letters about the library: they lead to the page and carry no text of what is restricted."""

from django.conf import settings

from coordination import outbox
from exchange.choices import OPEN_LABELS


def review_due(item, person, reminder):
    """Ask whether an item still holds."""
    return outbox.compose(
        "exchange/mail/library_review",
        person.language,
        {
            "item": item,
            "person": person,
            "shows_words": item.audience.label in OPEN_LABELS,
            "is_owner": person.pk == item.owner_id,
            "item_url": settings.PUBLIC_URL + item.get_absolute_url(),
        },
        key=f"library-review:{item.pk}:{item.review_on}:{reminder.step}",
        recipient=person.email,
        recipient_name=person.full_name,
        about=item,
        team_id=item.team_id,
    )
