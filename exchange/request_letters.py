"""Letters about requests for information: all are restricted, so none carries subject or text."""

from django.conf import settings

from coordination import outbox
from coordination.choices import HandlingLabel


def _letter(template, request, person, key, **context):
    audience = request.audience
    return outbox.compose(
        f"exchange/mail/request_{template}",
        person.language,
        {
            "request": request,
            "person": person,
            "source": audience.source.short_name,
            "label": HandlingLabel(audience.label).label,
            "request_url": settings.PUBLIC_URL + request.get_absolute_url(),
            **context,
        },
        key=key,
        recipient=person.email,
        recipient_name=person.full_name,
        about=request,
        team_id=audience.source_team_id,
    )


def asked(request, person):
    """Tell somebody of an addressee that his institution is asked for an answer."""
    return _letter("asked", request, person, f"request:{request.pk}")


def reminder(reply, person, step):
    """Ask a silent addressee once more: before the day, or once after it."""
    key = f"request-reminder:{reply.pk}:{step}"
    return _letter("reminder", reply.request, person, key, is_follow_up=step > 1)


def still_silent(reply, person):
    """Say that an addressee has not answered and is asked no more; the title stays on the desk."""
    key = f"request-silent:{reply.pk}"
    is_asker = person.pk == reply.request.audience.by_id
    return _letter("silent", reply.request, person, key, reply=reply, is_asker=is_asker)


def replied(reply):
    """Tell the asker that an addressee has answered."""
    asker = reply.request.audience.by
    key = f"request-reply:{reply.pk}:{reply.replied_at.isoformat()}"
    return _letter("replied", reply.request, asker, key, reply=reply)


def closed(reply, person):
    """Tell somebody of a silent addressee that no answer is needed any more."""
    return _letter("closed", reply.request, person, f"request-closed:{reply.pk}")
