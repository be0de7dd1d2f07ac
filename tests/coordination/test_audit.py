"""The audit trail: written by itself, changed by nobody, sealed so that a change is seen."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from coordination import audit, audit_triggers, institutions
from coordination.models import AuditSeal
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail():
    """Three entries of an hour ago, sealed, in the trail of one institution."""
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        subject = factories.institution()
        for number in range(3):
            audit.record("tested", subject, number=number)
    audit.seal_new_entries()
    return LogEntry.objects.order_by("pk")


def take_triggers_away():
    """Open the door that only the owner of the database could open."""
    audit_triggers.run(connection, audit_triggers.removals(connection.vendor))


@pytest.mark.parametrize("model", [LogEntry, AuditSeal])
def test_database_refuses_to_remove_entries_and_seals(trail, model):
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        model.objects.all().delete()


@pytest.mark.parametrize(("model", "column"), [(LogEntry, "object_pk"), (AuditSeal, "digest")])
def test_database_refuses_to_change_entries_and_seals(trail, model, column):
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        model.objects.update(**{column: "x"})


def test_person_with_a_trail_cannot_be_removed():
    user = factories.person()
    audit.record("tested", user, by=user)

    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        user.delete()


def test_whole_trail_verifies(trail):
    told = StringIO()

    call_command("verify_audit", stdout=told)

    assert told.getvalue() == "The audit trail is whole; 0 entries wait for a seal.\n"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("additional_data", {"verb": "other"}),
        ("changes", {"name": ["a", "b"]}),
        ("object_pk", "77"),
        ("object_repr", "other"),
        ("actor_email", "other@example.org"),
        ("remote_addr", "10.0.0.1"),
        ("timestamp", datetime(2020, 1, 1, tzinfo=UTC)),
        ("action", 1),
    ],
)
def test_changed_entry_is_found(trail, column, value):
    take_triggers_away()
    LogEntry.objects.filter(pk=trail[1].pk).update(**{column: value})

    with pytest.raises(CommandError, match=f"{trail[0].pk}-"):
        call_command("verify_audit")


def test_removed_entry_is_found(trail):
    take_triggers_away()
    LogEntry.objects.filter(pk=trail[1].pk).delete()

    assert len(audit.broken_seals()) == 1


def test_removed_seal_is_found(trail):
    first = AuditSeal.objects.get()
    with time_machine.travel(timezone.now() - timedelta(minutes=5)):
        audit.record("tested", factories.institution())
    audit.seal_new_entries()

    take_triggers_away()
    AuditSeal.objects.filter(pk=first.pk).delete()

    assert len(audit.broken_seals()) == 1


def test_seals_follow_each_other(trail):
    with time_machine.travel(timezone.now() - timedelta(minutes=5)):
        audit.record("tested", factories.institution())
    audit.seal_new_entries()

    first, second = AuditSeal.objects.all()
    assert second.previous == first.digest
    assert audit.broken_seals() == []


def test_newest_minute_waits_for_the_next_seal():
    audit.record("tested", factories.institution())

    assert audit.seal_new_entries() == 0
    assert audit.unsealed() == LogEntry.objects.count()


def test_nothing_new_makes_no_seal(trail):
    assert audit.seal_new_entries() == 0
    assert AuditSeal.objects.count() == 1


def test_entries_written_out_of_order_by_two_workers_raise_no_false_alarm():
    subject = factories.institution()
    now = timezone.now()
    for seconds_ago in (120, 30, 90):
        with time_machine.travel(now - timedelta(seconds=seconds_ago), tick=False):
            audit.record("tested", subject)

    for later in (0, 200):
        with time_machine.travel(now + timedelta(seconds=later)):
            audit.seal_new_entries()

    assert audit.broken_seals() == []
    assert audit.unsealed() == 0


def test_entry_says_who_did_what_to_which_thing():
    by, subject = factories.person(), factories.institution()

    entry = audit.record("tested", subject, by=by, team_id=4, until="2026-01-01")

    assert (entry.actor, entry.object_pk) == (by, str(subject.pk))
    assert entry.additional_data == {"verb": "tested", "team": 4, "until": "2026-01-01"}


def test_changed_field_leaves_its_trace_and_a_password_does_not():
    user = factories.person()
    user.phone = "22 000 00 00"
    user.set_password("another long sentence")
    user.save()

    entry = LogEntry.objects.get_for_object(user).filter(action=LogEntry.Action.UPDATE).get()
    assert entry.changes == {"phone": ["", "22 000 00 00"]}


def test_renaming_an_institution_is_one_deed_in_the_trail():
    by, institution = factories.person(), factories.institution("Stara nazwa")

    institutions.rename(
        institution, name="Nowa nazwa", short="NN", until_on=factories.yesterday(), by=by
    )

    deeds = LogEntry.objects.filter(additional_data__verb="institution.renamed")
    assert [entry.actor for entry in deeds] == [by]
