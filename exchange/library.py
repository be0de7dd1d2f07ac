"""The library: putting a thing in, newer versions, reviewing it, taking it out."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit, documents
from coordination.choices import HandlingLabel
from coordination.refusals import Refused
from exchange import audiences, library_reviewing
from exchange.finding_library import forget, index
from exchange.models import LibraryFolder, LibraryItem, LibraryLook, LibraryTag

MOST_TAGS = 8
FURTHEST_DAYS = 3650
FACTS = ["kind", "title", "summary"]


class Withdrawn(Refused):
    message = _("This has been taken out of the library.")


class DayIsPast(Refused):
    message = _("Choose a day of review later than today, within ten years.")


def lock_current(item):
    item = LibraryItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.is_withdrawn:
        raise Withdrawn
    return item


def choice_for(team, label):
    """Return the addressees under a label: the team itself, or everybody under an open one."""
    return audiences.Choice(label, teams=(team,) if label == HandlingLabel.UNITS else ())


@transaction.atomic
def add(team, uploaded, *, label, facts, folder, tags, owner, review_on, by):
    """Put a file into the library of a team. Return the item.

    Args:
        team: Whose library it is; the national team's is everybody's.
        uploaded: What a form's file field gives.
        label: A value of `SHELVED_UNDER`.
        facts: Values of `FACTS`.
        folder: The name of its folder, new or known; empty for none.
        tags: Words by which it is found.
        owner: Who looks after it.
        review_on: The day on which he is asked whether it still holds, or None.
        by: The person acting. Permission is the caller's to check.

    Raises:
        ValidationError: The file or a text is refused; with the sentence to show.
        DayIsPast: The day of review is not to come.
    """
    refuse_past(review_on)
    version = documents.store(uploaded, title=facts["title"], label=label, by=by)
    audience = audiences.address(choice_for(team, label), source=team, by=by)
    audiences.send(audience)
    audience.refresh_from_db()
    item = LibraryItem(
        audience=audience,
        team=team,
        document=version.document,
        owner=owner,
        review_on=review_on,
        folder=folder_of(team, folder),
        **{name: facts[name] for name in FACTS},
    )
    item.full_clean(exclude=["audience"])
    item.save()
    item.tags.set(tags_of(tags))
    library_reviewing.promise(item)
    index(item)
    audit.record("library.added", item, by=by, team_id=team.pk, label=label)
    return item


def refuse_past(day):
    """Refuse a day that is over, or so far away that nobody will look after the item then."""
    if day is not None and not 0 < (day - timezone.localdate()).days <= FURTHEST_DAYS:
        raise DayIsPast


def folder_of(team, name):
    """Return the folder of a team by name, made if it is new; None without a name."""
    if not name:
        return None
    return LibraryFolder.objects.get_or_create(team=team, name=name)[0]


def tags_of(words):
    return [LibraryTag.objects.get_or_create(name=word)[0] for word in words[:MOST_TAGS]]


@transaction.atomic
def change(item, *, facts, folder, tags, owner, by):
    """Change what is said of an item; its file stays.

    Raises:
        Withdrawn: It has been taken out.
    """
    item = lock_current(item)
    for name in FACTS:
        setattr(item, name, facts[name])
    item.folder, item.owner = folder_of(item.team, folder), owner
    item.full_clean(exclude=["audience"])
    item.save()
    item.tags.set(tags_of(tags))
    index(item)
    audit.record("library.changed", item, by=by, team_id=item.team_id)
    return item


@transaction.atomic
def add_version(item, uploaded, *, by):
    """Put a newer version in; the earlier ones stay and can be fetched.

    Raises:
        Withdrawn: It has been taken out.
        ValidationError: The file is refused; with the sentence to show.
    """
    item = lock_current(item)
    version = documents.store(
        uploaded, title=item.title, label=item.audience.label, by=by, document=item.document
    )
    item.changed_at = timezone.now()
    item.save(update_fields=["changed_at"])
    audit.record("library.version_added", item, by=by, team_id=item.team_id, version=version.number)
    return version


@transaction.atomic
def confirm_review(item, *, next_on, by):
    """Say that an item still holds, and until when; who looks after it is asked anew then.

    Raises:
        Withdrawn: It has been taken out.
        DayIsPast: The next day is not to come.
    """
    item = lock_current(item)
    refuse_past(next_on)
    item.review_on, item.reviewed_at = next_on, timezone.now()
    item.save(update_fields=["review_on", "reviewed_at"])
    library_reviewing.promise(item)
    audit.record("library.reviewed", item, by=by, team_id=item.team_id, next=str(next_on or ""))
    return item


@transaction.atomic
def withdraw(item, *, reason, by):
    """Take an item out of the library; it stays on record and is found no more.

    Raises:
        Withdrawn: It has been taken out before.
    """
    item = lock_current(item)
    item.withdrawn_at, item.withdrawal_reason = timezone.now(), reason
    item.full_clean(exclude=["audience"])
    item.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    library_reviewing.end(item)
    forget(item)
    audit.record("library.withdrawn", item, by=by, team_id=item.team_id)
    return item


def looked_at(user):
    """Return when a person last said that he had looked through the library, or None."""
    return LibraryLook.objects.filter(user=user).values_list("looked_at", flat=True).first()


def note_look(user):
    """Remember that a person has looked: what comes later is new for him."""
    LibraryLook.objects.update_or_create(user=user, defaults={"looked_at": timezone.now()})
