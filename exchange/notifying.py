"""When a person is told of a post: as he chose for its kind, within his hours; warnings at once."""

from datetime import timedelta

from django.utils import timezone

from coordination import outbox
from coordination.working_days import WARSAW, at_hour, next_working_day
from exchange import audiences, post_letters
from exchange.choices import TEXT_MAY_TRAVEL, Pace, PostKind
from exchange.models import PaceChoice, ReadingHours


def tell_of_post(post, receipts):
    """Write the letters of a new post to those who want them at once, or in their next hours.

    Args:
        post: A sent post.
        receipts: Receipts of those who are newly reached, with their people loaded.
    """
    people = [one.user for one in receipts]
    if post.kind == PostKind.WARNING:
        outbox.send_all(post_letters.sent(post, person) for person in people)
        return
    slower = PaceChoice.objects.filter(kind=post.kind).exclude(pace=Pace.AT_ONCE)
    waiting = set(slower.filter(user__in=people).values_list("user", flat=True))
    hours = ReadingHours.objects.in_bulk([person.pk for person in people])
    now = timezone.now()
    letters = []
    for person in people:
        if person.pk not in waiting:
            letter = post_letters.sent(post, person)
            letter.not_before = next_within(hours.get(person.pk), now)
            letters.append(letter)
    outbox.send_all(letters)


def next_within(hours, at):
    """Return the first moment from `at` on that lies in a person's hours of a working day.

    Args:
        hours: His `ReadingHours`, or None for somebody who takes letters at any time.
        at: An aware moment.
    """
    if hours is None:
        return None
    local = timezone.localtime(at, WARSAW)
    day = next_working_day(local.date())
    if day == local.date():
        if hours.from_hour <= local.time() < hours.until_hour:
            return None
        if local.time() >= hours.until_hour:
            day = next_working_day(day + timedelta(days=1))
    return at_hour(day, hours.from_hour)


def tell_of_correction(post):
    """Tell of a correction those who have the old words: who read them, or got them in a letter."""
    had = post.audience.receipts.all()
    if post.audience.label not in TEXT_MAY_TRAVEL:
        had = had.filter(first_read_at__isnull=False)
    reason = post.revisions.get(number=post.revision).reason
    outbox.send_all(
        post_letters.corrected(post, person, reason) for person in still_reached(post, had)
    )


def tell_of_recall(post):
    """Tell everybody who was told of a post that it is recalled."""
    people = still_reached(post, post.audience.receipts.all())
    outbox.send_all(post_letters.recalled(post, person) for person in people)


def still_reached(post, receipts):
    """Return the people behind receipts who may read the post today."""
    reached = audiences.reach_today(post.audience)
    people = [one.user for one in receipts.filter(user__is_active=True).select_related("user")]
    return [person for person in people if reached.is_open or person.pk in reached.people]


def tell_of_comment(comment):
    """Tell the author of a post of a comment that is not his own."""
    author = comment.post.audience.by
    if comment.by_id != author.pk and author.is_active:
        outbox.send_all([post_letters.commented(comment)])
