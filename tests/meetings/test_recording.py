"""The meeting itself: attendance, minutes, decisions, tasks, circulation, what comes back."""

import hashlib
import io
import shutil
import subprocess

import docx
import pytest
from django.utils import timezone
from pypdf import PdfReader

from coordination.choices import HandlingLabel
from meetings import (
    attendance,
    carrying_over,
    circulating,
    papers,
    planning,
    recording,
    task_following,
)
from meetings.choices import ActionState, DecisionKind, ItemState, MeetingStatus, PresenceMode
from meetings.models import Acknowledgement
from tests.meetings.world import World, letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World(members=4)


def items(meeting):
    return list(meeting.items.select_related("block", "meeting"))


def decide(item, by, text="Szkolenia w marcu."):
    return recording.note_decision(
        item, kind=DecisionKind.RESOLUTION, text=text, taken_how="jednomyślnie", by=by
    )


def test_a_meeting_is_opened_once_and_ended_after_attendance(world):
    meeting = world.in_session()
    with pytest.raises(recording.NotToBeOpened):
        recording.open_session(meeting, by=world.coordinator)
    with pytest.raises(recording.NothingMinuted):
        recording.end_session(meeting, by=world.coordinator)
    attendance.note_presence(
        meeting.invitees.first(), mode=PresenceMode.ON_SITE, by=world.coordinator
    )
    assert recording.end_session(meeting, by=world.coordinator).status == MeetingStatus.HELD


def test_a_later_note_of_attendance_replaces_the_earlier(world):
    meeting = world.in_session()
    invitee = meeting.invitees.first()
    by_deputy = {"mode": PresenceMode.BY_DEPUTY, "deputy_name": "Jan Zastępca"}
    attendance.note_presence(invitee, by=world.coordinator, **by_deputy)
    attendance.note_presence(invitee, mode=PresenceMode.REMOTE, by=world.coordinator)
    invitee.presence.refresh_from_db()
    assert (invitee.presence.mode, invitee.presence.deputy_name) == ("remote", "")


def test_two_writers_of_one_item_never_overwrite_each_other(world):
    block = items(world.in_session())[0].block
    recording.save_block(block, text="Pierwszy zapis", based_on=0, by=world.coordinator)
    with pytest.raises(recording.Clash) as clash:
        recording.save_block(block, text="Drugi zapis", based_on=0, by=world.coordinator)
    assert clash.value.block.text == "Pierwszy zapis"
    joined = recording.save_block(block, text="Oba", based_on=1, by=world.coordinator)
    assert [revision.text for revision in joined.revisions.all()] == ["Oba", "Pierwszy zapis"]


def test_saving_the_same_text_again_is_no_clash_and_no_revision(world):
    block = items(world.in_session())[0].block
    recording.save_block(block, text="Zapis", based_on=0, by=world.coordinator)
    same = recording.save_block(block, text="Zapis", based_on=0, by=world.coordinator)
    assert same.revision == 1


def test_decisions_are_numbered_without_gaps_and_void_ones_stay(world):
    meeting = world.in_session()
    first, second, _third = items(meeting)
    number_one = decide(first, world.coordinator)
    recording.void_decision(number_one, reason="pomyłka", by=world.coordinator)
    assert decide(second, world.coordinator).signature == f"2/{meeting.year}"
    assert [one.is_void for one in meeting.decisions.all()] == [True, False]


def test_a_decision_keeps_the_quorum_of_its_moment(world):
    meeting = world.in_session()
    for invitee in list(meeting.invitees.all())[:2]:
        attendance.note_presence(invitee, mode=PresenceMode.REMOTE, by=world.coordinator)
    decision = decide(items(meeting)[0], world.coordinator)
    assert (decision.seats_present, decision.seats_needed) == (2, 2)
    assert decision.item.state == ItemState.DECIDED


def test_a_task_belongs_to_a_seat_and_is_closed_once(world):
    meeting = world.in_session()
    action = recording.note_action(
        items(meeting)[0],
        title="Lista uczestników",
        owner_seat=world.mandates[0].seat,
        due_on=timezone.localdate(),
        by=world.coordinator,
    )
    done = {"state": ActionState.REPORTED, "note": "gotowe", "by": world.members[0]}
    task_following.advance(action, **done)
    verified = {"state": ActionState.VERIFIED, "by": world.coordinator}
    task_following.advance(action, **verified)
    with pytest.raises(task_following.TaskIsClosed):
        task_following.advance(action, **verified)


def test_nothing_is_recorded_before_opening_or_after_circulating(world):
    meeting = world.convened()
    with pytest.raises(recording.NotUnderWay):
        attendance.note_presence(
            meeting.invitees.first(), mode=PresenceMode.ON_SITE, by=world.coordinator
        )
    held = world.held()
    circulating.circulate(held, by=world.coordinator)
    with pytest.raises(recording.NotUnderWay):
        recording.save_block(items(held)[0].block, text="x", based_on=0, by=world.coordinator)


# --- circulation ----------------------------------------------------------------------------


@pytest.fixture
def release(world):
    meeting = world.in_session(label=HandlingLabel.TEAMS)
    for invitee in meeting.invitees.all():
        attendance.note_presence(invitee, mode=PresenceMode.ON_SITE, by=world.coordinator)
    first, second, third = items(meeting)
    text = "Żółta ćma: <b>nie znacznik</b> #set text(red)\n\nDrugi akapit."
    recording.save_block(first.block, text=text, based_on=0, by=world.coordinator)
    decide(second, world.coordinator)
    recording.set_item_state(third, ItemState.DEFERRED, by=world.coordinator)
    recording.end_session(meeting, by=world.coordinator)
    return circulating.circulate(meeting, by=world.coordinator)


def octets(version):
    with version.file.open("rb") as file:
        return file.read()


def test_circulated_minutes_are_frozen_bytes_with_their_hash(release):
    for version in (release.pdf, release.docx):
        assert hashlib.sha256(octets(version)).hexdigest() == version.sha256


def test_the_pdf_is_tagged_titled_and_says_its_language(release):
    reader = PdfReader(io.BytesIO(octets(release.pdf)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("pl")
    assert "/StructTreeRoot" in root
    assert reader.metadata.title
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "<b>nie znacznik</b> #set text(red)" in " ".join(text.split())
    assert "Uchwała nr 1/" in text


@pytest.mark.needs_pdftotext
def test_another_program_reads_the_pdf_in_the_right_order(release, tmp_path):
    path = tmp_path / "protokol.pdf"
    path.write_bytes(octets(release.pdf))
    program = shutil.which("pdftotext")
    text = subprocess.run([program, path, "-"], capture_output=True, check=True).stdout.decode()
    wanted = ["Protokół posiedzenia nr", "Obecność", "Przebieg posiedzenia", "1. Otwarcie"]
    places = [text.index(words) for words in wanted]
    assert places == sorted(places)


def test_the_docx_has_headings_a_table_head_and_its_language(release):
    paper = docx.Document(io.BytesIO(octets(release.docx)))
    headings = [
        one.text for one in paper.paragraphs if one.style.name.startswith(("Heading", "Title"))
    ]
    assert headings[0].startswith("Protokół posiedzenia nr")
    assert "1. Otwarcie" in headings
    assert "w:tblHeader" in paper.tables[0]._tbl.xml
    assert 'w:val="pl-PL"' in paper.styles.element.xml


def test_every_member_gets_his_letter_with_both_files(world, release):
    told = letters(key__startswith="minutes-release:")
    assert {letter.recipient for letter in told} == {user.email for user in world.members}
    assert {one.file_name.rpartition(".")[2] for one in told[0].attachments.all()} == {
        "pdf",
        "docx",
    }


def test_amber_minutes_are_fetched_and_not_attached(world):
    circulating.circulate(world.held(label=HandlingLabel.UNITS), by=world.coordinator)
    told = letters(key__startswith="minutes-release:")
    assert told
    assert not any(letter.attachments.exists() for letter in told)


def test_a_member_takes_note_or_sends_remarks(world, release, client):
    awaited = Acknowledgement.objects.get(release=release, invitee__user=world.members[0])
    address = f"/minutes/{awaited.secret}/"
    assert client.get(address).status_code == 200
    awaited.refresh_from_db()
    assert awaited.answered_at is None
    client.post(address, {"remark": "Brakuje daty."})
    awaited.refresh_from_db()
    assert (awaited.remark, awaited.answered_at is not None) == ("Brakuje daty.", True)


def test_a_correction_is_a_new_release_with_its_reason(world, release):
    meeting = circulating.reopen(release.minutes.meeting, by=world.coordinator)
    with pytest.raises(circulating.CorrectionNeedsReason):
        circulating.circulate(meeting, by=world.coordinator)
    before = release.pdf.sha256
    second = circulating.circulate(meeting, by=world.coordinator, change_note="data w punkcie 2")
    release.refresh_from_db()
    assert (second.number, release.pdf.sha256) == (2, before)
    assert len(letters(key=f"minutes-release:{second.pk}")) == 4


def test_the_next_meeting_begins_with_what_was_left_open(world, release):
    recorded = release.minutes.meeting
    lines = carrying_over.opening_agenda(world.team)
    assert lines[1] == f"Przyjęcie protokołu posiedzenia nr {recorded.signature}"
    assert "Plan pracy" in lines
    following = planning.draft(
        world.team,
        facts=world.facts(),
        agenda_entries=[(line, None) for line in lines],
        by=world.coordinator,
        carried_from=carrying_over.origins(world.team),
    )
    assert following.items.get(title="Plan pracy").carried_from.meeting == recorded


def test_the_sign_in_sheet_has_a_row_for_everybody(world):
    meeting = world.convened()
    text = "".join(
        page.extract_text()
        for page in PdfReader(io.BytesIO(papers.sign_in_sheet_pdf(meeting))).pages
    )
    assert all(user.full_name in " ".join(text.split()) for user in world.members)
