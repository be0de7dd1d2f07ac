"""An office's own DOCX replaces ours, and what comes back from it still finds its paragraph."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from meetings import copies, minutes_templates, word_returns
from tests.meetings.recorded import Recorded
from tests.meetings.test_word_returns import renamed_words, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorded():
    return Recorded()


def template(*lines):
    paper = docx.Document()
    for line in lines:
        paper.add_paragraph(line)
    buffer = io.BytesIO()
    paper.save(buffer)
    return SimpleUploadedFile("wzor.docx", buffer.getvalue())


def example():
    return SimpleUploadedFile("wzor.docx", minutes_templates.example())


def words_of(version):
    with version.file.open("rb") as file:
        return [one.text for one in docx.Document(io.BytesIO(file.read())).paragraphs]


ESSENTIAL = [
    "URZĄD WOJEWÓDZKI",
    "{{ title }}",
    "{%p for item in items %}",
    "{{ item.heading }}",
    "{%p for one in item.paragraphs %}",
    "{{ one.number }} {{ one.text }}",
    "{%p endfor %}",
    "{%p endfor %}",
]


def test_minutes_are_set_in_the_offices_template(recorded):
    minutes_templates.use(recorded.world.team, template(*ESSENTIAL), by=recorded.by)
    recorded.circulate()

    lines = words_of(copies.of(recorded.awaited(3), "docx"))

    assert lines[0] == "URZĄD WOJEWÓDZKI"
    assert "1.2 Omówiono szkolenia w Radomiu." in lines
    assert "2.2 akapit zastrzeżony" in lines
    assert not any("Tylko dla urzędów" in line for line in lines)


def test_the_example_holds_all_that_our_own_setting_holds(recorded):
    minutes_templates.use(recorded.world.team, example(), by=recorded.by)
    recorded.circulate()

    text = "\n".join(words_of(copies.of(recorded.awaited(0), "docx")))

    for words in (
        f"Protokół posiedzenia nr {recorded.meeting.signature}",
        "Egzemplarz dla: ",
        "Było kworum",
        "Omówiono szkolenia w Radomiu.",
        "W tym egzemplarzu zastrzeżono: 2.4.",
    ):
        assert words in text


def test_a_file_set_in_it_comes_back_with_its_changes(recorded):
    minutes_templates.use(recorded.world.team, template(*ESSENTIAL), by=recorded.by)
    recorded.circulate()
    with copies.of(recorded.awaited(), "docx").file.open("rb") as file:
        octets = renamed_words(file.read(), "w Radomiu", "w Płocku")

    made = word_returns.take(recorded.awaited(), upload(octets))

    assert [(one.number, one.wording) for one in made] == [("1.2", "Omówiono szkolenia w Płocku.")]


@pytest.mark.parametrize("missing", ["{{ title }}", "{{ one.number }} {{ one.text }}"])
def test_a_template_without_an_essential_place_is_refused(recorded, client, missing):
    client.force_login(recorded.by)
    page = f"/meetings/templates/{recorded.world.team.pk}/"
    file = template(*(line for line in ESSENTIAL if line != missing))

    answer = client.post(page, {"file": file})

    assert "Wzór nie ma miejsca na" in answer.content.decode()
    assert minutes_templates.current(recorded.world.team) is None


@pytest.mark.parametrize(
    "line",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ title.__init__.__globals__ }}",
        "{% for x in items %}",
        "{{ unknown.attribute.of.nothing }}",
    ],
)
def test_a_template_that_reaches_too_far_or_is_broken_is_refused(recorded, line):
    with pytest.raises(minutes_templates.NotATemplate):
        minutes_templates.use(recorded.world.team, template(*ESSENTIAL, line), by=recorded.by)


def test_text_is_text_in_a_template_too(recorded):
    recorded.write(0, "Zespół & <b>inni</b> {{ 7 * 7 }}")
    minutes_templates.use(recorded.world.team, template(*ESSENTIAL), by=recorded.by)
    recorded.circulate()

    lines = words_of(copies.of(recorded.awaited(), "docx"))

    assert "1.1 Zespół & <b>inni</b> {{ 7 * 7 }}" in lines


def test_one_goes_back_to_our_own_and_the_old_stays_on_record(recorded, client):
    client.force_login(recorded.by)
    page = f"/meetings/templates/{recorded.world.team.pk}/"
    client.post(page, {"file": example()})
    assert minutes_templates.current(recorded.world.team) is not None

    client.post(f"{page}stop/")

    assert minutes_templates.current(recorded.world.team) is None
    assert recorded.world.team.minutes_templates.count() == 1
    assert "Wzór stołu." in client.get(page).content.decode()
