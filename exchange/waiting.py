"""What waits for a person in this room: to confirm, to read, to answer for the source."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from coordination.choices import READING_IS_AUDITED
from coordination.templatetags.polish_dates import day_long
from coordination.waiting import Entry
from exchange import permissions
from exchange.models import LibraryItem, Post, RequestReply, ShareRequest

MOST = 50


def to_confirm(user):
    """Posts that this person is asked to confirm, the oldest first."""
    posts = Post.objects.visible_to(user).current().awaiting_acknowledgement_of(user)
    return posts.with_source().order_by("sent_at", "pk")[:MOST]


def wishes_to_answer(user):
    """Wishes to share a post further that wait for this person's institution or team."""
    wishes = ShareRequest.objects.to_answer_by(user)
    return wishes.select_related("post__audience", "asked_by").order_by("pk")[:MOST]


def items_to_review(user):
    """Items of the library that this person looks after and whose day of review has come."""
    items = LibraryItem.objects.visible_to(user).filter(owner=user)
    return items.to_review(timezone.localdate()).with_shelf().order_by("review_on", "pk")[:MOST]


def requests_to_answer(user):
    """Requests for information on which this person's institution has said nothing yet."""
    replies = RequestReply.objects.to_answer_by(user).select_related("request")
    return replies.order_by("request__due_on", "pk")[:MOST]


def entries_for(user):
    """Return what the desk's page of things to do shows of this room."""
    if not permissions.has_any_role(user):
        return []
    room = _("Exchange of information")
    entries = [
        Entry(
            post.title,
            _("%(kind)s to confirm: %(source)s, %(day)s")
            % {
                "kind": post.get_kind_display(),
                "source": post.source_name,
                "day": day_long(post.sent_at),
            },
            post.get_absolute_url(),
            since=post.sent_at,
            is_private=post.audience.label in READING_IS_AUDITED,
            room=room,
        )
        for post in to_confirm(user)
    ]
    entries += [
        Entry(
            wish.post.title,
            _("%(person)s asks to share it further") % {"person": wish.asked_by},
            reverse("exchange:share-answer", args=[wish.post_id, wish.pk]),
            since=wish.asked_at,
            is_private=True,
            room=room,
        )
        for wish in wishes_to_answer(user)
    ]
    entries += [
        Entry(
            item.title,
            _("item of the library to review, %(day)s") % {"day": day_long(item.review_on)},
            item.get_absolute_url(),
            is_private=item.audience.label in READING_IS_AUDITED,
            room=room,
        )
        for item in items_to_review(user)
    ]
    entries += [
        Entry(
            reply.request.title,
            _("answer to a request, until %(day)s") % {"day": day_long(reply.request.due_on)},
            reverse("exchange:request-reply", args=[reply.request_id, reply.pk]),
            since=reply.request.asked_at,
            is_private=True,
            room=room,
        )
        for reply in requests_to_answer(user)
    ]
    unread = Post.objects.visible_to(user).current().unread_by(user)
    number = unread.filter(asks_acknowledgement=False).count()
    if number:
        words = ngettext("%(number)d post not read yet", "%(number)d posts not read yet", number)
        url = f"{reverse('exchange:feed')}?unread=1"
        words %= {"number": number}
        title = pgettext("exchange", "Posts")
        entries.append(Entry(title, words, url, room=room, is_page_only=True))
    return entries
