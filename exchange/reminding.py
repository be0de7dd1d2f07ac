"""Asking once more those who have not confirmed that they read a post: three steps and an end."""

from django.db import transaction
from django.utils import timezone

from coordination import outbox
from coordination.working_days import WARSAW, at_hour, working_day_after
from exchange import post_letters, reading
from exchange.choices import PostState
from exchange.models import Post, PostReminder

# Working days after the sending on which the silent are asked once more; the last is the end,
# on which the sender is told who has said nothing.
STEPS = [1, 3, 7]
MOST_A_SWEEP = 200


def promise(post):
    """Write the promises of a post that asks to be confirmed; keep those already there."""
    if not post.asks_acknowledgement:
        return
    sent = timezone.localtime(post.sent_at, WARSAW)
    PostReminder.objects.bulk_create(
        (
            PostReminder(
                post=post,
                step=step,
                due_at=at_hour(working_day_after(sent.date(), days), sent.time()),
            )
            for step, days in enumerate(STEPS, start=1)
        ),
        ignore_conflicts=True,
    )


def end(post):
    """Nobody is asked any more: it was recalled or put away."""
    post.reminders.filter(sent_at__isnull=True).delete()


def keep_due(at=None):
    """Keep every promise whose time has come, however late the sweep is. Safe to run again.

    Returns:
        How many people were asked once more.
    """
    at = at or timezone.now()
    due = PostReminder.objects.filter(sent_at__isnull=True, due_at__lte=at)
    keys = list(due.order_by("due_at").values_list("pk", flat=True)[:MOST_A_SWEEP])
    return sum(keep(key, at) for key in keys)


@transaction.atomic
def keep(key, at):
    """Keep one promise if nobody else has; several overdue ones of a post become one.

    The post is locked and not the promise, so that two sweeps never hold one of its promises each.
    """
    posts = Post.objects.select_for_update(of=("self",), skip_locked=True)
    post = posts.select_related("audience").filter(reminders=key).first()
    if post is None:
        return 0
    overdue = post.reminders.filter(sent_at__isnull=True, due_at__lte=at)
    last = overdue.order_by("-step").first()
    if last is None:
        return 0
    overdue.update(sent_at=at)
    if post.state != PostState.SENT or post.is_expired:
        return 0
    silent = reading.silent(post)
    PostReminder.objects.filter(pk=last.pk).update(reminded=len(silent))
    outbox.send_all(post_letters.reminder(post, one.user, last.step) for one in silent)
    if last.step == len(STEPS) and silent:
        outbox.send_all([post_letters.still_silent(post, silent)])
    return len(silent)
