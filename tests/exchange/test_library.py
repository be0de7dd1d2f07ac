"""The library: what is put in, for whom, how it is kept up to date and found."""

from datetime import date, timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from coordination import search
from coordination.choices import HandlingLabel
from coordination.models import Delivery
from exchange import finding_library, library, library_reviewing, permissions, waiting
from exchange.library_choices import ItemKind
from exchange.models import LibraryItem
from tests.coordination import files
from tests.exchange.world import Side, readers

pytestmark = pytest.mark.django_db


@pytest.fixture
def side():
    return Side()


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def put_in(side, label=HandlingLabel.TEAMS, *, octets=b"tekst", days=None, **more):
    facts = {"kind": ItemKind.PROCEDURE, "title": "Procedura schronienia", "summary": "Jak pytać"}
    fields = {
        "facts": facts,
        "folder": "Teczka",
        "tags": ["schronienie"],
        "owner": side.coordinator,
        "review_on": in_days(days) if days else None,
        "by": side.coordinator,
    }
    return library.add(side.team, files.upload("a.txt", octets), label=label, **(fields | more))


def test_open_items_are_for_everybody_and_narrow_ones_for_the_team(side):
    open_item, own = put_in(side), put_in(side, HandlingLabel.UNITS)

    belonging = set(side.everybody) - {"administrator", "stranger", "former"}
    assert readers(open_item, side.everybody) == belonging
    assert readers(own, side.everybody) == {"officer", "colleague", "inspector", "coordinator"}


def test_pages_and_files_of_others_are_not_found(side, client):
    own = put_in(side, HandlingLabel.UNITS)
    addresses = [own.get_absolute_url(), reverse("exchange:library-file", args=[own.pk, 1])]

    for user, expected in ((side.helper, 404), (side.distant, 404), (side.officer, 200)):
        client.force_login(user)
        assert [client.get(address).status_code for address in addresses] == [expected] * 2


def test_list_search_and_filters_hide_what_is_not_for_the_reader(side, client):
    put_in(side, HandlingLabel.UNITS)
    client.force_login(side.helper)

    page = client.get(reverse("exchange:library")).content.decode()
    found = finding_library.find(side.helper, search.Asked("schronienia"))

    assert "schronieni" not in page
    assert "Teczka" not in page
    assert found == []
    assert len(finding_library.find(side.officer, search.Asked("schronienie"))) == 1


def test_newer_version_keeps_the_earlier_one_and_is_new_for_who_looked(side, client):
    item = put_in(side)
    client.force_login(side.officer)
    client.post(reverse("exchange:library-seen"))
    looked_at = library.looked_at(side.officer)
    assert list(LibraryItem.objects.changed_since(looked_at)) == []

    library.add_version(item, files.upload("b.txt", b"nowszy"), by=side.coordinator)

    assert list(LibraryItem.objects.changed_since(looked_at)) == [item]
    assert "1 pozycja jest nowa" in client.get(reverse("exchange:library")).content.decode()
    for number, octets in ((1, b"tekst"), (2, b"nowszy")):
        answer = client.get(reverse("exchange:library-file", args=[item.pk, number]))
        assert b"".join(answer.streaming_content) == octets


def test_taking_a_restricted_file_is_audited_and_an_open_one_is_not(side, client):
    client.force_login(side.officer)
    for label in (HandlingLabel.TEAMS, HandlingLabel.UNITS):
        item = put_in(side, label)
        client.get(reverse("exchange:library-file", args=[item.pk, 1]))

    read = LogEntry.objects.filter(additional_data__verb="read", actor=side.officer)
    assert [entry.object_pk for entry in read] == [str(item.pk)]


def test_file_with_case_data_is_not_put_in_and_nothing_is_left(side):
    with pytest.raises(ValidationError):
        put_in(side, octets=b"ofiara Anna Nowak")

    assert not LibraryItem.objects.exists()


def test_day_of_review_must_be_to_come(side):
    for day in (timezone.localdate(), in_days(4000), date(9999, 12, 31)):
        with pytest.raises(library.DayIsPast):
            put_in(side, review_on=day)


def asked(at):
    """Keep what is due at a moment and return the addresses that were written to."""
    before = set(Delivery.objects.values_list("pk", flat=True))
    library_reviewing.keep_due(at)
    return sorted(Delivery.objects.exclude(pk__in=before).values_list("recipient", flat=True))


def test_owner_is_asked_three_times_and_then_the_keepers_and_then_nobody(side):
    owner = side.officer
    item = put_in(side, days=20, owner=owner)
    midday = timezone.now().replace(hour=12)

    written = [asked(midday + timedelta(days=days)) for days in (5, 7, 19, 20, 21, 34, 35, 90)]

    both = sorted([owner.email, side.coordinator.email])
    assert written == [[], [owner.email], [], [owner.email], [], both, [], []]
    assert item.reminders.filter(sent_at=None).count() == 0


def test_late_sweep_writes_one_letter_for_all_overdue_steps(side):
    item = put_in(side, days=20, owner=side.officer)

    assert len(asked(timezone.now() + timedelta(days=200))) == 2
    assert item.reminders.filter(sent_at=None).count() == 0


def test_review_moves_the_promises_to_the_next_day(side):
    item = put_in(side, days=20)

    library.confirm_review(item, next_on=in_days(400), by=side.coordinator)

    assert asked(timezone.now() + timedelta(days=100)) == []
    assert asked(timezone.now() + timedelta(days=401)) == [side.coordinator.email]


def test_letter_about_a_restricted_item_carries_no_title(side):
    put_in(side, HandlingLabel.UNITS, days=20)
    asked(timezone.now() + timedelta(days=8))
    letter = Delivery.objects.get()

    assert "schronienia" not in letter.subject + letter.text + letter.html


def test_item_to_review_waits_for_its_owner_only(side):
    item = put_in(side, days=1, owner=side.officer)
    LibraryItem.objects.filter(pk=item.pk).update(review_on=timezone.localdate())

    assert [one.url for one in waiting.entries_for(side.officer)] == [item.get_absolute_url()]
    assert waiting.entries_for(side.colleague) == []


def test_withdrawn_item_is_in_no_list_and_no_search_and_stays_on_record(side, client):
    item = put_in(side, days=20)

    library.withdraw(item, reason="Zastąpiona inną", by=side.coordinator)

    client.force_login(side.officer)
    assert "schronienia" not in client.get(reverse("exchange:library")).content.decode()
    assert "Zastąpiona inną" in client.get(item.get_absolute_url()).content.decode()
    assert finding_library.find(side.officer, search.Asked("schronienie")) == []
    assert asked(timezone.now() + timedelta(days=90)) == []
    with pytest.raises(library.Withdrawn):
        library.add_version(item, files.upload("b.txt", b"x"), by=side.coordinator)


def test_who_may_change_an_item(side):
    item = put_in(side, owner=side.officer)
    people = side.everybody

    allowed = {name for name, user in people.items() if permissions.can_change_item(user, item)}

    assert allowed == {"coordinator", "officer"}


def test_form_puts_a_file_in_and_says_what_is_wrong_beside_the_field(side, client):
    client.force_login(side.coordinator)
    address = reverse("exchange:library-add")
    typed = {
        "kind": "procedure",
        "title": "Nowa",
        "label": "teams",
        "tags": "A, b , a",
        "owner": side.coordinator.pk,
        "review_on": "2020-01-01",
    }

    refused = client.post(address, typed | {"file": files.upload("a.txt", b"x")})
    put = client.post(
        address, typed | {"review_on": "", "file": files.upload("a.txt", b"x")}, follow=True
    )

    assert "w ciągu dziesięciu lat" in refused.content.decode()
    item = LibraryItem.objects.get()
    assert [tag.name for tag in item.tags.all()] == ["a", "b"]
    assert put.redirect_chain[-1][0] == item.get_absolute_url()


def test_number_of_questions_does_not_grow_with_the_library(
    side, client, django_assert_max_num_queries
):
    for _number in range(12):
        put_in(side)
    client.force_login(side.officer)
    client.get(reverse("exchange:library"))

    with django_assert_max_num_queries(30):
        client.get(reverse("exchange:library"))
