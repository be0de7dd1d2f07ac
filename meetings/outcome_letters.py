"""Letters about decisions: composed and not sent."""

from django.conf import settings

from coordination import outbox


def review_due(review, person):
    """Tell whoever looks after a decision that its day of review has come.

    The letter names the number only; the words are on the page, which knows its readers.
    """
    decision = review.decision
    return outbox.compose(
        "meetings/mail/review_due",
        person.language,
        {
            "decision": decision,
            "review": review,
            "page_url": settings.PUBLIC_URL + decision.get_absolute_url(),
        },
        key=f"decision-review:{review.pk}",
        recipient=person.email,
        recipient_name=person.full_name,
        about=decision,
        team_id=decision.team_id,
    )
