"""Rows of an agenda are drawn by pattern: words are escaped, marks are marks."""

import pytest

from meetings import arranging
from meetings.models import AgendaItem
from tests.meetings.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World(members=3)


def item_of(world, meeting, **more):
    words = arranging.plain("Narada <b>& plan</b> {pk}") | {"presenter": "Ewa & Jan {name}"}
    return arranging.add_item(meeting, words=words | more, by=world.coordinator)


@pytest.mark.parametrize("page", ["", "agenda/"])
def test_words_are_escaped_and_marks_are_drawn(world, signed_in, page):
    meeting = world.draft()
    item = item_of(world, meeting, label="persons")
    AgendaItem.objects.filter(pk=item.pk).update(is_late=True)
    shown = signed_in(world.coordinator).get(f"{meeting.get_absolute_url()}{page}")
    text = shown.content.decode()
    assert "Narada &lt;b&gt;&amp; plan&lt;/b&gt; {pk}" in text
    assert "Ewa &amp; Jan {name}" in text
    assert "&lt;span" not in text
    assert text.count('class="badge-word warn">po terminie') == 1
