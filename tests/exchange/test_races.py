"""Several people at one post or request at the same moment, each with a connection of his own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coordination import tasks
from coordination.choices import HandlingLabel
from coordination.models import Delivery
from exchange import (
    audience_groups,
    posting,
    reading,
    reminding,
    request_reminding,
    requesting,
    sharing,
)
from exchange.choices import PostState
from exchange.clashing import Overtaken
from exchange.models import (
    Post,
    PostComment,
    Receipt,
    ReplyRound,
    RequestReply,
    ShareRequest,
)
from tests.exchange.asking import Asking
from tests.meetings.test_races import at_once
from tests.meetings.world import letters

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def nobody_is_woken(monkeypatch):
    """Letters stay in the outbox, where they are counted."""
    monkeypatch.setattr(tasks.send_due_mail, "delay", lambda: None)


@pytest.fixture
def side():
    return Asking()


def done(outcomes):
    """How many of those who tried were not refused."""
    return sum(not isinstance(one, Exception) for one in outcomes)


def test_a_draft_sent_from_three_windows_goes_out_once(side):
    draft = side.draft(allows_comments=True)

    outcomes = at_once(lambda by: posting.send(draft, by=by), [side.officer] * 3)

    assert done(outcomes) == 1
    assert Receipt.objects.filter(audience=draft.audience).count() == 3
    assert Post.objects.get().revisions.count() == 1


def test_of_two_corrections_at_once_one_is_told_of_the_other(side):
    post = side.sent()

    def correct(text):
        words = {"title": post.title, "text": text, "valid_until_on": None, "reason": "x"}
        return posting.correct(post, **words, based_on=1, by=side.officer)

    outcomes = at_once(correct, ["pierwsza", "druga"])

    assert sorted(type(one) for one in outcomes if isinstance(one, Exception)) == [Overtaken]
    assert list(post.revisions.values_list("number", flat=True)) == [1, 2]


def test_comments_and_a_recall_at_once_leave_no_comment_after_it(side):
    post = side.sent(allows_comments=True)

    def act(word):
        if word == "recall":
            return posting.recall(post, reason="Pomyłka", by=side.officer)
        return posting.comment(post, text=word, by=side.inspector)

    outcomes = at_once(act, ["a", "recall", "b", "c"])

    post.refresh_from_db()
    assert post.state == PostState.RECALLED
    assert PostComment.objects.count() == done(outcomes) - 1


def test_reading_for_the_first_time_in_two_windows_is_one_receipt(side):
    post = side.sent()
    newcomer = side.sits(side.ngo, "Nowa Pomocnica", deputy=1)

    outcomes = at_once(lambda by: reading.note_reading(post, by=by), [newcomer] * 4)

    assert done(outcomes) == 4
    assert Receipt.objects.filter(audience=post.audience, user=newcomer).count() == 1


def test_two_wishes_for_the_same_people_granted_at_once_tell_each_person_once(side):
    post = side.sent(HandlingLabel.UNITS, institutions=[side.ngo])
    wishes = [
        sharing.ask(post, institution=side.far, reason="x", by=side.helper),
        sharing.ask(post, person=side.distant, reason="y", by=side.helper),
    ]

    outcomes = at_once(
        lambda wish: sharing.answer(wish, grants=True, words="", by=side.officer), wishes
    )

    assert done(outcomes) == 2
    assert Receipt.objects.filter(audience=post.audience, user=side.distant).count() == 1
    told = [one for one in letters(post) if one.recipient == side.distant.email]
    assert len(told) == 1


def test_whoever_reads_while_he_is_let_in_has_one_receipt(side):
    """He could read it by an office already, and is named as an addressee at that moment."""
    post = side.sent(HandlingLabel.UNITS, institutions=[side.ngo])
    wish = sharing.ask(post, institution=side.far, reason="x", by=side.helper)

    def act(word):
        if word == "read":
            return reading.note_reading(post, by=side.distant)
        return sharing.answer(wish, grants=True, words="", by=side.officer)

    outcomes = at_once(act, ["read", "grant", "read", "read"])

    assert done(outcomes) == 4
    assert Receipt.objects.filter(audience=post.audience, user=side.distant).count() == 1


def test_one_wish_answered_by_two_is_answered_once(side):
    post = side.sent(HandlingLabel.UNITS, institutions=[side.ngo])
    wish = sharing.ask(post, institution=side.far, reason="x", by=side.helper)

    outcomes = at_once(
        lambda by: sharing.answer(wish, grants=False, words="nie", by=by),
        [side.officer, side.colleague],
    )

    assert done(outcomes) == 1
    assert ShareRequest.objects.get().answered_by in (side.officer, side.colleague)


def test_of_two_answers_of_one_institution_at_once_one_is_told_of_the_other(side):
    request = side.ask()
    second = side.sits(side.ngo, "Druga Pomocnica", deputy=1)
    row = side.row(request, side.ngo)

    outcomes = at_once(
        lambda by: requesting.reply(row, kind="answered", text="Pięć", based_on=0, by=by),
        [side.helper, second],
    )

    assert done(outcomes) == 1
    assert [type(one) for one in outcomes if isinstance(one, Exception)] == [Overtaken]
    assert ReplyRound.objects.count() == 1


def test_an_answer_and_the_closing_at_once_leave_no_row_in_between(side):
    request = side.ask()

    def act(word):
        if word == "close":
            return requesting.close(request, by=side.officer)
        return side.answer(request, side.ngo, side.helper)

    answer, closing = at_once(act, ["answer", "close"])

    assert not isinstance(closing, Exception)
    row = RequestReply.objects.get(institution=side.ngo)
    assert row.is_silent == isinstance(answer, requesting.Closed)
    told = [one for one in letters(request) if "closed" in one.key]
    assert (side.helper.email in {one.recipient for one in told}) == row.is_silent


def test_one_institution_asked_too_by_two_at_once_is_asked_once(side):
    request = side.ask(institutions=(side.ngo,))

    outcomes = at_once(
        lambda by: requesting.ask_also(request, side.far, by=by), [side.officer, side.colleague]
    )

    assert done(outcomes) == 1
    assert request.replies.filter(institution=side.far).count() == 1


def test_two_sweeps_at_once_ask_the_silent_once(side):
    post, request = side.warning(), side.ask()
    Delivery.objects.all().delete()
    late = timezone.now() + timedelta(days=60)

    of_posts, of_requests = reminding.keep_due, request_reminding.keep_due
    outcomes = at_once(lambda keep: keep(late), [of_posts, of_posts, of_requests, of_requests])

    assert sum(outcomes[:2]) == 3
    assert sum(outcomes[2:]) == len(letters(request)) > 0
    assert not post.reminders.filter(sent_at__isnull=True).exists()


def test_members_put_into_a_group_at_once_stand_there_once(side):
    group = audience_groups.found(side.team, name="Kontrole", by=side.coordinator)

    at_once(
        lambda body: audience_groups.add(group, institution=body, by=side.coordinator),
        [side.ngo, side.ngo, side.far],
    )

    assert group.members.count() == 2
    assert group.changes.filter(act="added").count() == 2
