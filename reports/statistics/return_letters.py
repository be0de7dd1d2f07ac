"""Letters about statistical returns: composed and not sent; never a figure in them."""

from django.conf import settings

from coordination import outbox


def _letter(template, round, reporter, person, key, path, **context):
    return outbox.compose(
        f"reports/statistics/mail/{template}",
        person.language,
        {
            "round": round,
            "reporter": reporter,
            "person": person,
            "page_url": settings.PUBLIC_URL + path,
            **context,
        },
        key=key,
        recipient=person.email,
        recipient_name=person.full_name,
        stream=f"round:{round.pk}:{reporter.key}:{person.pk}",
        about=round,
    )


def opened(round, reporter, person):
    """Say that a round is open and until when figures are asked for."""
    key = f"round-opened:{round.pk}:{reporter.key}"
    return _letter("opened", round, reporter, person, key, round.get_absolute_url())


def reminded(round, reporter, person, *, nudge):
    """Ask once more for what is missing."""
    key = f"round-nudge:{nudge.pk}"
    path = round.get_absolute_url()
    letter = _letter("reminded", round, reporter, person, key, path, nudge=nudge)
    return outbox.gathering(letter)


def returned(round, reporter, person, *, stat_return, event):
    """Say that a return came back; the reason stands on the page, not in the mail."""
    key = f"return-event:{event.pk}"
    path = stat_return.get_absolute_url()
    return _letter("returned", round, reporter, person, key, path, stat_return=stat_return)
