"""Asking the source to share a post further: a reader asks, the source grants or refuses."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import outbox
from coordination.models import InstitutionPost, User
from coordination.refusals import Refused
from exchange import audiences, notifying, post_letters
from exchange.choices import ADDRESSABLE, ShareState
from exchange.models import ShareRequest
from exchange.posting import NotSent, lock, record
from teams.models import Mandate, Seat, TeamRole


class NothingToShare(Refused):
    message = _("Everybody may read this post already.")


class AskedAlready(Refused):
    message = _("Somebody has asked for this already; the source has not answered yet.")


class ReadsAlready(Refused):
    message = _("This post is addressed there already.")


class NotForBodies(Refused):
    message = _("This post is for named persons only: name a person.")


class IsAnswered(Refused):
    message = _("The source has answered this already.")


@transaction.atomic
def ask(post, *, reason, by, institution=None, person=None):
    """Ask the source of a post to let in an institution or a person; whoever speaks for it is told.

    Raises:
        NotSent: It is recalled or put away.
        NothingToShare: It is open to all.
        NotForBodies: It is for named persons and an institution is asked for.
        ReadsAlready: It is addressed there.
        AskedAlready: The same wish waits.
        ValidationError: No reason is given.
    """
    post = lock(post)
    if not post.is_sent:
        raise NotSent
    allowed = ADDRESSABLE[post.audience.label]
    if "persons" not in allowed:
        raise NothingToShare
    if institution is not None and "institutions" not in allowed:
        raise NotForBodies
    wanted = {"institution": institution, "person": person}
    if post.audience.targets.filter(**wanted).exists():
        raise ReadsAlready
    if post.share_requests.filter(state=ShareState.ASKED, **wanted).exists():
        raise AskedAlready
    wish = ShareRequest(post=post, reason=reason, asked_by=by, **wanted)
    wish.full_clean(exclude=["post", "asked_by", "institution", "person", "answered_by"])
    wish.save()
    record(post, "post.share_asked", by=by, wish=wish.pk)
    people = people_of_source(post.audience)
    outbox.send_all(post_letters.share_asked(wish, person) for person in people)
    return wish


def people_of_source(audience):
    """Return who may answer for the source of something: its people today, or its author alone."""
    if audience.is_named_persons_only:
        return User.objects.active().filter(pk=audience.by_id)
    if audience.source_team_id:
        serving = TeamRole.objects.on_day().filter(team=audience.source_team_id)
        return User.objects.active().filter(pk__in=serving.values("user")).order_by("pk")
    body = audience.source_institution_id
    seated = Mandate.objects.on_day().filter(seat__in=Seat.objects.on_day(), seat__institution=body)
    posted = InstitutionPost.objects.on_day().filter(institution=body)
    keys = {*seated.values_list("user", flat=True), *posted.values_list("user", flat=True)}
    return User.objects.active().filter(pk__in=keys).order_by("pk")


@transaction.atomic
def answer(wish, *, grants, words, by):
    """Let in whom a reader asked for, or refuse with a reason; the reader is told.

    Args:
        wish: A `ShareRequest` that waits.
        grants: Whether the source lets them in.
        words: The reason; asked for when it refuses.
        by: Somebody of the source. Permission is the caller's to check.

    Raises:
        IsAnswered: Somebody was quicker.
        NotSent: The post was recalled or put away meanwhile.
        NowhereToBelong: The person belongs nowhere today.
        ValidationError: It is refused without a reason.
    """
    # The post first: two wishes granted at once may let in the same people.
    post = lock(wish.post)
    wish = ShareRequest.objects.select_for_update(of=("self",)).get(pk=wish.pk)
    if wish.state != ShareState.ASKED:
        raise IsAnswered
    if grants and not post.is_sent:
        raise NotSent
    wish.state = ShareState.GRANTED if grants else ShareState.REFUSED
    wish.answer, wish.answered_by, wish.answered_at = words, by, timezone.now()
    wish.full_clean(exclude=["post", "asked_by", "institution", "person", "answered_by"])
    wish.save()
    record(post, "post.share_granted" if grants else "post.share_refused", by=by, wish=wish.pk)
    if grants:
        receipts = audiences.let_in(post.audience, institution=wish.institution, person=wish.person)
        notifying.tell_of_post(post, receipts)
    outbox.send_all([post_letters.share_answered(wish)])
    return wish
