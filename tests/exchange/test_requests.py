"""Requests for information: who is asked, who answers, who reads whose answer."""

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination import search
from coordination.choices import HandlingLabel
from coordination.models import Delivery
from exchange import finding_requests, permissions, requesting, waiting
from exchange.models import InformationRequest, RequestReply
from exchange.request_choices import ReplyKind
from tests import factories
from tests.coordination import files
from tests.exchange.asking import Asking, in_days
from tests.exchange.world import readers

pytestmark = pytest.mark.django_db

ADDRESSEES = {"helper", "inspector", "distant"}
ASKERS = {"officer", "colleague"}


@pytest.fixture
def side():
    return Asking()


def letters_to(user):
    return Delivery.objects.filter(recipient=user.email)


def test_each_addressee_gets_a_row_and_a_letter_without_the_subject(side):
    request = side.ask()

    rows = [(row.institution, row.kind) for row in request.replies.all()]
    assert rows == [(side.ngo, ""), (side.inspection, ""), (side.far, "")]
    for user in (side.helper, side.inspector, side.distant):
        letter = letters_to(user).get()
        assert "Puławach" not in letter.subject + letter.text + letter.html
        assert "migdałach" not in letter.text + letter.html
    assert not letters_to(side.officer).exists()


@pytest.mark.parametrize(
    ("label", "units"), [(HandlingLabel.INSTITUTIONS, set()), (HandlingLabel.UNITS, {"in_unit"})]
)
def test_label_decides_who_reads_the_request(side, label, units):
    request = side.ask(label, institutions=(side.ngo, side.unit))

    readers_of = readers(request, side.everybody)

    assert readers_of == ASKERS | {"helper", "in_unit"}
    narrow = side.ask(label, source=side.ngo, by=side.helper, institutions=(side.police,))
    assert readers(narrow, side.everybody) == {"helper"} | ASKERS | units


def test_nobody_reads_the_answer_of_another_addressee(side):
    request = side.ask()
    reply = side.answer(request, side.ngo, side.helper)

    assert readers(reply, side.everybody) == ASKERS | {"helper"}


def test_asker_may_let_addressees_read_each_other(side):
    reply = side.answer(side.ask(shares=True), side.ngo, side.helper)

    assert readers(reply, side.everybody) == ASKERS | ADDRESSEES


def canaries_seen_by(client, user, request):
    """Return which words of the request and of the NGO's answer a person meets anywhere."""
    client.force_login(user)
    seen = ""
    addresses = [
        reverse("exchange:request-list"),
        f"{reverse('exchange:request-list')}?of=us",
        request.get_absolute_url(),
        "/waiting/",
        "/search/?q=szkole%C5%84",
        "/search/?q=pistacj",
    ]
    for address in addresses:
        seen += client.get(address).content.decode()
    return {word for word in ("Puławach", "pistacjowych") if word in seen}


@pytest.mark.parametrize("label", [HandlingLabel.UNITS, HandlingLabel.INSTITUTIONS])
def test_words_reach_only_whom_they_may(side, client, label):
    request = side.ask(label)
    side.answer(request, side.ngo, side.helper)

    seen = {name: canaries_seen_by(client, user, request) for name, user in side.everybody.items()}

    everything, question, nothing = {"Puławach", "pistacjowych"}, {"Puławach"}, set()
    expected = dict.fromkeys(seen, nothing)
    expected |= dict.fromkeys(ASKERS | {"helper"}, everything)
    expected |= dict.fromkeys({"inspector", "distant"}, question)
    assert seen == expected


def test_pages_of_other_answers_are_not_found(side, client):
    request = side.ask()
    reply = side.answer(
        request, side.ngo, side.helper, uploaded=files.upload("a.txt", "treść".encode())
    )
    addresses = [
        reverse("exchange:request-reply", args=[request.pk, reply.pk]),
        reverse("exchange:request-file", args=[request.pk, reply.pk]),
    ]

    got = {}
    for name in ("helper", "officer", "inspector", "coordinator", "stranger"):
        client.force_login(side.everybody[name])
        got[name] = [client.get(address).status_code for address in addresses]

    assert got == {
        "helper": [200, 200],
        "officer": [403, 200],
        "inspector": [404, 404],
        "coordinator": [404, 404],
        "stranger": [404, 404],
    }


def test_who_may_answer_and_who_may_manage(side):
    request = side.ask()
    row = side.row(request, side.ngo)

    may = {name for name, user in side.everybody.items() if permissions.can_reply(user, row)}
    manage = {
        name
        for name, user in side.everybody.items()
        if permissions.can_manage_request(user, request)
    }

    assert (may, manage) == ({"helper"}, ASKERS)


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (ReplyKind.NOTED, {"text": ""}),
        (ReplyKind.ANSWERED, {}),
        (ReplyKind.PARTLY, {}),
        (ReplyKind.NOT_HELD, {"text": ""}),
        (ReplyKind.REFUSED, {"basis": "art. 5"}),
    ],
)
def test_each_kind_of_answer_is_kept_and_the_asker_told(side, kind, facts):
    reply = side.answer(side.ask(), side.ngo, side.helper, kind, **facts)

    assert (reply.kind, reply.replied_by) == (kind, side.helper)
    letter = letters_to(side.officer).get()
    assert "pistacjowych" not in letter.text + letter.html + letter.subject


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (ReplyKind.ANSWERED, {"text": " "}),
        (ReplyKind.PARTLY, {"text": ""}),
        (ReplyKind.REFUSED, {"basis": ""}),
        (ReplyKind.REDIRECTED, {}),
    ],
)
def test_answer_without_what_its_kind_needs_is_refused(side, kind, facts):
    with pytest.raises(requesting.Incomplete):
        side.answer(side.ask(), side.ngo, side.helper, kind, **facts)


def test_corrected_answer_keeps_what_was_said_before(side):
    request = side.ask()
    side.answer(request, side.ngo, side.helper, text="Cztery")
    reply = side.answer(request, side.ngo, side.helper, text="Pięć")

    assert reply.text == "Pięć"
    assert [one.text for one in reply.rounds.all()] == ["Pięć", "Cztery"]
    assert letters_to(side.officer).count() == 2


def test_named_institution_can_be_asked_too(side):
    request = side.ask(institutions=(side.ngo,))
    side.answer(request, side.ngo, side.helper, "redirected", redirected_to=side.inspection)

    requesting.ask_also(request, side.inspection, by=side.officer)

    assert "inspector" in readers(request, side.everybody)
    assert letters_to(side.inspector).count() == 1
    for institution in (side.inspection, side.police):
        with pytest.raises(requesting.AskedAlready):
            requesting.ask_also(request, institution, by=side.officer)


def test_closed_request_takes_no_answer_and_tells_the_silent(side):
    request = side.ask()
    side.answer(request, side.ngo, side.helper)
    told = letters_to(side.helper).count()

    requesting.close(request, by=side.officer)

    assert letters_to(side.helper).count() == told
    assert letters_to(side.inspector).count() == 2
    with pytest.raises(requesting.Closed):
        side.answer(request, side.inspection, side.inspector)
    assert waiting.entries_for(side.inspector) == []


def test_file_with_case_data_is_refused_and_the_answer_not_recorded(side):
    request = side.ask()
    file = files.upload("a.txt", b"ofiara Anna Nowak")

    with pytest.raises(ValidationError):
        side.answer(request, side.ngo, side.helper, uploaded=file)

    assert side.row(request, side.ngo).kind == ""


def test_odd_requests_are_refused_and_nothing_goes_out(side):
    for days in (0, 1000, 2_900_000):
        with pytest.raises(requesting.DayIsPast):
            side.ask(days=days)
    with pytest.raises(requesting.NobodyElse):
        side.ask(institutions=(side.police,))

    assert InformationRequest.objects.count() == Delivery.objects.count() == 0


def test_form_sends_shows_readers_first_and_keeps_what_was_typed(side, client):
    client.force_login(side.officer)
    address = reverse("exchange:request-add")
    typed = {
        "source": f"institution:{side.police.pk}",
        "title": "Pytanie",
        "text": "Ile?",
        "ground": "Porozumienie",
        "due_on": in_days(9).isoformat(),
        "label": "institutions",
        "institutions": [side.ngo.pk, side.inspection.pk],
    }

    shown = client.post(address, typed | {"act": "reach"}).content.decode()
    wrong = client.post(address, typed | {"due_on": "2020-01-01"}).content.decode()
    case = client.post(address, typed | {"text": "Ofiara Anna Nowak"}).content.decode()
    assert not InformationRequest.objects.exists()
    sent = client.post(address, typed)

    assert "Fundacja" in shown
    assert 'value="Pytanie"' in wrong
    assert 'name="guard_replace" value="text"' in case
    request = InformationRequest.objects.get()
    assert sent.url == request.get_absolute_url()
    assert request.replies.count() == 2


def test_reading_is_audited_and_search_finds_it_for_readers_only(side, client):
    request = side.ask()
    client.force_login(side.helper)
    client.get(request.get_absolute_url())

    entry = LogEntry.objects.get(additional_data__verb="read", actor=side.helper)
    assert entry.object_pk == str(request.pk)
    found = {
        name: len(finding_requests.find(user, search.Asked("szkolenia")))
        for name, user in side.everybody.items()
    }
    assert {name for name, number in found.items() if number} == ASKERS | ADDRESSEES


def test_it_waits_for_the_addressee_until_somebody_answers(side):
    request = side.ask()
    colleague = side.sits(side.ngo, "Druga Osoba", deputy=1)
    assert len(waiting.entries_for(colleague)) == 1

    side.answer(request, side.ngo, side.helper, "noted", text="")

    assert waiting.entries_for(colleague) == waiting.entries_for(side.helper) == []
    assert len(waiting.entries_for(side.inspector)) == 1


def test_whoever_leaves_the_institution_reads_and_answers_no_more(side):
    request = side.ask()
    mandate = side.helper.mandates.get()
    mandate.until_on = factories.yesterday()
    mandate.save()

    assert "helper" not in readers(request, side.everybody)
    assert not RequestReply.objects.visible_to(side.helper).exists()


def test_number_of_questions_does_not_grow_with_the_addressees(
    side, client, django_assert_max_num_queries
):
    many = tuple(factories.institution() for _number in range(25))
    for one in many:
        side.sits(one, "Ktoś")
    request = side.ask(institutions=many)
    client.force_login(side.officer)
    client.get(request.get_absolute_url())

    with django_assert_max_num_queries(40):
        client.get(request.get_absolute_url())
    with django_assert_max_num_queries(32):
        client.get(f"{reverse('exchange:request-list')}?of=us")
