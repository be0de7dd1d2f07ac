"""Letters about releases: composed and not sent; never a figure in them."""

from django.conf import settings

from coordination import outbox


def review_asked(request, person):
    """Say that a release waits for this person's decision."""
    return outbox.compose(
        "reports/statistics/mail/release_review",
        person.language,
        {
            "round": request.round,
            "request": request,
            "page_url": settings.PUBLIC_URL + request.get_absolute_url(),
        },
        key=f"release-review:{request.pk}:{request.revision}",
        recipient=person.email,
        recipient_name=person.full_name,
        stream=f"release:{request.pk}:{person.pk}",
        about=request.round,
    )
