"""Documents: the version discussed, receipts of reading, and packs that hold one's own rights."""

import io
import subprocess
import zipfile
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coordination import documents
from coordination.choices import HandlingLabel
from coordination.models import Document
from meetings import arranging, convening, packs, planning, recording
from meetings.choices import PackState
from meetings.models import DocumentPack, DocumentReading
from tests.meetings.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World(members=3)


def pdf(pages=2):
    book = pikepdf.new()
    for _page in range(pages):
        book.add_blank_page()
    octets = io.BytesIO()
    book.save(octets)
    return octets.getvalue()


def put(world, meeting, name, octets, **more):
    """Put a made file on the table."""
    label = more.pop("label", meeting.label)
    version = documents.store_bytes(
        octets,
        file_name=name,
        media_type="application/pdf" if name.endswith("pdf") else "text/plain",
        title=name.rpartition(".")[0],
        label=label,
        by=world.coordinator,
    )
    return planning.attach(meeting, version, by=world.coordinator, **more)


def made(meeting, form, user):
    pack = packs.ask(meeting, form, user=user)
    assert packs.make_waiting() == 1
    pack.refresh_from_db()
    return pack


def test_a_zip_holds_what_its_reader_may_read_in_the_order_of_the_agenda(world, client):
    meeting = world.draft()
    reserved = arranging.add_item(
        meeting,
        words=arranging.plain("Tajny"),
        seats=[world.mandates[0].seat],
        by=world.coordinator,
    )
    put(world, meeting, "ogólny.txt", b"a")
    put(world, meeting, "do punktu.txt", b"b", item=meeting.items.first())
    put(world, meeting, "tajny.txt", b"c", item=reserved)
    meeting = convening.convene(meeting, by=world.coordinator)
    names = {}
    for member in world.members[:2]:
        pack = made(meeting, "zip", member)
        assert (pack.state, pack.done, pack.total) == (PackState.READY, pack.total, pack.total)
        client.force_login(member)
        answer = client.get(f"/meetings/{meeting.pk}/packs/{pack.pk}/")
        octets = b"".join(answer.streaming_content)
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            assert archive.testzip() is None
            names[member.pk] = archive.namelist()
    first, second = (names[member.pk] for member in world.members[:2])
    assert any("tajny" in name for name in first)
    assert not any("tajny" in name for name in second)
    assert len(first) == 3


@pytest.mark.needs_pdftotext
def test_one_pdf_has_a_bookmark_for_each_and_names_what_it_left_out(world):
    meeting = world.draft()
    put(world, meeting, "diagnoza.pdf", pdf(3), item=meeting.items.first())
    put(world, meeting, "sprawozdanie.pdf", pdf(2))
    table = put(world, meeting, "tabela.txt", b"x")
    meeting = convening.convene(meeting, by=world.coordinator)
    pack = made(meeting, "pdf", world.members[0])
    with pikepdf.open(pack.file.open("rb")) as book, book.open_outline() as outline:
        assert len(book.pages) == 6
        titles = [str(one.title) for one in outline.root]
    assert sorted(titles) == ["1. diagnoza", "sprawozdanie", "tabela"]
    assert pack.left_out == ["tabela"]
    page = text_of(pack, page=titles.index("tabela") + 4 if titles[0][0] == "1" else 3)
    digest = table.version.sha256
    assert digest[:32] in page
    assert digest[32:] in page
    assert "tabela.txt" in page
    assert "w ZIP tego posiedzenia" in page


def text_of(pack, page):
    """Read one page of a pack with poppler."""
    with pack.file.open("rb") as file:
        command = ["pdftotext", "-f", str(page), "-l", str(page), "-", "-"]
        return subprocess.run(command, input=file.read(), capture_output=True).stdout.decode()


def test_a_pack_is_its_readers_alone_and_dies_with_a_right(world, client):
    meeting = world.convened()
    attached = put(world, meeting, "pismo.txt", b"x", late_reason="")
    pack = made(meeting, "zip", world.members[0])
    address = f"/meetings/{meeting.pk}/packs/{pack.pk}/"
    client.force_login(world.members[1])
    assert client.get(address).status_code == 404
    client.force_login(world.members[0])
    assert client.get(address).status_code == 200
    Document.objects.filter(pk=attached.document_id).update(label=HandlingLabel.PERSONS)
    assert client.get(address).status_code == 404


def test_a_meeting_for_named_persons_gives_no_pack(world):
    meeting = world.convened(label=HandlingLabel.PERSONS)
    put(world, meeting, "pismo.txt", b"x")
    with pytest.raises(packs.NothingToPack):
        packs.ask(meeting, "zip", user=world.members[0])


def test_asking_twice_makes_one(world):
    meeting = world.convened()
    put(world, meeting, "pismo.txt", b"x")
    first = packs.ask(meeting, "zip", user=world.members[0])
    assert packs.ask(meeting, "zip", user=world.members[0]) == first
    assert packs.make_waiting() == 1
    assert packs.make_waiting() == 0


def test_a_dead_workers_pack_is_taken_up_again(world):
    meeting = world.convened()
    put(world, meeting, "pismo.txt", b"x")
    pack = packs.ask(meeting, "zip", user=world.members[0])
    now = timezone.now()
    assert packs.claim(now) == pack
    assert packs.claim(now) is None
    assert packs.claim(now + packs.LEASE + timedelta(seconds=1)) == pack


def test_a_pack_that_fails_says_so(world):
    meeting = world.convened()
    attached = put(world, meeting, "zepsuty.pdf", b"not a pdf")
    pack = packs.ask(meeting, "pdf", user=world.members[0])
    assert packs.make_waiting() == 0
    pack.refresh_from_db()
    assert pack.state == PackState.FAILED
    assert attached.document.title == "zepsuty"


def test_old_packs_are_forgotten(world):
    meeting = world.convened()
    put(world, meeting, "pismo.txt", b"x")
    made(meeting, "zip", world.members[0])
    packs.forget_old(timezone.now())
    assert DocumentPack.objects.count() == 1
    packs.forget_old(timezone.now() + timedelta(days=2))
    assert DocumentPack.objects.count() == 0


def test_the_version_discussed_is_pinned(world, client):
    meeting = world.convened()
    attached = put(world, meeting, "pismo.txt", b"pierwsza")
    client.force_login(world.coordinator)
    page = f"/meetings/{meeting.pk}/documents/{attached.pk}/"
    client.post(f"{page}version/", {"file": SimpleUploadedFile("pismo.txt", b"druga")})
    client.force_login(world.members[0])
    assert b"".join(client.get(page).streaming_content) == b"druga"
    recording.open_session(meeting, by=world.coordinator)
    documents.store_bytes(
        b"trzecia",
        file_name="pismo.txt",
        media_type="text/plain",
        title="pismo",
        label=meeting.label,
        by=world.coordinator,
        document=attached.document,
    )
    assert b"".join(client.get(page).streaming_content) == b"druga"
    client.force_login(world.coordinator)
    late = client.post(f"{page}version/", {"file": SimpleUploadedFile("pismo.txt", b"czwarta")})
    assert late.status_code == 403
    assert "omawiana wersja" in client.get(f"{page}about/").content.decode()


def test_reading_is_receipted_once_and_shown_to_officers_only(world, client):
    meeting = world.convened()
    attached = put(world, meeting, "pismo.txt", b"x")
    page = f"/meetings/{meeting.pk}/documents/{attached.pk}/"
    client.force_login(world.members[0])
    client.get(page)
    client.get(page)
    pack = made(meeting, "zip", world.members[1])
    client.force_login(world.members[1])
    client.get(f"/meetings/{meeting.pk}/packs/{pack.pk}/")
    assert DocumentReading.objects.count() == 2
    name = world.members[0].full_name
    assert name not in client.get(f"{page}about/").content.decode()
    client.force_login(world.coordinator)
    assert name in client.get(f"{page}about/").content.decode()
    assert "2 czytelników" in client.get(meeting.get_absolute_url()).content.decode()


def test_a_file_for_named_persons_is_for_the_invited_and_never_taken_away(world, client):
    meeting = world.convened()
    attached = put(world, meeting, "imienny.txt", b"x", label=HandlingLabel.PERSONS)
    client.force_login(world.members[0])
    assert client.get(f"/meetings/{meeting.pk}/documents/{attached.pk}/").status_code == 403
    invitee = meeting.invitees.get(user=world.members[1])
    convening.remove_invitee(invitee, reason="", by=world.coordinator)
    client.force_login(world.members[1])
    assert client.get(f"/meetings/{meeting.pk}/documents/{attached.pk}/").status_code == 404
