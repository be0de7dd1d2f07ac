"""What a post is about in other rooms: found by its address, named only to whoever may open it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coordination.choices import HandlingLabel
from exchange import linking, posting
from exchange.models import Post
from reports.choices import EditionState
from reports.models import PlanEdition, Task
from reports.printed_numbers import sort_key
from tests import factories
from tests.exchange.world import Side
from tests.meetings.world import World

pytestmark = pytest.mark.django_db
L = HandlingLabel


@pytest.fixture
def side():
    return Side()


def task_of_the_kpd(state=EditionState.ADOPTED):
    edition = PlanEdition.objects.create(name="KPD", year_from=2031, year_to=2033, state=state)
    return Task.objects.create(
        edition=edition, number="I.1", sort_key=sort_key("I.1"), title="Kanarekzadanie"
    )


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/meetings/7/", ("meetings.meeting", 7)),
        ("/meetings/7/agenda/#i-2", ("meetings.meeting", 7)),
        ("http://testserver/meetings/decisions/3/", ("meetings.decision", 3)),
        ("/meetings/tasks/4/step/", ("meetings.action", 4)),
        ("/kpd/2/tasks/9/", ("reports.task", 9)),
        ("/meetings/", None),
        ("https://elsewhere.example.org/meetings/7/", None),
        ("http://[broken", None),
        ("/meetings/99999999999999999999/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_address_leads_to_a_thing(address, expected):
    assert linking.thing_at(address) == expected


def test_title_is_shown_to_whoever_may_open_the_thing(side, signed_in):
    world = World(members=1)
    meeting = world.convened(title="Kanarekposiedzenie")
    public = task_of_the_kpd()
    links = [("meetings.meeting", meeting.pk), ("reports.task", public.pk)]
    post = side.sent(L.TEAMS, links=links)

    ours = signed_in(world.members[0]).get(post.get_absolute_url()).content.decode()
    others = signed_in(side.helper).get(post.get_absolute_url()).content.decode()

    assert ("Kanarekposiedzenie" in ours, "Kanarekzadanie" in ours) == (True, True)
    assert ("Kanarekposiedzenie" in others, "Kanarekzadanie" in others) == (False, True)
    assert meeting.get_absolute_url() not in others


def test_draft_of_the_kpd_is_not_named(side, signed_in):
    hidden = task_of_the_kpd(EditionState.DRAFT)
    post = side.sent(L.TEAMS, links=[("reports.task", hidden.pk)])

    assert (
        "Kanarekzadanie" not in signed_in(side.helper).get(post.get_absolute_url()).content.decode()
    )


def test_address_of_nothing_is_named_beside_the_field(side, signed_in):
    typed = {
        "kind": "information",
        "title": "Nowy",
        "text": "Treść",
        "source": f"institution:{side.police.pk}",
        "label": L.UNITS,
        "teams": [side.team.pk],
        "links": "https://elsewhere.example.org/x/",
        "act": "save",
    }
    browser = signed_in(side.officer)

    page = browser.post("/exchange/posts/new/", typed).content.decode()
    assert "Pod tym adresem nie ma nic" in page
    assert not Post.objects.exists()

    task = task_of_the_kpd()
    browser.post("/exchange/posts/new/", typed | {"links": task.get_absolute_url()})
    [link] = Post.objects.get().links.all()
    assert (link.kind, link.thing) == ("reports.task", task.pk)
    edit = browser.get(f"/exchange/posts/{Post.objects.get().pk}/edit/").content.decode()
    assert task.get_absolute_url() in edit


def test_file_with_case_data_is_refused_and_the_draft_is_kept(side, signed_in):
    upload = SimpleUploadedFile("notatka.txt", b"PESEL 44051401359")
    typed = {
        "kind": "information",
        "title": "Nowy",
        "text": "Treść",
        "source": f"institution:{side.police.pk}",
        "label": L.UNITS,
        "teams": [side.team.pk],
        "documents": upload,
        "act": "send",
    }

    page = signed_in(side.officer).post("/exchange/posts/new/", typed).content.decode()

    assert "PESEL" in page
    kept = Post.objects.get()
    assert kept.is_draft
    assert not kept.files.exists()


def test_draft_whose_day_has_passed_is_refused_with_a_sentence_on_its_page(side, signed_in):
    draft = side.draft(valid_until_on=timezone.localdate())
    Post.objects.filter(pk=draft.pk).update(valid_until_on=factories.yesterday())
    typed = {
        "kind": "information",
        "title": draft.title,
        "text": draft.text,
        "source": f"institution:{side.police.pk}",
        "label": L.UNITS,
        "teams": [side.team.pk],
        "valid_until_on": str(factories.yesterday()),
        "act": "send",
    }

    page = signed_in(side.officer).post(f"/exchange/posts/{draft.pk}/edit/", typed)

    assert "Ten dzień już minął" in page.content.decode()
    draft.refresh_from_db()
    assert draft.is_draft
    with pytest.raises(posting.Expired):
        posting.send(draft, by=side.officer)
