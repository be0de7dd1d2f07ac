"""What a reader chooses: how soon he is told of each kind, in which hours, under which address."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from exchange.choices import Pace, PostKind
from exchange.models import PaceChoice, Post, PostFeedAddress, ReadingHours
from exchange.standing import reader_standing

CHOSEN_KINDS = [kind for kind in PostKind if kind != PostKind.WARNING]
FEED_REACHES_BACK = timedelta(days=180)
MOST_IN_A_FEED = 100


def paces_of(user):
    """Return `{kind: pace}` of a person; a warning is always told at once and is not in it."""
    chosen = dict(PaceChoice.objects.filter(user=user).values_list("kind", "pace"))
    return {kind: chosen.get(kind, Pace.AT_ONCE) for kind in CHOSEN_KINDS}


@transaction.atomic
def choose(user, paces, hours):
    """Remember how soon a person is told of what, and in which hours letters reach him.

    Args:
        user: The person.
        paces: `{kind: pace}`.
        hours: A pair of times, or None for any hour of any day.

    Raises:
        ValidationError: The hours end before they begin.
    """
    for kind, pace in paces.items():
        PaceChoice.objects.update_or_create(user=user, kind=kind, defaults={"pace": pace})
    if hours is None:
        ReadingHours.objects.filter(user=user).delete()
        return
    chosen = ReadingHours(user=user, from_hour=hours[0], until_hour=hours[1])
    chosen.full_clean(validate_unique=False)
    ReadingHours.objects.update_or_create(
        user=user, defaults={"from_hour": hours[0], "until_hour": hours[1]}
    )


def feed_address_of(user):
    """Return the web feed address in force, or None."""
    return PostFeedAddress.objects.filter(user=user, revoked_at__isnull=True).first()


@transaction.atomic
def new_feed_address(user):
    """Give a person a new secret address; the old one is dead at once."""
    PostFeedAddress.objects.filter(user=user, revoked_at__isnull=True).update(
        revoked_at=timezone.now()
    )
    return PostFeedAddress.objects.create(user=user)


def living_feed(secret):
    """Return the address of a secret while it stands and its owner belongs to somebody."""
    address = (
        PostFeedAddress.objects.select_related("user")
        .filter(secret=secret, revoked_at__isnull=True, user__is_active=True)
        .first()
    )
    return address if address and reader_standing(address.user).belongs else None


def posts_in_feed(user, at=None):
    """Return the posts of a web feed: open to all, current, not too old; never more than GREEN."""
    at = at or timezone.now()
    posts = Post.objects.visible_to(user).open_to_all().current(timezone.localdate(at))
    recent = posts.filter(sent_at__gte=at - FEED_REACHES_BACK).with_source()
    return recent.order_by("-sent_at", "-pk")[:MOST_IN_A_FEED]
