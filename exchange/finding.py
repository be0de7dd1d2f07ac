"""Finding posts: what the desk's search shows of this room."""

from django.urls import reverse

from coordination import search
from coordination.choices import HandlingLabel
from coordination.templatetags.polish_dates import day_long
from exchange.models import Post, SavedSearch

MOST_HITS = 30


def index(post):
    """Put a sent post into the search index; `visible_to` decides who finds it."""
    search.index(post, title=post.title, body=post.text)


def forget(post):
    """A recalled post is found no more."""
    search.forget(post)


def find(user, asked):
    """Return the posts that match among those this person may read, the newest first."""
    if asked.kind not in ("", "post"):
        return []
    found = Post.objects.visible_to(user).filter(pk__in=search.matching(Post, asked.words))
    if asked.team:
        found = found.of_team(asked.team)
    if asked.year:
        found = found.filter(sent_at__year=asked.year)
    if asked.institution:
        found = found.filter(audience__source_institution=asked.institution)
    found = found.with_source()
    return [
        search.Hit(
            title=post.title,
            url=post.get_absolute_url(),
            context=f"{post.get_kind_display()}, {post.source_name}, {day_long(post.sent_at)}",
            kind="post",
            snippet=snippet_of(post, asked.words),
        )
        for post in found.order_by("-sent_at", "-pk")[:MOST_HITS]
    ]


def snippet_of(post, words):
    """Return the words around the match; a post for named persons is read on its page only."""
    if post.audience.label == HandlingLabel.PERSONS:
        return ()
    return search.snippet(post.text, words)


def kept_by(user):
    """Return the searches that a person keeps: name, address, address to forget it."""
    page = reverse("coordination:search")
    return [
        (one.name, f"{page}?{one.query}", reverse("exchange:search-forget", args=[one.pk]))
        for one in SavedSearch.objects.filter(user=user)
    ]
