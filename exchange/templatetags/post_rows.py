"""Rows of the list of posts, put together at once (ADR 10)."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coordination.choices import HandlingLabel
from coordination.templatetags.desk import LABEL_ICONS, badge
from coordination.templatetags.polish_dates import day_long, moment
from exchange.choices import PostKind, PostState

register = template.Library()

# Filled twice: once with what all rows share, then, in the doubled braces, row by row.
ROW = (
    '<li><a class="subject" href="{here}{{pk}}/">{{title}}</a>'
    '<div class="quiet small">{{facts}}</div><div class="marks">{{marks}}</div></li>\n'
)
LABEL = (
    '<span class="label-word label-{value}"><i class="bi bi-{icon}" aria-hidden="true"></i>'
    "{words}</span>"
)


def labels():
    """Return every handling label as words with its sign, by value."""
    return {
        one.value: format_html(LABEL, value=one.value, icon=LABEL_ICONS[one], words=one.label)
        for one in HandlingLabel
    }


def marks_of_posts():
    """Return what draws the marks of a post; their words are looked up once."""
    new = badge(pgettext("post", "new"), "strong")
    warning = badge(pgettext("post", "warning"), "bad", "exclamation-triangle")
    corrected = badge(pgettext("post", "corrected"), "warn")
    recalled = badge(PostState.RECALLED.label, "bad")
    to_confirm = badge(pgettext("posts", "to confirm"), "warn")
    words = labels()

    def marks(post):
        unread = post.is_unread
        said = [
            (unread, new),
            (post.kind == PostKind.WARNING, warning),
            (post.corrected_at, corrected),
            (post.is_recalled, recalled),
            (post.asks_acknowledgement and unread and not post.is_acknowledged, to_confirm),
            (True, words[post.audience.label]),
        ]
        return format_html_join(" ", "{}", ((mark,) for is_so, mark in said if is_so))

    return marks


@register.simple_tag
def post_rows(posts):
    """Draw posts as rows: subject, kind, source and moment, then the marks in a line."""
    here = reverse("exchange:post", args=[0]).removesuffix("0/")
    pattern = format_html(ROW, here=here)
    kinds = {kind.value: str(kind.label) for kind in PostKind}
    valid, marks = _("valid until %(day)s"), marks_of_posts()

    def row(post):
        facts = [kinds[post.kind], post.source_name, moment(post.sent_at)]
        if post.valid_until_on:
            facts.append(valid % {"day": day_long(post.valid_until_on)})
        return {
            "pk": post.pk,
            "title": post.title,
            "facts": " · ".join(facts),
            "marks": marks(post),
        }

    return format_html_join("", pattern, map(row, posts))
