"""What happens to institutions: they come, change their names and end."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination import audit, search
from coordination.models import Institution, InstitutionName, InstitutionPost
from coordination.refusals import Refused


class SameName(Refused):
    message = _("The institution has this name already.")


class PostHeldAlready(Refused):
    message = _("This person has this post already.")


class PostEnded(Refused):
    message = _("This post has ended already.")


class AlreadyEnded(Refused):
    message = _("The institution has already ended.")


@transaction.atomic
def rename(institution, *, name, short, until_on, by):
    """Give an institution a new name; the old one is kept with the last day it was used.

    Args:
        institution: The institution; re-read under a lock.
        name: The new name.
        short: The new abbreviation, may be empty.
        until_on: The last day of the old name.
        by: The person acting.

    Raises:
        SameName: Nothing would change.
        ValidationError: The name is taken, or an earlier name was used on that day or later.
    """
    institution = Institution.objects.select_for_update().get(pk=institution.pk)
    if (institution.name, institution.short) == (name, short):
        raise SameName
    if institution.former_names.filter(until_on__gte=until_on).exists():
        raise ValidationError(_("An earlier name was in use on that day."))
    former = InstitutionName(
        institution=institution, name=institution.name, short=institution.short, until_on=until_on
    )
    former.full_clean()
    former.save()
    institution.name, institution.short = name, short
    institution.full_clean()
    institution.save(update_fields=["name", "short"])
    index(institution)
    audit.record("institution.renamed", institution, by=by, until=until_on.isoformat())
    return institution


@transaction.atomic
def close(institution, *, on, by):
    """End an institution on a day; its past stays."""
    institution = Institution.objects.select_for_update().get(pk=institution.pk)
    if institution.active_until_on is not None:
        raise AlreadyEnded
    institution.active_until_on = on
    institution.full_clean()
    institution.save(update_fields=["active_until_on"])
    audit.record("institution.closed", institution, by=by, on=on.isoformat())
    return institution


@transaction.atomic
def give_post(institution, *, user, role, from_on, by):
    """Let a person write, sign or administer for an institution from a day on.

    Raises:
        PostHeldAlready: The person has this very post.
        AlreadyEnded: The institution has ended.
    """
    institution = Institution.objects.select_for_update().get(pk=institution.pk)
    if institution.active_until_on is not None:
        raise AlreadyEnded
    if institution.posts.filter(user=user, role=role, until_on__isnull=True).exists():
        raise PostHeldAlready
    post = InstitutionPost(institution=institution, user=user, role=role, from_on=from_on)
    post.full_clean()
    post.save()
    audit.record("institution.post_given", institution, by=by, person=user.pk, role=str(role))
    return post


@transaction.atomic
def end_post(post, *, on, by):
    """End a post on a day; what was signed under it stays.

    Raises:
        PostEnded: It has an end already.
        ValidationError: The day comes before the first.
    """
    post = InstitutionPost.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if post.until_on is not None:
        raise PostEnded
    post.until_on = on
    post.full_clean()
    post.save(update_fields=["until_on"])
    audit.record("institution.post_ended", post.institution, by=by, person=post.user_id)
    return post


def index(institution):
    """Make an institution findable by its present and former names."""
    former = " ".join(institution.former_names.values_list("name", flat=True))
    search.index(institution, title=f"{institution.name} {institution.short}", body=former)
