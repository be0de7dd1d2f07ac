"""What the letter with all that waits says of posts, in the rhythm chosen for their kind."""

from coordination.choices import READING_IS_AUDITED
from coordination.templatetags.polish_dates import day_long
from coordination.waiting import Entry
from exchange.models import PaceChoice, Post

MOST = 50


def people_wanting(rhythm):
    """Return the keys of people who chose a rhythm ("daily" or "weekly") for some kind."""
    return set(PaceChoice.objects.filter(pace=rhythm).values_list("user", flat=True))


def entries_for(user, rhythm):
    """Return the posts of the kinds of this rhythm that a person has not read, the newest first.

    Args:
        user: The person.
        rhythm: "daily" or "weekly".
    """
    kinds = list(PaceChoice.objects.filter(user=user, pace=rhythm).values_list("kind", flat=True))
    if not kinds:
        return []
    posts = Post.objects.visible_to(user).current().unread_by(user).filter(kind__in=kinds)
    return [
        Entry(
            post.title,
            f"{post.get_kind_display()}, {post.source_name}, {day_long(post.sent_at)}",
            post.get_absolute_url(),
            since=post.sent_at,
            is_private=post.audience.label in READING_IS_AUDITED,
        )
        for post in posts.with_source().order_by("-sent_at", "-pk")[:MOST]
    ]
