"""The audit trail: who did and who read what. Field changes come by themselves from auditlog;
what people did in the words of the field, and every reading of AMBER and above, comes from here.

Entries hold names of actions and keys of things, never the text of a document or a message.
"""

import hashlib
import json
from datetime import timedelta

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from coordination.models import AuditSeal

SEAL_AT_MOST = 5000


def record(verb, subject, *, by=None, team_id=None, **details):
    """Write one entry: a person did something to a thing.

    Args:
        verb: What was done, such as `meeting.convened`.
        subject: The saved thing it was done to.
        by: The person who did it, where known.
        team_id: The team whose trail it belongs to.
        details: Plain values that explain it; never content.
    """
    return LogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(subject),
        object_pk=str(subject.pk),
        object_id=subject.pk if isinstance(subject.pk, int) else None,
        object_repr=subject._meta.label_lower,
        action=LogEntry.Action.ACCESS,
        actor=by if getattr(by, "pk", None) else None,
        actor_email=getattr(by, "email", None),
        additional_data={"verb": verb, "team": team_id, **details},
    )


def record_reading(subject, *, by, label, team_id=None):
    """Write that a person read something of AMBER or above (design §4.11)."""
    return record("read", subject, by=by, team_id=team_id, label=str(label))


def canonical(entry):
    """Return the bytes of an entry that the seal covers."""
    facts = [
        entry.pk,
        entry.content_type_id,
        entry.object_pk,
        entry.object_id,
        entry.object_repr,
        entry.action,
        entry.changes,
        entry.actor_id,
        entry.actor_email,
        entry.remote_addr,
        entry.timestamp.isoformat(),
        entry.additional_data,
    ]
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str).encode()


def digest_of(previous, entries):
    """Return the SHA-256 that binds a batch of entries to the seal before it."""
    seal = hashlib.sha256(previous.encode())
    for entry in entries:
        seal.update(canonical(entry))
    return seal.hexdigest()


def seal_new_entries():
    """Seal what has been written since the last seal; return how many entries that is.

    Entries of transactions that commit later with a lower key would fall between two seals, so
    the newest minute is left for the next run, and with it whatever has a higher key.
    """
    settled = timezone.now() - timedelta(seconds=60)
    with transaction.atomic():
        last = AuditSeal.objects.select_for_update().order_by("-last_entry").first()
        entries = LogEntry.objects.order_by("pk")
        unsettled = entries.filter(timestamp__gt=settled).first()
        if unsettled:
            entries = entries.filter(pk__lt=unsettled.pk)
        if last:
            entries = entries.filter(pk__gt=last.last_entry)
        batch = list(entries[:SEAL_AT_MOST])
        if not batch:
            return 0
        previous = last.digest if last else ""
        AuditSeal.objects.create(
            first_entry=batch[0].pk,
            last_entry=batch[-1].pk,
            entries=len(batch),
            previous=previous,
            digest=digest_of(previous, batch),
        )
    return len(batch)


def broken_seals():
    """Check the whole chain; return the seals that do not fit what is written, oldest first."""
    broken, previous = [], ""
    for seal in AuditSeal.objects.order_by("last_entry"):
        entries = LogEntry.objects.filter(
            pk__gte=seal.first_entry, pk__lte=seal.last_entry
        ).order_by("pk")
        whole = seal.previous == previous and entries.count() == seal.entries
        if not whole or digest_of(previous, entries.iterator()) != seal.digest:
            broken.append(seal)
        previous = seal.digest
    return broken


def unsealed():
    """Return how many entries wait for the next seal."""
    last = AuditSeal.objects.aggregate(last=Max("last_entry"))["last"] or 0
    return LogEntry.objects.filter(pk__gt=last).count()
