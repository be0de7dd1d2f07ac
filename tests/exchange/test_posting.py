"""The life of a post: drafted, sent, corrected, readdressed, recalled, put away."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coordination.choices import HandlingLabel
from coordination.models import Delivery
from coordination.search import Asked
from exchange import audiences, finding, posting, reading
from exchange.choices import PostKind, PostState
from exchange.models import Post
from tests import factories
from tests.exchange.world import Side, readers

pytestmark = pytest.mark.django_db
L = HandlingLabel


@pytest.fixture
def side():
    return Side()


def letters(post, prefix="post"):
    """Letters about a post by the beginning of their key, in the order they were written."""
    found = Delivery.objects.about(post).filter(key__startswith=prefix)
    return list(found.order_by("pk"))


def verbs(post):
    entries = LogEntry.objects.get_for_object(post).order_by("pk")
    return [one.additional_data["verb"] for one in entries if one.additional_data]


def test_draft_mails_nobody_and_a_sent_post_each_reader_once(side):
    draft = side.draft()
    assert letters(draft) == []

    post = posting.send(draft, by=side.officer)

    told = sorted(one.recipient for one in letters(post))
    assert told == sorted(one.email for one in (side.colleague, side.inspector, side.coordinator))
    with pytest.raises(posting.NotADraft):
        posting.send(draft, by=side.officer)
    assert len(letters(post)) == 3


@pytest.mark.parametrize("label", L)
def test_letter_holds_words_of_open_posts_only(side, label):
    to = {"persons": [side.helper]} if label == L.PERSONS else {}
    to = {"institutions": [side.ngo]} if label == L.INSTITUTIONS else to
    post = side.sent(label, title="Kanarektytul", text="Kanarektresc", **to)

    text = "".join(one.subject + one.text + one.html for one in letters(post))

    assert post.get_absolute_url() in text
    assert str(L(label).label) in text
    assert ("Kanarektytul" in text, "Kanarektresc" in text) == (
        (True, True) if label in (L.PUBLIC, L.TEAMS) else (False, False)
    )


def test_expired_post_is_refused_and_stays_a_draft(side):
    draft = side.draft(valid_until_on=factories.yesterday())

    with pytest.raises(posting.Expired):
        posting.send(draft, by=side.officer)

    draft.refresh_from_db()
    assert draft.state == PostState.DRAFT
    assert letters(draft) == []


def test_warning_always_asks_to_be_confirmed(side):
    assert side.warning().asks_acknowledgement is True


def test_correction_shows_what_changed_and_tells_those_who_read(side):
    post = side.sent(text="Szkolenie 3 marca.")
    reading.note_reading(post, by=side.inspector)

    post = posting.correct(
        post,
        title=post.title,
        text="Szkolenie 5 marca.",
        valid_until_on=None,
        reason="zła data",
        based_on=post.revision,
        by=side.officer,
    )

    [correction] = reading.corrections_of(post)
    assert [(one.kind, one.text) for one in correction.text] == [
        ("same", "Szkolenie "),
        ("dropped", "3"),
        ("added", "5"),
        ("same", " marca."),
    ]
    assert [one.recipient for one in letters(post, "post-corrected")] == [side.inspector.email]
    assert verbs(post)[-1] == "post.corrected"
    with pytest.raises(posting.NothingCorrected):
        posting.correct(
            post,
            title=post.title,
            text=post.text,
            valid_until_on=None,
            reason="x",
            based_on=post.revision,
            by=side.officer,
        )


def test_correction_of_an_open_post_tells_everybody_who_has_the_old_words(side):
    post = side.sent(L.TEAMS)

    words = {"title": "Inny", "text": "x", "valid_until_on": None, "reason": "x"}
    posting.correct(post, **words, based_on=post.revision, by=side.officer)

    assert len(letters(post, "post-corrected")) == 6


def test_recalled_post_keeps_its_reason_and_gives_no_words_away(side, signed_in):
    post = side.sent(text="Kanarekodwolany", title="Kanarekwtytule")
    posting.recall(post, reason="Pomyłka", by=side.officer)

    browser = signed_in(side.inspector)
    page = browser.get(post.get_absolute_url()).content.decode()
    found = browser.get("/search/?q=kanarekodwolany&kind=post").content.decode()

    assert "Pomyłka" in page
    assert "Kanarekodwolany" not in page
    assert post.get_absolute_url() not in found
    assert len(letters(post, "post-recalled")) == 3
    with pytest.raises(posting.NotSent):
        posting.recall(post, reason="x", by=side.officer)


def test_post_is_recalled_only_with_a_reason(side):
    with pytest.raises(ValidationError):
        posting.recall(side.sent(), reason="", by=side.officer)


def test_post_that_is_put_away_leaves_the_list_and_stays_readable(side, signed_in):
    post = side.sent()
    posting.archive(post, by=side.officer)

    browser = signed_in(side.inspector)

    assert post.title not in browser.get("/exchange/").content.decode()
    assert post.title in browser.get("/exchange/?state=past").content.decode()
    assert browser.get(post.get_absolute_url()).status_code == 200


def test_expired_post_leaves_the_list_by_itself(side, signed_in):
    post = side.sent(valid_until_on=timezone.localdate())
    browser = signed_in(side.inspector)
    assert post.title in browser.get("/exchange/").content.decode()

    Post.objects.filter(pk=post.pk).update(valid_until_on=factories.yesterday())

    assert post.title not in browser.get("/exchange/").content.decode()
    assert post.title in browser.get("/exchange/?state=past").content.decode()


def test_narrowed_post_is_gone_at_the_next_request_for_whoever_is_left_out(side, signed_in):
    upload = SimpleUploadedFile("plan.txt", b"plan")
    draft = side.draft(title="Kanarekznika")
    attached = posting.attach(draft, upload, by=side.officer)
    post = posting.send(draft, by=side.officer)
    address = f"{post.get_absolute_url()}files/{attached.pk}/"
    browser = signed_in(side.inspector)
    pages = ["/exchange/", "/search/?q=kanarekznika&kind=post", "/waiting/"]
    assert [browser.get(one).status_code for one in (post.get_absolute_url(), address)] == [200] * 2

    posting.readdress(
        post, audiences.Choice(L.INSTITUTIONS, institutions=(side.ngo,)), by=side.officer
    )

    assert [browser.get(one).status_code for one in (post.get_absolute_url(), address)] == [404] * 2
    assert all(post.get_absolute_url() not in browser.get(one).content.decode() for one in pages)
    assert signed_in(side.helper).get(address).status_code == 200
    assert readers(post, side.everybody) == {"officer", "colleague", "helper"}
    attached.document.refresh_from_db()
    assert attached.document.label == L.INSTITUTIONS
    assert [one.recipient for one in letters(post, f"post:{post.pk}")][-1] == side.helper.email


def test_sent_post_never_becomes_wider(side):
    with pytest.raises(posting.Wider):
        posting.readdress(side.sent(L.UNITS), audiences.Choice(L.TEAMS), by=side.officer)


def test_comments_only_where_the_sender_allows_them(side):
    with pytest.raises(posting.NoComments):
        posting.comment(side.sent(), text="x", by=side.inspector)

    post = side.sent(allows_comments=True)
    made = posting.comment(post, text="Dziękuję", by=side.inspector)

    assert made.institution == side.inspection
    assert [one.recipient for one in letters(post, "post-comment")] == [side.officer.email]


def test_discarded_draft_leaves_nothing_behind(side):
    draft = side.draft()
    audience = draft.audience_id

    posting.discard(draft, by=side.officer)

    assert not Post.objects.exists()
    assert not audiences.Audience.objects.filter(pk=audience).exists()


def test_template_of_a_warning_asks_what_where_since_when_and_whom_to_call(side, signed_in):
    page = signed_in(side.officer).get("/exchange/posts/new/?kind=warning").content.decode()

    for heading in ("Co się dzieje:", "Gdzie:", "Od kiedy:", "Do kogo dzwonić:"):
        assert heading in page


def typed(side, **more):
    return {
        "kind": PostKind.INFORMATION,
        "title": "Nowy",
        "text": "Treść",
        "source": f"institution:{side.police.pk}",
        "label": L.UNITS,
        "teams": [side.team.pk],
        **more,
    }


def test_post_is_written_and_sent_in_one_form(side, signed_in):
    answer = signed_in(side.officer).post("/exchange/posts/new/", typed(side, act="send"))

    post = Post.objects.get()
    assert answer.url == post.get_absolute_url()
    assert post.state == PostState.SENT


def test_reach_is_shown_and_nothing_is_kept(side, signed_in):
    page = signed_in(side.officer).post("/exchange/posts/new/", typed(side, act="reach"))

    assert "Komenda Wojewódzka" in page.content.decode()
    assert not Post.objects.exists()


BAD_FILES = {
    "wrong type behind a right name": ("zdjecie.png", b"MZ\x90\x00 program"),
    "archive": ("paczka.zip", b"PK\x03\x04"),
    "protected": ("raport.docx", b"PK\x03\x04 encrypted"),
    "empty": ("pusty.pdf", b""),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_file_is_refused_with_a_sentence_and_the_draft_is_kept(side, signed_in, name):
    file_name, content = BAD_FILES[name]
    upload = SimpleUploadedFile(file_name, content)

    answer = signed_in(side.officer).post(
        "/exchange/posts/new/", typed(side, act="send", documents=upload)
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert file_name in page or "pusty" in page
    kept = list(Post.objects.values_list("title", "state"))
    # An empty upload is refused by the field itself, before anything is kept.
    assert kept == ([] if name == "empty" else [("Nowy", PostState.DRAFT)])
    assert 'value="Nowy"' in page


def test_oversized_file_is_refused_and_the_draft_is_kept(side, signed_in, settings):
    settings.UPLOAD_MAX_BYTES = 10
    upload = SimpleUploadedFile("duzy.txt", b"x" * 11)

    page = signed_in(side.officer).post(
        "/exchange/posts/new/", typed(side, act="send", documents=upload)
    )

    assert "duzy.txt" in page.content.decode()
    assert Post.objects.get().is_draft


def test_ten_thousand_recipients_are_refused_and_what_was_typed_stays(side, signed_in):
    lines = "\n".join(f"a{n}@b.pl" for n in range(10_000))[:19_000]

    page = signed_in(side.officer).post(
        "/exchange/posts/new/", typed(side, act="send", label=L.PERSONS, persons=lines)
    )

    text = page.content.decode()
    assert "najwyżej 300 osób" in text
    assert 'value="Nowy"' in text
    assert not Post.objects.exists()


def test_case_data_is_not_kept_even_in_a_draft(side, signed_in):
    page = signed_in(side.officer).post(
        "/exchange/posts/new/", typed(side, act="save", text="PESEL 44051401359")
    )

    assert "PESEL" in page.content.decode()
    assert not Post.objects.exists()


def test_source_of_another_is_not_taken(side, signed_in):
    foreign = typed(side, source=f"institution:{side.ngo.pk}", act="send")

    assert signed_in(side.officer).post("/exchange/posts/new/", foreign).status_code == 200
    assert not Post.objects.exists()


def test_sent_post_is_found_by_its_words_with_a_snippet(side):
    post = side.sent(text="Ulotki w trzech językach", title="Ulotki")

    [hit] = finding.find(side.inspector, Asked("językach"))

    assert (hit.url, hit.kind) == (post.get_absolute_url(), "post")
    assert ("językach", True) in hit.snippet
    assert finding.find(side.helper, Asked("językach")) == []
    assert finding.find(side.inspector, Asked("językach", team=side.other_team.pk)) == []
    assert len(finding.find(side.inspector, Asked("językach", team=side.team.pk))) == 1


def test_correction_long_after_keeps_every_version(side):
    post = side.sent()
    for number in range(2, 5):
        post = posting.correct(
            post,
            title=f"Wersja {number}",
            text=post.text,
            valid_until_on=timezone.localdate() + timedelta(days=number),
            reason="x",
            based_on=post.revision,
            by=side.officer,
        )

    assert list(post.revisions.values_list("number", flat=True)) == [1, 2, 3, 4]
