"""Members remark on minutes paragraph by paragraph; the secretary settles each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings import approving, remarking
from meetings.choices import RemarkState
from meetings.models import MinutesRelease
from tests.meetings.recorded import Recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorded():
    found = Recorded()
    found.circulate()
    return found


def suggest(recorded, wording="Omówiono szkolenia w Płocku.", number="1.2", seat=0):
    return remarking.remark(recorded.awaited(seat), number=number, text="", wording=wording)


def text_of(recorded, position=0):
    return recorded.blocks()[position].text


def test_a_member_proposes_another_wording_by_the_link(recorded, client):
    secret = recorded.awaited().secret
    page = f"/minutes/{secret}/remark/1.2/"
    assert "Omówiono szkolenia w Radomiu." in client.get(page).content.decode()

    answer = client.post(page, {"wording": "Omówiono szkolenia w Płocku.", "text": "Pomyłka"})

    made = recorded.awaited().remarks.get()
    assert answer.status_code == 302
    assert (made.number, made.kind, made.quoted) == (
        "1.2",
        "suggestion",
        "Omówiono szkolenia w Radomiu.",
    )
    assert "Omówiono szkolenia w Płocku." in client.get(f"/minutes/{secret}/").content.decode()


def test_looking_at_the_form_changes_nothing(recorded, client):
    client.get(f"/minutes/{recorded.awaited().secret}/remark/1.2/")
    assert not recorded.awaited().remarks.exists()
    assert recorded.awaited().answered_at is None


def test_neither_words_nor_another_wording_is_no_remark(recorded, client):
    page = f"/minutes/{recorded.awaited().secret}/remark/1.2/"
    words = {"wording": "Omówiono szkolenia w Radomiu.", "text": ""}
    answer = client.post(page, words).content.decode()
    assert "Napisz uwagę albo zmień brzmienie akapitu." in answer
    assert not recorded.awaited().remarks.exists()


def test_a_reserved_paragraph_cannot_be_remarked_on(recorded, client):
    secret = recorded.awaited(3).secret
    assert client.get(f"/minutes/{secret}/remark/2.2/").status_code == 404
    with pytest.raises(remarking.NoSuchParagraph):
        suggest(recorded, number="2.2", seat=3)


def test_case_data_is_kept_out_of_remarks(recorded, client):
    page = f"/minutes/{recorded.awaited().secret}/remark/1.2/"
    answer = client.post(page, {"wording": "", "text": "PESEL 44051401359"}).content.decode()
    assert "44051401359" in answer
    assert not recorded.awaited().remarks.exists()


def test_an_accepted_wording_goes_into_the_text_and_not_into_what_was_sent(recorded):
    made = suggest(recorded)
    before = recorded.awaited().release.frozen

    remarking.settle(made, RemarkState.ACCEPTED, by=recorded.by)

    assert text_of(recorded) == "Zespół przyjął porządek obrad.\n\nOmówiono szkolenia w Płocku."
    assert recorded.blocks()[0].revisions.first().by == recorded.by
    assert MinutesRelease.objects.get().frozen == before


def test_a_wording_for_a_labelled_paragraph_keeps_its_label(recorded):
    made = suggest(recorded, "Tylko dla innych urzędów.", number="2.2")
    remarking.settle(made, RemarkState.ACCEPTED, by=recorded.by)
    assert "[TLP:AMBER+STRICT]\nTylko dla innych urzędów." in text_of(recorded, 1)


def test_two_wordings_of_one_paragraph_do_not_overwrite_each_other(recorded):
    first, second = suggest(recorded), suggest(recorded, "Omówiono szkolenia w Siedlcach.", seat=1)
    remarking.settle(first, RemarkState.ACCEPTED, by=recorded.by)

    with pytest.raises(remarking.ParagraphChanged):
        remarking.settle(second, RemarkState.ACCEPTED, by=recorded.by)

    remarking.settle(second, RemarkState.ACCEPTED, put_in=False, by=recorded.by)
    assert "Płocku" in text_of(recorded)


def test_a_rejection_needs_its_reason_on_the_page(recorded, client):
    made = suggest(recorded)
    client.force_login(recorded.by)
    page = f"/meetings/{recorded.meeting.pk}/minutes/remarks/{made.pk}/"
    answer = client.post(page, {"state": "rejected", "reason": ""})
    assert "Napisz, dlaczego uwaga jest odrzucona" in answer.content.decode()
    client.post(page, {"state": "rejected", "reason": "Było w Radomiu."})
    made.refresh_from_db()
    assert (made.state, made.reason) == ("rejected", "Było w Radomiu.")
    assert (
        "Było w Radomiu." in client.get(f"/minutes/{recorded.awaited().secret}/").content.decode()
    )


@pytest.mark.parametrize("state", ["accepted", "rejected", "withdrawn"])
@pytest.mark.parametrize("next_state", ["accepted", "rejected", "left"])
def test_a_settled_remark_stays_settled(recorded, state, next_state):
    made = suggest(recorded)
    made.state, made.reason = state, "bo tak"
    made.save()
    with pytest.raises(remarking.NoRemark):
        remarking.settle(made, next_state, reason="x", by=recorded.by)


def test_what_was_left_to_the_meeting_can_still_be_settled(recorded):
    made = suggest(recorded)
    remarking.settle(made, RemarkState.LEFT, by=recorded.by)
    assert remarking.settle(made, RemarkState.ACCEPTED, by=recorded.by).state == "accepted"


def test_a_member_withdraws_his_own_remark_only_while_it_is_open(recorded, client):
    made = suggest(recorded)
    other = recorded.awaited(1).secret
    assert client.post(f"/minutes/{other}/withdraw/{made.pk}/").status_code == 404
    client.post(f"/minutes/{recorded.awaited().secret}/withdraw/{made.pk}/")
    made.refresh_from_db()
    assert made.state == RemarkState.WITHDRAWN
    with pytest.raises(remarking.NoRemark):
        remarking.withdraw(made)


def test_a_remark_after_its_day_is_refused_with_its_sentence(recorded, client):
    yesterday = timezone.localdate() - timedelta(days=1)
    MinutesRelease.objects.update(remarks_until_on=yesterday)
    with pytest.raises(remarking.AnswerTooLate):
        suggest(recorded)
    page = client.get(f"/minutes/{recorded.awaited().secret}/").content.decode()
    assert "Czas na uwagi minął." in page


def test_a_remark_to_the_whole_is_kept_once(recorded, client):
    page = f"/minutes/{recorded.awaited().secret}/"
    client.post(page, {"remark": "Brakuje daty."})
    client.post(page, {"remark": "Brakuje daty i miejsca."})
    assert [one.text for one in recorded.awaited().remarks.all()] == ["Brakuje daty i miejsca."]
    client.post(page, {"remark": ""})
    assert recorded.awaited().remarks.get().state == RemarkState.WITHDRAWN


def test_only_officers_see_the_remarks_of_all(recorded, client):
    suggest(recorded, "Uwaga-kanarek.")
    page = f"/meetings/{recorded.meeting.pk}/minutes/remarks/"
    client.force_login(recorded.by)
    assert "Uwaga-kanarek" in "".join(
        piece.text
        for _m, pieces, _f in client.get(page).context["open_remarks"]
        for piece in pieces
    )
    client.force_login(recorded.world.members[1])
    assert client.get(page).status_code == 403
    own = client.get(f"/meetings/{recorded.meeting.pk}/minutes/read/").content.decode()
    assert "kanarek" not in own


def test_the_list_of_remarks_asks_as_much_for_many(recorded, client, django_assert_max_num_queries):
    client.force_login(recorded.by)
    page = f"/meetings/{recorded.meeting.pk}/minutes/remarks/"
    for number in range(12):
        suggest(recorded, f"Brzmienie {number}.", seat=number % 4)
    assert approving.unsettled(recorded.meeting).count() == 12
    client.get(page)
    with django_assert_max_num_queries(22):
        client.get(page)
