"""Attendance and quorum: checking in, coming late, leaving, keeping out, excuses, the clock."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from coordination import documents
from coordination.choices import HandlingLabel
from meetings import (
    attendance,
    circulating,
    planning,
    quorum,
    recording,
    rules_certificate,
    rules_clock,
)
from meetings.choices import DecisionKind, PresenceMode, Rule
from meetings.models import Invitee, Meeting, Presence
from tests import factories
from tests.meetings.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World(members=4)


@pytest.fixture
def meeting(world):
    return world.in_session()


def invitees(meeting):
    return list(meeting.invitees.current().in_order())


def here(meeting, number, world):
    for invitee in invitees(meeting)[:number]:
        attendance.note_presence(invitee, mode=PresenceMode.ON_SITE, by=world.coordinator)


def test_who_leaves_no_longer_counts_and_counts_again_when_back(meeting, world):
    here(meeting, 3, world)
    assert quorum.of_meeting(meeting).present == 3
    first = invitees(meeting)[0]
    attendance.leave(first, by=world.coordinator)
    assert quorum.of_meeting(meeting).present == 2
    assert quorum.of_whole_meeting(meeting).present == 3
    with pytest.raises(attendance.NotThere):
        attendance.leave(first, by=world.coordinator)
    attendance.come_back(first, by=world.coordinator)
    assert quorum.of_meeting(meeting).present == 3


def test_the_quorum_of_a_moment(meeting, world):
    start = meeting.starts_at
    early, late = invitees(meeting)[:2]
    attendance.note_presence(
        early,
        mode=PresenceMode.ON_SITE,
        by=world.coordinator,
        arrived_at=start,
        left_at=start + timedelta(minutes=30),
    )
    attendance.note_presence(
        late,
        mode=PresenceMode.REMOTE,
        by=world.coordinator,
        arrived_at=start + timedelta(minutes=20),
    )
    counted = [
        quorum.of_meeting(meeting, at=start + timedelta(minutes=minutes)).present
        for minutes in (0, 20, 29, 30)
    ]
    assert counted == [1, 2, 2, 1]


def test_nobody_leaves_before_he_comes(meeting, world):
    with pytest.raises(ValidationError):
        attendance.note_presence(
            invitees(meeting)[0],
            mode=PresenceMode.ON_SITE,
            by=world.coordinator,
            arrived_at=meeting.starts_at,
            left_at=meeting.starts_at - timedelta(minutes=1),
        )


def test_keeping_out_of_an_item_counts_for_that_item_and_its_decision(meeting, world):
    here(meeting, 3, world)
    first, second = meeting.items.all()[:2]
    attendance.keep_out(
        invitees(meeting)[0], [first], reason="Sprawa własnej instytucji", by=world.coordinator
    )
    assert quorum.of_meeting(meeting, first).present == 2
    assert quorum.of_meeting(meeting, second).present == 3
    decision = recording.note_decision(
        first, kind=DecisionKind.RESOLUTION, text="Tak", taken_how="", by=world.coordinator
    )
    assert (decision.seats_present, decision.seats_needed) == (2, 2)
    attendance.keep_out(invitees(meeting)[0], [], reason="", by=world.coordinator)
    assert quorum.of_meeting(meeting, first).present == 3


def test_only_who_is_there_keeps_out(meeting, world):
    with pytest.raises(attendance.CannotKeepOut):
        attendance.keep_out(
            invitees(meeting)[0], [meeting.items.first()], reason="x", by=world.coordinator
        )


def test_a_deputy_of_two_seats_is_refused_with_his_own_sentence(meeting, world, client):
    first, second = invitees(meeting)[:2]
    attendance.note_presence(
        first, mode=PresenceMode.BY_DEPUTY, deputy_name="Jan  Kos", by=world.coordinator
    )
    with pytest.raises(attendance.OneDeputyTwoSeats):
        attendance.note_presence(
            second, mode=PresenceMode.BY_DEPUTY, deputy_name="jan kos", by=world.coordinator
        )
    client.force_login(world.coordinator)
    data = {
        f"p{first.pk}-mode": "by_deputy",
        f"p{first.pk}-deputy_name": "Jan Kos",
        f"p{second.pk}-mode": "by_deputy",
        f"p{second.pk}-deputy_name": "Jan Kos",
    }
    page = client.post(f"/meetings/{meeting.pk}/attendance/", data).content.decode()
    assert "uczestniczy już za inne miejsce" in page
    assert page.count('value="Jan Kos"') == 2
    assert not Presence.objects.filter(invitee=second).exists()


def test_a_member_who_is_there_is_no_deputy_of_another(meeting, world):
    first, second = invitees(meeting)[:2]
    attendance.note_presence(first, mode=PresenceMode.ON_SITE, by=world.coordinator)
    with pytest.raises(attendance.OneDeputyTwoSeats):
        attendance.note_presence(
            second, mode=PresenceMode.BY_DEPUTY, deputy_name=first.name, by=world.coordinator
        )


def test_two_members_of_one_name_are_two_people(meeting, world):
    first, second = invitees(meeting)[:2]
    Invitee.objects.filter(pk=second.pk).update(name=first.name)
    here(meeting, 2, world)
    assert quorum.of_meeting(meeting).present == 2


def test_one_checks_in_by_account_by_address_and_by_link(meeting, world, client):
    address = f"/check-in/{meeting.check_in_secret}/"
    client.force_login(world.members[0])
    assert client.get(address).status_code == 200
    assert Presence.objects.count() == 0
    client.post(address)
    client.logout()
    client.post(address, {"email": world.members[1].email.upper(), "remote": "on"})
    third = meeting.invitees.get(user=world.members[2])
    client.post(f"/answer/{third.secret}/here/")
    modes = dict(Presence.objects.values_list("invitee__user", "mode"))
    assert modes == {
        world.members[0].pk: "on_site",
        world.members[1].pk: "remote",
        world.members[2].pk: "on_site",
    }
    assert all(Presence.objects.values_list("checked_in_by_himself", flat=True))


def test_an_address_that_was_not_invited_is_refused(meeting, client):
    address = f"/check-in/{meeting.check_in_secret}/"
    page = client.post(address, {"email": "obcy@example.org"}).content.decode()
    assert "nie wysłano zaproszenia" in page
    assert "obcy@example.org" in page
    assert Presence.objects.count() == 0


def test_the_address_dies_with_the_session(meeting, world, client):
    address = f"/check-in/{meeting.check_in_secret}/"
    here(meeting, 1, world)
    recording.end_session(meeting, by=world.coordinator)
    assert client.get(address).status_code == 404
    third = meeting.invitees.get(user=world.members[2])
    client.post(f"/answer/{third.secret}/here/")
    assert Presence.objects.count() == 1


def test_checking_in_twice_keeps_what_was_noted(meeting, world):
    invitee = invitees(meeting)[0]
    attendance.note_presence(invitee, mode=PresenceMode.REMOTE, by=world.coordinator)
    attendance.check_in(meeting, email=invitee.email)
    assert Presence.objects.get().mode == PresenceMode.REMOTE


def test_an_excuse_with_its_document_is_for_the_record_keepers(meeting, world, client):
    invitee = invitees(meeting)[0]
    client.force_login(world.coordinator)
    page = f"/meetings/{meeting.pk}/attendance/{invitee.pk}/"
    file = SimpleUploadedFile("delegacja.txt", "Wyjazd służbowy".encode())
    client.post(page, {"mode": "excused", "excuse": "Delegacja", "excuse_file": file})
    noted = Presence.objects.get()
    assert (noted.excuse, noted.excuse_document.label) == ("Delegacja", HandlingLabel.PERSONS)
    assert client.get(f"{page}excuse/").status_code == 200
    client.force_login(world.members[1])
    assert client.get(f"{page}excuse/").status_code == 403
    client.force_login(world.coordinator)
    refused = client.post(page, {"mode": "on_site", "excuse": "Delegacja"}).content.decode()
    assert "Usprawiedliwienie wpisuje się" in refused
    client.post(page, {"mode": "on_site"})
    noted.refresh_from_db()
    assert (noted.excuse, noted.excuse_document) == ("", None)


def test_the_code_shows_the_address(meeting, world, client):
    client.force_login(world.coordinator)
    answer = client.get(f"/meetings/{meeting.pk}/attendance/code.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from([*PresenceMode, "left"]), min_size=4, max_size=4))
def test_a_quorum_is_the_seats_in_the_room(meeting, world, modes):
    Presence.objects.all().delete()
    for invitee, mode in zip(invitees(meeting), modes, strict=True):
        if mode == "left":
            attendance.note_presence(invitee, mode=PresenceMode.ON_SITE, by=world.coordinator)
            attendance.leave(invitee, by=world.coordinator)
        else:
            name = f"Zastępca {invitee.pk}" if mode == PresenceMode.BY_DEPUTY else ""
            attendance.note_presence(invitee, mode=mode, deputy_name=name, by=world.coordinator)
    there = sum(mode in ("on_site", "remote", "by_deputy") for mode in modes)
    found = quorum.of_meeting(meeting)
    assert found.present == there
    assert found.is_met is (there >= 2)


def test_late_documents_need_a_reason_that_is_kept(world):
    meeting = world.convened()
    file = SimpleUploadedFile("pismo.txt", b"x")
    version = documents.store(file, title="x", label=meeting.label, by=world.coordinator)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=timezone.now() + timedelta(days=1),
        ends_at=timezone.now() + timedelta(days=1, hours=2),
    )
    with pytest.raises(rules_clock.BreachNeedsReason):
        planning.attach(meeting, version, by=world.coordinator)
    planning.attach(meeting, version, by=world.coordinator, late_reason="Wpłynęło dziś")
    breach = meeting.breaches.get()
    assert (breach.rule, breach.reason) == (Rule.DOCUMENTS, "Wpłynęło dziś")


def test_late_minutes_need_a_reason(world, client):
    meeting = world.held()
    long_ago = timezone.now() - timedelta(days=60)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=long_ago, ends_at=long_ago + timedelta(hours=2)
    )
    with pytest.raises(rules_clock.BreachNeedsReason):
        circulating.circulate(meeting, by=world.coordinator)
    client.force_login(world.coordinator)
    page = f"/meetings/{meeting.pk}/circulate/"
    assert "Dlaczego protokół jest po terminie" in client.get(page).content.decode()
    client.post(page, {"way": "meeting", "late_reason": "Choroba protokolanta"})
    assert meeting.breaches.get().rule == Rule.MINUTES


def test_the_clock_tells_kept_broken_running_and_overdue(world):
    meeting = world.convened()
    notice, papers, minutes = rules_clock.terms(meeting)
    assert [term.state for term in (notice, papers, minutes)] == ["kept", "running", "running"]
    later = timezone.localdate(meeting.ends_at) + timedelta(days=100)
    assert [(term.rule, term.state) for term in rules_clock.terms(meeting, today=later)] == [
        (Rule.NOTICE, "kept"),
        (Rule.MINUTES, "overdue"),
    ]


def test_a_team_without_rules_has_no_clock(world):
    meeting = world.convened()
    meeting.rules = None
    assert rules_clock.terms(meeting) == []
    assert not rules_clock.would_break(meeting, Rule.MINUTES)


def test_the_certificate_fits_one_page_and_says_it_all(world):
    meeting = world.held()
    item = meeting.items.first()
    recording.note_decision(
        item, kind=DecisionKind.RESOLUTION, text="Tak", taken_how="", by=world.coordinator
    )
    with translation.override("pl"):
        octets = rules_certificate.pdf(meeting)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(octets)).pages]
    assert len(pages) == 1
    assert "Zaświadczenie o dochowaniu regulaminu" in pages[0]
    assert "dochowano" in pages[0]
    assert "obecnych miejsc" in pages[0]


def test_an_outsider_is_not_expected(meeting):
    with pytest.raises(attendance.NotInvited):
        attendance.check_in(meeting, user=factories.person())
