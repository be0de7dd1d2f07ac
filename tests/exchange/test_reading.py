"""Reading and confirming: noted once, audited where restricted, reminded in steps with an end."""

import io
from datetime import datetime, timedelta

import docx
import pikepdf
import pytest
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader

from coordination.choices import HandlingLabel
from coordination.models import Delivery
from coordination.working_days import WARSAW, working_day_after
from exchange import posting, reading, reminding
from exchange.handling import rules_of
from exchange.models import Receipt
from teams.models import Mandate
from tests import factories
from tests.exchange.world import Side

pytestmark = pytest.mark.django_db
L = HandlingLabel


@pytest.fixture
def side():
    return Side()


def receipt_of(post, user):
    return Receipt.objects.get(audience=post.audience, user=user)


def readings_of(thing):
    entries = LogEntry.objects.get_for_object(thing)
    return [one.actor_email for one in entries if (one.additional_data or {}).get("verb") == "read"]


def told(prefix):
    return sorted(
        Delivery.objects.filter(key__startswith=prefix).values_list("recipient", flat=True)
    )


def test_first_reading_is_noted_once_and_the_list_knows(side, signed_in):
    post = side.sent()
    browser = signed_in(side.inspector)
    assert "nowy" in browser.get("/exchange/").content.decode()

    browser.get(post.get_absolute_url())
    first = receipt_of(post, side.inspector).first_read_at
    browser.get(post.get_absolute_url())

    assert first is not None
    assert receipt_of(post, side.inspector).first_read_at == first
    assert 'strong">nowy' not in browser.get("/exchange/").content.decode()
    assert browser.get("/exchange/?unread=1").context["page"].paginator.count == 0


@pytest.mark.parametrize("label", L)
def test_reading_of_amber_and_above_is_in_the_audit_trail(side, signed_in, label):
    to = {"persons": [side.inspector]} if label == L.PERSONS else {}
    to = {"institutions": [side.inspection]} if label == L.INSTITUTIONS else to
    post = side.sent(label, **to)

    signed_in(side.inspector).get(post.get_absolute_url())

    expected = [] if label in (L.PUBLIC, L.TEAMS) else [side.inspector.email]
    assert readings_of(post) == expected


def test_somebody_who_joined_later_gets_a_receipt_that_was_not_addressed(side, signed_in):
    post = side.sent()
    late = factories.member_of(side.team)
    assert signed_in(late).get("/exchange/?unread=1").context["page"].paginator.count == 0

    signed_in(late).get(post.get_absolute_url())

    receipt = receipt_of(post, late)
    assert (receipt.was_addressed, receipt.first_read_at is not None) == (False, True)


def test_author_is_no_reader_of_his_own(side, signed_in):
    post = side.sent()

    signed_in(side.officer).get(post.get_absolute_url())

    assert not Receipt.objects.filter(user=side.officer).exists()


def test_sender_sees_first_reading_and_confirmations_by_institution(side, signed_in):
    post = side.warning()
    reading.note_reading(post, by=side.inspector)
    reading.acknowledge(post, by=side.coordinator)

    found = {one.institution: one for one in reading.by_institution(post)}

    assert (found[side.inspection].read, found[side.inspection].acknowledged) == (1, 0)
    assert found[side.inspection].first_read_at is not None
    assert (found[side.police].people, found[side.police].read) == (1, 0)
    assert (found[None].read, found[None].acknowledged) == (1, 1)
    page = signed_in(side.officer).get(post.get_absolute_url()).content.decode()
    assert "Kto przeczytał" in page
    assert (
        "Kto przeczytał"
        not in signed_in(side.inspector).get(post.get_absolute_url()).content.decode()
    )


def test_confirming_is_one_button_and_counts_once(side, signed_in):
    post = side.warning()
    browser = signed_in(side.inspector)
    assert post.title in browser.get("/waiting/").content.decode()

    browser.post(f"{post.get_absolute_url()}acknowledge/")
    first = receipt_of(post, side.inspector).acknowledged_at
    browser.post(f"{post.get_absolute_url()}acknowledge/")

    assert first is not None
    assert receipt_of(post, side.inspector).acknowledged_at == first
    assert post.title not in browser.get("/waiting/").content.decode()


def test_reminders_go_to_the_silent_only_in_three_steps_and_end(side):
    post = side.warning()
    reading.acknowledge(post, by=side.colleague)
    due = list(post.reminders.values_list("due_at", flat=True))
    assert len(due) == 3

    for number, moment in enumerate(due, start=1):
        assert reminding.keep_due(moment - timedelta(minutes=1)) == 0
        assert reminding.keep_due(moment) == 2
        assert reminding.keep_due(moment) == 0
        silent = sorted([side.inspector.email, side.coordinator.email])
        assert told(f"post-reminder:{post.pk}:{number}") == silent

    assert reminding.keep_due(due[-1] + timedelta(days=400)) == 0
    assert told("post-still-silent") == [side.officer.email]


def test_reminders_that_are_late_become_one(side):
    post = side.warning()

    reminding.keep_due(post.sent_at + timedelta(days=60))

    assert len(told(f"post-reminder:{post.pk}")) == 3
    assert post.reminders.filter(sent_at__isnull=True).count() == 0


def test_whoever_has_left_is_not_reminded(side):
    post = side.warning()
    Mandate.objects.filter(user=side.inspector).update(until_on=factories.yesterday())

    reminding.keep_due(post.reminders.first().due_at)

    assert side.inspector.email not in told("post-reminder")


@pytest.mark.parametrize("end", [posting.archive, posting.recall])
def test_nobody_is_reminded_of_what_was_recalled_or_put_away(side, end):
    post = side.warning()
    extra = {"reason": "x"} if end is posting.recall else {}

    end(post, by=side.officer, **extra)

    assert reminding.keep_due(timezone.now() + timedelta(days=60)) == 0
    assert told("post-reminder") == []


def test_nobody_is_reminded_of_what_is_no_longer_valid(side):
    post = side.warning(valid_until_on=timezone.localdate() + timedelta(days=1))
    type(post).objects.filter(pk=post.pk).update(valid_until_on=factories.yesterday())

    assert reminding.keep_due(timezone.now() + timedelta(days=60)) == 0


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        ("2026-11-25", 1, "2026-11-26"),
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-12-23", 1, "2026-12-28"),
        ("2026-04-02", 3, "2026-04-08"),
    ],
)
def test_steps_are_counted_in_polish_working_days(day, number, expected):
    start = datetime.fromisoformat(day).date()

    assert str(working_day_after(start, number)) == expected


def test_reminder_keeps_the_hour_across_the_change_of_the_clock(side):
    post = side.warning()
    sent = datetime(2026, 3, 27, 9, 30, tzinfo=WARSAW)
    post.reminders.all().delete()
    post.sent_at = sent

    reminding.promise(post)

    first = timezone.localtime(post.reminders.first().due_at, WARSAW)
    assert first.strftime("%Y-%m-%d %H:%M") == "2026-03-30 09:30"


def pdf_of_two_pages():
    book = pikepdf.new()
    book.add_blank_page()
    book.add_blank_page()
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def word_file():
    out = io.BytesIO()
    book = docx.Document()
    book.add_paragraph("Treść")
    book.save(out)
    return out.getvalue()


def posted_with(side, name, content, **more):
    draft = side.draft(**more)
    attached = posting.attach(draft, SimpleUploadedFile(name, content), by=side.officer)
    post = posting.send(draft, by=side.officer)
    return post, f"{post.get_absolute_url()}files/{attached.pk}/", attached


def test_label_is_printed_on_every_page_of_a_pdf_and_in_its_name(side, signed_in):
    _post, address, attached = posted_with(side, "plan.pdf", pdf_of_two_pages())

    answer = signed_in(side.inspector).get(address)

    pages = PdfReader(io.BytesIO(b"".join(answer.streaming_content))).pages
    assert ["TLP:AMBER" in page.extract_text() for page in pages] == [True, True]
    assert "TLP-AMBER" in answer["Content-Disposition"]
    assert readings_of(attached.document) == [side.inspector.email]


def test_label_is_in_the_header_of_a_word_file(side, signed_in):
    _post, address, _attached = posted_with(side, "plan.docx", word_file(), label=L.TEAMS)

    answer = signed_in(side.helper).get(address)

    book = docx.Document(io.BytesIO(b"".join(answer.streaming_content)))
    header = "\n".join(one.text for one in book.sections[0].header.paragraphs)
    assert "TLP:GREEN" in header
    assert book.paragraphs[0].text == "Treść"


def test_named_persons_read_on_the_screen_with_their_name_and_download_nothing(side, signed_in):
    post, address, attached = posted_with(
        side, "plan.txt", b"plan", label=L.PERSONS, persons=[side.inspector]
    )
    browser = signed_in(side.inspector)

    page = browser.get(post.get_absolute_url()).content.decode()
    mark = browser.get(f"{post.get_absolute_url()}watermark.svg")

    assert browser.get(address).status_code == 403
    assert address not in page
    assert attached.document.title in page
    assert side.inspector.full_name in mark.content.decode()
    assert side.inspector.email in mark.content.decode()
    assert mark["Content-Type"] == "image/svg+xml"
    assert (
        signed_in(side.coordinator).get(f"{post.get_absolute_url()}watermark.svg").status_code
        == 404
    )


@pytest.mark.parametrize("label", L)
def test_rules_of_the_label_stand_at_the_text(side, signed_in, label):
    to = {"persons": [side.inspector]} if label == L.PERSONS else {}
    to = {"institutions": [side.inspection]} if label == L.INSTITUTIONS else to
    post = side.sent(label, **to)

    page = signed_in(side.inspector).get(post.get_absolute_url()).content.decode()

    assert all(str(rule) in page for rule in rules_of(label))
