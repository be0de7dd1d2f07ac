"""Letters about posts, composed and not sent.

What is restricted (TLP:AMBER and above) stays on the desk: its letter says the kind and the label
and leads to the page, which knows its readers. Neither subject nor text goes out.
"""

from django.conf import settings

from coordination import outbox
from coordination.choices import HandlingLabel
from exchange import handling
from exchange.choices import TEXT_MAY_TRAVEL


def absolute(path):
    return settings.PUBLIC_URL + path


def _letter(template, post, person, key, *, url="", **context):
    """Compose a letter to one person about a post, in his language."""
    audience = post.audience
    return outbox.compose(
        f"exchange/mail/{template}",
        person.language,
        {
            "post": post,
            "person": person,
            "label": HandlingLabel(audience.label).label,
            "rules": lambda: handling.rules_of(audience.label),
            "shows_words": audience.label in TEXT_MAY_TRAVEL,
            "post_url": absolute(url or post.get_absolute_url()),
            "settings_url": absolute("/exchange/telling/"),
            **context,
        },
        key=key,
        recipient=person.email,
        recipient_name=person.full_name,
        about=post,
        # Who got what is for named persons is nobody's matter, not even the secretary's.
        team_id=None if audience.is_named_persons_only else audience.source_team_id,
    )


def sent(post, person):
    """Tell a reader of a new post."""
    return _letter("sent", post, person, f"post:{post.pk}")


def corrected(post, person, reason):
    """Tell somebody who has read a post that it was corrected."""
    return _letter(
        "corrected", post, person, f"post-corrected:{post.pk}:{post.revision}", reason=reason
    )


def recalled(post, person):
    return _letter("recalled", post, person, f"post-recalled:{post.pk}")


def reminder(post, person, step):
    """Ask somebody to confirm that he has read a post."""
    return _letter("reminder", post, person, f"post-reminder:{post.pk}:{step}")


def still_silent(post, receipts):
    """Tell the author after the last reminder that some have not confirmed; the page says who."""
    return _letter(
        "still_silent",
        post,
        post.audience.by,
        f"post-still-silent:{post.pk}",
        number=len(receipts),
    )


def commented(comment):
    """Tell the author that somebody has commented."""
    post = comment.post
    return _letter("commented", post, post.audience.by, f"post-comment:{comment.pk}")


def share_asked(wish, person):
    """Tell somebody of the source that a reader wishes the post to be shared further."""
    return _letter("share_asked", wish.post, person, f"post-share:{wish.pk}", wish=wish)


def share_answered(wish):
    """Tell the one who asked what the source decided."""
    return _letter(
        "share_answered", wish.post, wish.asked_by, f"post-share-answer:{wish.pk}", wish=wish
    )
