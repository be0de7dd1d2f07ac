"""What happens to institutions: they come, change their names and end."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination import audit, search
from coordination.models import Institution, InstitutionName
from coordination.refusals import Refused


class SameName(Refused):
    message = _("The institution has this name already.")


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


def index(institution):
    """Make an institution findable by its present and former names."""
    former = " ".join(institution.former_names.values_list("name", flat=True))
    search.index(institution, title=f"{institution.name} {institution.short}", body=former)
