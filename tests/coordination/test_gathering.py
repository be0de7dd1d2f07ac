"""Reminders to one person that fall together are one letter; everything else stays as it is."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from coordination import gathering, outbox, posting, tasks
from coordination.choices import DeliveryState
from coordination.models import Delivery
from tests import factories
from tests.coordination.letters import letter

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=3)


def reminder(key, recipient="anna@example.org", **fields):
    words = {"subject": f"Przypomnienie {key}", "text": f"Link https://desk.example.org/{key}/\n"}
    return outbox.gathering(letter(key, recipient, **words | fields))


def states():
    return {row.key: row.state for row in Delivery.objects.all()}


def test_two_reminders_to_one_person_become_one_letter():
    outbox.send_all([reminder("a"), reminder("b"), reminder("a", "jan@example.org")])

    assert gathering.gather_due(timezone.now() + LATER) == 1
    carrier = Delivery.objects.get(key__startswith="gathered:")
    assert carrier.subject == "2 przypomnienia"
    for key in ("a", "b"):
        row = Delivery.objects.get(key=key, recipient="anna@example.org")
        assert (row.state, row.gathered_into) == (DeliveryState.GATHERED, carrier)
        assert f"https://desk.example.org/{key}/" in carrier.text
        assert f'href="https://desk.example.org/{key}/"' in carrier.html
    alone = Delivery.objects.get(recipient="jan@example.org")
    assert alone.state == DeliveryState.PENDING


def test_it_waits_two_minutes_for_others_and_then_goes_alone():
    outbox.send_once(reminder("a"))
    tasks.send_due_mail()
    assert (len(mail.outbox), states()) == (0, {"a": DeliveryState.PENDING})

    Delivery.objects.update(due_at=timezone.now())
    tasks.send_due_mail()
    assert [one.subject for one in mail.outbox] == ["Przypomnienie a"]


def test_one_that_is_due_takes_along_those_that_would_follow_within_minutes():
    outbox.send_all([reminder("a"), reminder("b")])
    Delivery.objects.filter(key="a").update(due_at=timezone.now())
    tasks.send_due_mail()
    assert [one.subject for one in mail.outbox] == ["2 przypomnienia"]


def test_doing_it_again_changes_nothing():
    outbox.send_all([reminder("a"), reminder("b")])
    at = timezone.now() + LATER
    assert [gathering.gather_due(at), gathering.gather_due(at)] == [1, 0]
    assert Delivery.objects.count() == 3


def test_an_invitation_of_the_same_stream_goes_before_its_reminder():
    outbox.send_all([letter("invitation", stream="i:1"), reminder("a", stream="i:1")])
    outbox.send_once(reminder("b"))
    assert gathering.gather_due(timezone.now() + LATER) == 0
    assert states()["a"] == DeliveryState.PENDING


def test_one_that_is_already_on_its_way_is_left_alone():
    outbox.send_all([reminder("a"), reminder("b")])
    Delivery.objects.filter(key="a").update(attempts=1)
    assert gathering.gather_due(timezone.now() + LATER) == 0


def test_a_letter_that_is_no_reminder_is_never_gathered():
    outbox.send_all([letter("x"), letter("y"), reminder("a")])
    assert gathering.gather_due(timezone.now() + LATER) == 0


def test_the_letter_is_of_a_team_only_if_all_of_it_is():
    for keys, teams, expected in (("ab", (1, 1), 1), ("cd", (1, 2), None)):
        person = f"{keys}@example.org"
        rows = zip(keys, teams, strict=True)
        outbox.send_all([reminder(key, person, team_id=team) for key, team in rows])
        gathering.gather_due(timezone.now() + LATER)
        carrier = Delivery.objects.get(recipient=person, key__startswith="gathered:")
        assert carrier.team_id == expected


def test_the_letter_speaks_the_language_of_its_reader():
    person = factories.person(language="en")
    outbox.send_all([reminder("a", person.email), reminder("b", person.email)])
    gathering.gather_due(timezone.now() + LATER)
    assert Delivery.objects.get(key__startswith="gathered:").subject == "2 reminders"


def test_one_of_them_can_be_sent_again_by_itself(client):
    outbox.send_all([reminder("a"), reminder("b")])
    gathering.gather_due(timezone.now() + LATER)
    administrator = factories.administrator()
    row = Delivery.objects.get(key="a")
    client.force_login(administrator)
    page = client.get(reverse("coordination:outbox-letter", args=[row.pk]))
    assert (
        reverse("coordination:outbox-letter", args=[row.gathered_into_id]) in page.content.decode()
    )

    outbox.send_again(row, by=administrator)
    assert gathering.gather_due(timezone.now() + LATER) == 0
    posting.send_waiting()
    assert "Przypomnienie a" in [one.subject for one in mail.outbox]
