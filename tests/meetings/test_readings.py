"""One text of minutes, several lawful readings: on the page, as files, by number the same."""

import io

import docx
import pytest
from pypdf import PdfReader

from coordination.choices import HandlingLabel
from meetings import copies, readings
from meetings.models import MinutesRelease
from tests import factories
from tests.meetings.recorded import Recorded
from tests.meetings.world import letters

pytestmark = pytest.mark.django_db
URGED, NAMED, SCREEN = "Tylko dla urzędów", "Tylko dla wskazanego", "Tylko na ekranie"


@pytest.fixture
def recorded():
    return Recorded()


def words_of(version):
    with version.file.open("rb") as file:
        data = file.read()
    if version.file_name.endswith("docx"):
        return "\n".join(one.text for one in docx.Document(io.BytesIO(data)).paragraphs)
    pages = PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def seen_in(text):
    return [words in text for words in (URGED, NAMED, SCREEN)]


def test_each_class_of_recipients_has_its_reading(recorded):
    release = recorded.circulate()

    hidden = sorted((one.hidden for one in release.readings.all()), key=len)

    assert hidden == [["2.4"], ["2.3", "2.4"], ["2.2", "2.3", "2.4"]]


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize(
    ("seat", "expected"),
    [(0, [True, True, False]), (1, [True, False, False]), (3, [False, False, False])],
)
def test_a_copy_holds_what_its_recipient_may_take_away(recorded, form, seat, expected):
    recorded.circulate()

    text = words_of(copies.of(recorded.awaited(seat), form))

    assert seen_in(text) == expected
    assert all(number in text for number in ("2.1", "2.4"))
    assert f"Egzemplarz dla: {recorded.world.members[seat].full_name}" in text
    assert "akapit zastrzeżony" in text


def test_a_copy_is_made_once_and_keeps_its_bytes(recorded):
    recorded.circulate()

    first = copies.of(recorded.awaited(), "pdf")
    again = copies.of(recorded.awaited(), "pdf")

    assert (first.pk, first.sha256) == (again.pk, again.sha256)


def test_the_common_files_hold_nothing_reserved(recorded):
    release = recorded.circulate()

    assert seen_in(words_of(release.pdf) + words_of(release.docx)) == [False] * 3


def test_a_page_shows_each_person_his_reading(recorded, client):
    recorded.circulate()
    page = f"/meetings/{recorded.meeting.pk}/minutes/read/"
    members = recorded.world.members
    expected = {
        members[0]: [True, True, True],
        members[1]: [True, False, False],
        members[3]: [False, False, False],
        recorded.by: [True, True, True],
    }

    for person, sees in expected.items():
        client.force_login(person)
        assert (person.email, seen_in(client.get(page).content.decode())) == (person.email, sees)


def test_a_link_shows_no_more_than_a_file(recorded, client):
    recorded.circulate()

    page = client.get(f"/minutes/{recorded.awaited().secret}/").content.decode()

    assert seen_in(page) == [True, True, False]


def test_nobody_outside_finds_the_page(recorded, client):
    recorded.circulate()
    page = f"/meetings/{recorded.meeting.pk}/minutes/read/"

    for person in (
        factories.person(),
        factories.member_of(factories.team("Inny Zespół")),
        factories.former_member_of(recorded.world.team),
        factories.administrator(),
    ):
        client.force_login(person)
        assert client.get(page).status_code == 404


def test_members_of_other_teams_read_what_is_for_all_teams(client):
    recorded = Recorded(label=HandlingLabel.TEAMS)
    recorded.circulate()
    client.force_login(factories.member_of(factories.team("Inny Zespół")))

    page = client.get(f"/meetings/{recorded.meeting.pk}/minutes/read/").content.decode()
    files = [
        client.get(f"/meetings/{recorded.meeting.pk}/minutes/1/{form}/").getvalue()
        for form in ("pdf", "docx")
    ]

    assert "Omówiono szkolenia" in page
    assert seen_in(page) == [False] * 3
    assert (
        seen_in("\n".join(p.text for p in docx.Document(io.BytesIO(files[1])).paragraphs))
        == [False] * 3
    )


def test_letters_and_attachments_hold_nothing_reserved():
    recorded = Recorded(label=HandlingLabel.TEAMS)
    recorded.circulate()

    for letter in letters(key__startswith="minutes-release:"):
        texts = [letter.text, letter.html, *map(words_of, letter.attachments.all())]
        assert [seen_in(text) for text in texts] == [[False] * 3] * 4


def test_reading_of_amber_minutes_is_in_the_trail(recorded, client):
    from auditlog.models import LogEntry

    recorded.circulate()
    before = LogEntry.objects.filter(additional_data__verb="read").count()

    client.get(f"/minutes/{recorded.awaited().secret}/")
    client.get(f"/minutes/{recorded.awaited().secret}/pdf/")

    assert LogEntry.objects.filter(additional_data__verb="read").count() == before + 2


def test_the_office_gets_the_whole_text_without_what_is_for_the_screen(recorded, client):
    recorded.circulate()
    client.force_login(recorded.by)

    answer = client.get(f"/meetings/{recorded.meeting.pk}/minutes/1/docx/")

    text = "\n".join(p.text for p in docx.Document(io.BytesIO(answer.getvalue())).paragraphs)
    assert seen_in(text) == [True, True, False]


def test_frozen_facts_do_not_follow_the_text(recorded):
    release = recorded.circulate()
    before = MinutesRelease.objects.get(pk=release.pk).frozen

    from meetings import circulating

    circulating.reopen(recorded.meeting, by=recorded.by)
    recorded.write(0, "Zupełnie co innego.")

    after = MinutesRelease.objects.get(pk=release.pk).frozen
    assert after == before
    assert readings.read(after, readings.OFFICER).facts["items"][0]["paragraphs"][0]["text"] == (
        "Zespół przyjął porządek obrad."
    )


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        ("[TLP:CLEAR] x", "Akapit 1 pozwoliłby czytać go większej liczbie osób"),
        ("[TLP:RED] x", "Akapit 1 jest tylko dla wskazanych instytucji"),
        ("[TLP:AMBER: Nieznana] x", "Akapit 1 wskazuje „Nieznana”"),
    ],
)
def test_a_wrong_mark_gets_a_sentence_and_loses_nothing(recorded, client, mark, sentence):
    client.force_login(recorded.by)
    block = recorded.blocks()[2]
    words = {f"b{block.pk}-text": mark, f"b{block.pk}-based_on": 0}

    answer = client.post(f"/meetings/{recorded.meeting.pk}/minutes/blocks/{block.pk}/", words)

    page = answer.content.decode()
    assert (answer.status_code, sentence in page, mark in page) == (422, True, True)
    block.refresh_from_db()
    assert block.text == ""


def test_labels_are_chosen_by_words_on_a_page(recorded, client):
    client.force_login(recorded.by)
    block = recorded.blocks()[0]
    page = f"/meetings/{recorded.meeting.pk}/minutes/blocks/{block.pk}/labels/"
    assert "Omówiono szkolenia" in client.get(page).content.decode()

    client.post(
        page,
        {
            "place": "1",
            "p1-label": "institutions",
            "p1-readers": [recorded.named],
            "p1-based_on": block.revision,
        },
    )

    block.refresh_from_db()
    assert block.text.endswith(
        f"[TLP:AMBER+STRICT: {recorded.named}]\nOmówiono szkolenia w Radomiu."
    )
