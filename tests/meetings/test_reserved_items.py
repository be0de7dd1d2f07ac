"""A reserved item is a number and two words to whoever may not read it, in every channel."""

from dataclasses import asdict

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from coordination import documents, search
from coordination.choices import HandlingLabel
from coordination.models import Delivery
from meetings import (
    arranging,
    attendance,
    circulating,
    convening,
    feeds,
    finding,
    minutes_facts,
    planning,
    readings,
    recording,
)
from meetings.models import AgendaItem, Invitee, Meeting
from tests import factories
from tests.meetings.world import World

pytestmark = pytest.mark.django_db
SECRET = "Tajemnica-punktu-7K"


@pytest.fixture
def world():
    return World(members=3)


def reserved(world, meeting, **more):
    words = arranging.plain(SECRET) | {"label": more.pop("label", "")}
    return arranging.add_item(meeting, words=words, by=world.coordinator, **more)


def reads(user, item):
    return AgendaItem.objects.visible_to(user).filter(pk=item.pk).exists()


def test_named_seats_read_it_others_do_not(world):
    item = reserved(world, world.draft(), seats=[world.mandates[0].seat])
    convening.convene(item.meeting, by=world.coordinator)
    assert reads(world.members[0], item)
    assert reads(world.coordinator, item)
    assert not reads(world.members[1], item)


def test_a_label_for_persons_is_for_the_invited(world):
    later = factories.mandate(factories.seat(world.team), until_on=None).user
    item = reserved(world, world.draft(), label=HandlingLabel.PERSONS)
    meeting = convening.convene(item.meeting, by=world.coordinator)
    assert reads(world.members[0], item)
    Invitee.objects.filter(meeting=meeting, user=later).update(removed_at=meeting.convened_at)
    assert not reads(later, item)


def test_another_team_sees_the_meeting_but_not_the_narrower_item(world):
    other = factories.member_of(factories.team("Inny"))
    meeting = world.draft(label=HandlingLabel.TEAMS)
    item = reserved(world, meeting, label=HandlingLabel.UNITS)
    open_item = meeting.items.first()
    convening.convene(meeting, by=world.coordinator)
    assert Meeting.objects.visible_to(other).filter(pk=meeting.pk).exists()
    assert reads(other, open_item)
    assert not reads(other, item)


def test_a_guest_of_one_item_reads_that_one_alone(world):
    account = factories.person(email="gosc@example.org")
    meeting = world.draft()
    guest = planning.add_guest(
        meeting,
        name="Gość",
        email=account.email,
        institution_name="Uczelnia",
        language="pl",
        user=account,
        by=world.coordinator,
    )
    item = reserved(world, meeting, guests=[guest])
    first = meeting.items.first()
    convening.convene(meeting, by=world.coordinator)
    assert reads(account, item)
    assert not reads(account, first)
    assert not reads(world.members[0], item)
    file = SimpleUploadedFile("ogolne.txt", b"x")
    version = documents.store(file, title="x", label=meeting.label, by=world.coordinator)
    planning.attach(meeting, version, by=world.coordinator)
    assert not meeting.documents.visible_to(account).exists()
    assert meeting.documents.visible_to(world.members[0]).exists()
    letters = {one.recipient: one for one in Delivery.objects.about(meeting)}
    to_guest = letters[account.email]
    assert SECRET in to_guest.text
    assert SECRET in unfolded(to_guest.calendar)
    assert "Otwarcie" not in to_guest.text
    to_member = letters[world.members[0].email]
    assert SECRET not in to_member.text + to_member.html + unfolded(to_member.calendar)
    assert "4. punkt zastrzeżony" in to_member.text


def unfolded(calendar):
    return calendar.replace("\r\n ", "")


def test_it_is_in_no_page_feed_search_or_paper_of_others(world, client):
    meeting = world.draft()
    item = reserved(world, meeting, seats=[world.mandates[0].seat])
    meeting = convening.convene(meeting, by=world.coordinator)
    finding.index(meeting)
    assert meeting.pk not in set(search.matching(Meeting, SECRET))
    for member, sees in ((world.members[0], True), (world.members[1], False)):
        client.force_login(member)
        page = client.get(meeting.get_absolute_url()).content.decode()
        assert (SECRET in page) is sees
        assert ("punkt zastrzeżony" in page) is not sees
        address = feeds.address_for(member)
        assert SECRET not in client.get(address.get_absolute_url()).content.decode()
    recording.open_session(meeting, by=world.coordinator)
    item.refresh_from_db()
    recording.save_block(item.block, text="Treść-9Q", based_on=0, by=world.coordinator)
    recording.note_decision(
        item, kind="arrangement", text="Decyzja-9Q", taken_how="", by=world.coordinator
    )
    seat = world.mandates[0].seat
    recording.note_action(
        item, title="Zadanie-9Q", owner_seat=seat, due_on=None, by=world.coordinator
    )
    with translation.override("pl"):
        frozen = asdict(minutes_facts.minutes_facts(meeting, number=1))
    facts = readings.read(frozen, readings.ANYBODY).facts
    assert "9Q" not in str(facts)
    assert SECRET not in str(facts)
    assert "4. punkt zastrzeżony" in str(facts)


def test_its_minutes_stand_on_the_page_for_its_readers(world, client):
    meeting = world.in_session()
    item = reserved(world, meeting, seats=[world.mandates[0].seat])
    recording.save_block(item.block, text="Treść-9Q", based_on=0, by=world.coordinator)
    recording.note_decision(
        item, kind="arrangement", text="Decyzja-9Q", taken_how="", by=world.coordinator
    )
    for invitee in meeting.invitees.current():
        attendance.note_presence(invitee, mode="on_site", by=world.coordinator)
    recording.end_session(meeting, by=world.coordinator)
    circulating.circulate(meeting, by=world.coordinator)
    for member, reads_it in ((world.members[0], True), (world.members[1], False)):
        client.force_login(member)
        pages = [
            client.get(f"{meeting.get_absolute_url()}{part}").content.decode()
            for part in ("", "minutes/read/")
        ]
        # Two signs alone could stand in a token of the page by chance.
        seen = ["Treść-9Q" in page or "Decyzja-9Q" in page for page in pages]
        assert seen == [reads_it] * 2


def test_a_change_of_it_tells_the_others_nothing(world):
    meeting = world.convened()
    before = Delivery.objects.count()
    reserved(world, meeting, seats=[world.mandates[0].seat])
    from meetings import announcing

    announcing.announce(meeting.pk)
    for letter in Delivery.objects.order_by("pk")[before:]:
        reader = letter.recipient == world.members[0].email
        assert (SECRET in letter.text) is reader


def test_a_deputy_reads_what_is_for_the_seat_he_stands_for(world):
    deputy = factories.person(email="zastepca@example.org")
    seat = world.mandates[0].seat
    item = reserved(world, world.draft(), seats=[seat])
    meeting = convening.convene(item.meeting, by=world.coordinator)
    principal = meeting.invitees.get(user=world.members[0])
    Invitee.objects.create(
        meeting=meeting,
        seat=seat,
        user=deputy,
        name="Zastępca",
        email=deputy.email,
        substitute_for=principal,
    )
    assert reads(deputy, item)
    assert meeting.items.readable_in(meeting, deputy).filter(pk=item.pk).exists()
    assert not meeting.items.readable_in(meeting, world.members[1]).filter(pk=item.pk).exists()
