"""Minutes are approved at a meeting, by circulation or by silence; open remarks come first."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from meetings import approving, carrying_over, circulating, comparing, readings, remarking
from meetings.choices import ApprovalWay, RemarkState
from meetings.models import MinutesApproval, MinutesRelease
from tests.meetings.recorded import Recorded
from tests.meetings.world import day_ahead, letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorded():
    return Recorded()


def after_its_day(release):
    return release.remarks_until_on + timedelta(days=1)


def approval(recorded):
    return MinutesApproval.objects.filter(minutes__meeting=recorded.meeting).first()


def suggest(recorded, wording="Omówiono szkolenia w Płocku.", seat=0):
    return remarking.remark(recorded.awaited(seat), number="1.2", text="", wording=wording)


def test_silence_until_the_day_is_consent_where_that_was_said(recorded):
    release = recorded.circulate(ApprovalWay.TACIT)

    approving.settle_due(release.remarks_until_on)
    assert approval(recorded) is None
    approving.settle_due(after_its_day(release))

    found = approval(recorded)
    assert (found.way, found.release, found.recorded_by) == ("tacit", release, None)
    assert found.approved_on == release.remarks_until_on


def test_the_sweep_looks_at_a_version_once(recorded):
    release = recorded.circulate(ApprovalWay.TACIT)

    assert approving.settle_due(after_its_day(release)) == 1
    assert approving.settle_due(after_its_day(release)) == 0
    assert len(letters(key__startswith="minutes-approved:")) == 4


def test_silence_is_no_consent_where_a_meeting_approves(recorded):
    release = recorded.circulate(ApprovalWay.MEETING)
    approving.settle_due(after_its_day(release))
    assert approval(recorded) is None


def test_an_open_remark_is_never_overrun_and_becomes_item_one(recorded):
    release = recorded.circulate(ApprovalWay.TACIT)
    following = recorded.world.draft(day=day_ahead(40))
    made = suggest(recorded)

    approving.settle_due(after_its_day(release))

    made.refresh_from_db()
    assert (approval(recorded), made.state) == (None, RemarkState.LEFT)
    first = following.items.order_by("position").first()
    assert first.title == f"Uwagi do protokołu posiedzenia nr {recorded.meeting.signature}"
    assert (first.position, first.purpose) == (1, "approval")


def test_a_meeting_planned_later_begins_with_what_was_left(recorded):
    release = recorded.circulate(ApprovalWay.TACIT)
    suggest(recorded)
    approving.settle_due(after_its_day(release))

    lines = carrying_over.opening_agenda(recorded.world.team)

    assert lines[0] == f"Uwagi do protokołu posiedzenia nr {recorded.meeting.signature}"


def test_approved_minutes_are_not_put_on_the_next_agenda(recorded):
    release = recorded.circulate(ApprovalWay.TACIT)
    approving.settle_due(after_its_day(release))

    assert not [
        line for line in carrying_over.opening_agenda(recorded.world.team) if "protokoł" in line
    ]


@pytest.mark.parametrize(("approving_seats", "approved"), [(2, False), (3, True)])
def test_circulation_needs_more_than_half_of_the_voting_seats(recorded, approving_seats, approved):
    release = recorded.circulate(ApprovalWay.CIRCULATION)
    for seat in range(approving_seats):
        circulating.acknowledge(recorded.awaited(seat), approves=True)

    approving.settle_due(after_its_day(release))

    assert (approval(recorded) is not None) is approved


def test_the_page_asks_for_approval_where_it_is_by_circulation(recorded, client):
    recorded.circulate(ApprovalWay.CIRCULATION)
    address = f"/minutes/{recorded.awaited().secret}/"
    assert "Czy zatwierdzają Państwo protokół?" in client.get(address).content.decode()

    client.post(address, {"approves": "yes", "remark": ""})

    assert recorded.awaited().approves is True


def test_a_final_version_is_frozen_where_remarks_changed_the_text(recorded):
    release = recorded.circulate(ApprovalWay.TACIT)
    remarking.settle(suggest(recorded), RemarkState.ACCEPTED, by=recorded.by)

    approving.settle_due(after_its_day(release))

    final = approval(recorded).release
    assert (final.number, final.change_note) == (2, "tekst zatwierdzony, z 1 uwzględnioną uwagą")
    with final.pdf.file.open("rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == final.pdf.sha256


def test_without_changes_the_circulated_bytes_are_the_record(recorded):
    release = recorded.circulate(ApprovalWay.TACIT)
    remarking.settle(suggest(recorded), RemarkState.REJECTED, reason="nie", by=recorded.by)
    approving.settle_due(after_its_day(release))
    assert (approval(recorded).release, MinutesRelease.objects.count()) == (release, 1)


def test_each_reader_sees_what_changed_since_he_read_it(recorded, client):
    release = recorded.circulate(ApprovalWay.TACIT)
    made = remarking.remark(
        recorded.awaited(0), number="2.2", text="", wording="Tylko dla ministerstw."
    )
    for one in (made, suggest(recorded)):
        remarking.settle(one, RemarkState.ACCEPTED, by=recorded.by)
    approving.settle_due(after_its_day(release))

    pages = [
        client.get(f"/minutes/{recorded.awaited(seat).secret}/").content.decode() for seat in (0, 3)
    ]

    assert ["Płocku" in page for page in pages] == [True, True]
    assert ["ministerstw" in page for page in pages] == [True, False]
    assert ["Zatwierdzony:" in page for page in pages] == [True, True]


def test_approval_waits_for_every_remark(recorded):
    recorded.circulate()
    suggest(recorded)
    later = recorded.world.in_session(day=day_ahead(40))
    with pytest.raises(approving.RemarksOpen):
        approving.approve(recorded.meeting, way="meeting", at=later, by=recorded.by)


def test_a_meeting_approves_only_what_came_before_it(recorded):
    recorded.circulate()
    earlier = recorded.world.in_session(day=day_ahead(17))
    with pytest.raises(approving.NotLater):
        approving.approve(recorded.meeting, way="meeting", at=earlier, by=recorded.by)
    with pytest.raises(approving.MeetingMissing):
        approving.approve(recorded.meeting, way="meeting", by=recorded.by)


def test_minutes_are_approved_once_and_not_before_they_went_out(recorded):
    with pytest.raises(approving.NotCirculated):
        approving.approve(recorded.meeting, way="tacit", by=recorded.by)
    recorded.circulate()
    approving.approve(recorded.meeting, way="tacit", by=recorded.by)
    with pytest.raises(approving.ApprovedBefore):
        approving.approve(recorded.meeting, way="tacit", by=recorded.by)
    with pytest.raises(circulating.AlreadyApproved):
        circulating.reopen(recorded.meeting, by=recorded.by)
    with pytest.raises(circulating.AlreadyApproved):
        recorded.circulate(change_note="x")
    with pytest.raises(remarking.AnswerTooLate):
        suggest(recorded)


def test_the_secretary_records_approval_at_a_meeting(recorded, client):
    recorded.circulate()
    later = recorded.world.in_session(day=day_ahead(40))
    client.force_login(recorded.by)
    page = f"/meetings/{recorded.meeting.pk}/minutes/approve/"
    assert client.get(page).status_code == 200
    today = timezone.localdate().isoformat()

    refused = client.post(page, {"way": "meeting", "at": "", "approved_on": today})
    client.post(page, {"way": "meeting", "at": later.pk, "approved_on": today})

    assert "Wybierz posiedzenie, które zatwierdziło protokół." in refused.content.decode()
    assert approval(recorded).meeting == later


def test_letters_of_approval_hold_no_content(recorded):
    release = recorded.circulate(ApprovalWay.TACIT)
    remarking.settle(suggest(recorded), RemarkState.ACCEPTED, by=recorded.by)
    approving.settle_due(after_its_day(release))
    for letter in letters(key__startswith="minutes-approved:"):
        assert "szkolenia" not in letter.text + letter.html
        assert "zatwierdzony" in letter.text


def test_a_signature_is_recorded_with_its_file(recorded, client):
    release = recorded.circulate()
    client.force_login(recorded.by)
    page = f"/meetings/{recorded.meeting.pk}/minutes/sign/"
    facts = {
        "kind": "paper",
        "name": "Anna Przewodnicząca",
        "function": "przewodnicząca zespołu",
        "signed_on": timezone.localdate().isoformat(),
    }

    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    early = client.post(page, facts | {"signed_on": tomorrow})
    client.post(page, facts | {"file": SimpleUploadedFile("skan.txt", b"skan")})

    assert "Ten dzień dopiero nadejdzie." in early.content.decode()
    signature = release.signatures.get()
    text = client.get(f"/meetings/{recorded.meeting.pk}/minutes/read/").content.decode()
    assert "Anna Przewodnicząca" in text
    fetched = client.get(f"{page}{signature.pk}/")
    assert b"".join(fetched.streaming_content) == b"skan"
    client.force_login(recorded.world.members[0])
    assert client.get(f"{page}{signature.pk}/").status_code == 403


def test_versions_are_compared_within_ones_reading(recorded, client):
    recorded.circulate()
    circulating.reopen(recorded.meeting, by=recorded.by)
    recorded.write(0, "Zespół przyjął porządek obrad.\n\nOmówiono szkolenia w Ciechanowie.")
    recorded.write(1, "Wszyscy zapoznali się z planem.\n\n[TLP:AMBER+STRICT] Dla policji i PIP.")
    recorded.circulate(change_note="miejsca")
    page = f"/meetings/{recorded.meeting.pk}/minutes/compare/1/2/"

    seen = {}
    for seat in (1, 3):
        client.force_login(recorded.world.members[seat])
        seen[seat] = client.get(page).content.decode()

    assert ["Ciechanowie" in seen[seat] for seat in (1, 3)] == [True, True]
    assert ["policji" in seen[seat] for seat in (1, 3)] == [True, False]
    assert client.get(f"/meetings/{recorded.meeting.pk}/minutes/compare/1/9/").status_code == 404


def test_nothing_changed_between_a_version_and_itself(recorded):
    facts = readings.read(recorded.circulate().frozen, readings.OFFICER).facts
    assert comparing.changes(facts, facts) == []
