"""Answers by link, in the desk and entered by the secretary; deputies."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings import answering, convening, quorum
from meetings.choices import Answer, AnswerChannel
from meetings.models import Meeting, RsvpEvent
from teams.choices import DeputyRule
from tests import factories
from tests.meetings.calendar_texts import event_of
from tests.meetings.world import World, invitee_of, letters

pytestmark = pytest.mark.django_db


def answer(invitee, what=Answer.ACCEPTED, **more):
    return answering.record_answer(invitee, what, via=AnswerChannel.LINK, **more)


def test_opening_the_link_changes_nothing():
    world = World()
    invitee = invitee_of(world.convened(), world.members[0])
    for _time in range(3):
        assert Client().get(invitee.get_answer_path()).status_code == 200
        assert Client().head(invitee.get_answer_path()).status_code in (200, 405)
    invitee.refresh_from_db()
    assert invitee.answer == Answer.NONE
    assert RsvpEvent.objects.count() == 0


@pytest.mark.parametrize("what", [Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED])
def test_the_link_answers_with_one_button(what):
    world = World()
    invitee = invitee_of(world.convened(), world.members[0])
    page = Client().post(invitee.get_answer_path(), {"answer": what, "comment": "od 11"})
    assert page.status_code == 302
    invitee.refresh_from_db()
    assert (invitee.answer, invitee.answer_comment, invitee.answered_via) == (what, "od 11", "link")


def test_the_link_speaks_the_language_of_its_reader():
    world = World()
    guest = world.guest(world.convened(), language="en")
    assert b"Send the answer" in Client().get(guest.get_answer_path()).content


def test_a_link_dies_with_the_invitation_the_mandate_and_the_meeting():
    world = World()
    meeting = world.convened()
    removed, former, last = (invitee_of(meeting, user) for user in world.members)
    convening.remove_invitee(removed, reason="", by=world.coordinator)
    assert Client().get(removed.get_answer_path()).status_code == 404
    world.mandates[1].until_on = timezone.localdate() - timedelta(days=1)
    world.mandates[1].save()
    assert Client().get(former.get_answer_path()).status_code == 404
    Meeting.objects.update(
        starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1)
    )
    page = Client().post(last.get_answer_path(), {"answer": Answer.ACCEPTED})
    last.refresh_from_db()
    assert last.answer == Answer.NONE
    assert page.status_code == 200


def test_a_link_of_one_meeting_answers_for_no_other_person():
    world = World()
    meeting = world.convened()
    first, second, _third = (invitee_of(meeting, user) for user in world.members)
    Client().post(first.get_answer_path(), {"answer": Answer.ACCEPTED, "invitee": second.pk})
    second.refresh_from_db()
    assert second.answer == Answer.NONE


def test_a_cancelled_meeting_takes_no_answer():
    world = World()
    meeting = world.convened()
    invitee = invitee_of(meeting, world.members[0])
    convening.cancel(meeting, reason="przerwa", by=world.coordinator)
    with pytest.raises(answering.AnswersClosed):
        answer(invitee)


def test_every_answer_stays_in_the_history():
    world = World()
    invitee = invitee_of(world.convened(), world.members[0])
    answer(invitee, Answer.TENTATIVE)
    answer(invitee, Answer.ACCEPTED, comment="jednak tak")
    assert [event.answer for event in invitee.events.order_by("pk")] == ["tentative", "accepted"]


def test_an_answer_raises_no_sequence():
    world = World()
    meeting = world.convened()
    answer(invitee_of(meeting, world.members[0]))
    meeting.refresh_from_db()
    assert meeting.sequence == 0


def test_an_appointed_deputy_is_invited_by_the_same_answer():
    world = World()
    deputy = factories.mandate(world.mandates[0].seat, deputy=1, appointing_act="pismo 9/2026")
    meeting = world.convened()
    principal = invitee_of(meeting, world.members[0])
    page = Client().post(
        principal.get_answer_path(), {"answer": Answer.DELEGATED, "deputy": deputy.pk}
    )
    assert page.status_code == 302
    principal.refresh_from_db()
    invited = invitee_of(meeting, deputy.user)
    assert principal.answer == Answer.DELEGATED
    assert (invited.substitute_for, invited.authorisation) == (principal, "pismo 9/2026")
    entry = event_of(letters(meeting, recipient=deputy.user.email)[0].calendar)
    assert any("DELEGATED-FROM" in line and principal.email in line for line in entry["ATTENDEE"])


def test_a_new_person_needs_name_address_and_authorisation():
    world = World()
    principal = invitee_of(world.convened(), world.members[0])
    facts = {"answer": Answer.DELEGATED, "deputy": "new", "deputy_name": "Nowa Osoba"}
    page = Client().post(principal.get_answer_path(), facts)
    assert page.status_code == 200
    assert "Nowa Osoba" in page.content.decode()  # nothing typed is lost
    assert page.content.decode().count("Potrzebne, gdy przychodzi inna osoba.") == 4
    facts |= {"deputy_email": "nowa@example.org", "authorisation": "upoważnienie 7/2026"}
    assert Client().post(principal.get_answer_path(), facts).status_code == 302
    assert letters(recipient="nowa@example.org")


def test_rules_may_allow_appointed_deputies_only():
    world = World(deputies=DeputyRule.APPOINTED)
    principal = invitee_of(world.convened(), world.members[0])
    assert "deputy_name" not in Client().get(principal.get_answer_path()).content.decode()
    with pytest.raises(answering.DeputyNotAllowed):
        answering.send_deputy(
            principal,
            via=AnswerChannel.LINK,
            name="Obca Osoba",
            email="obca@example.org",
            authorisation="ustnie",
        )


def test_a_deputy_who_is_invited_already_is_refused():
    world = World()
    meeting = world.convened()
    first, second, _third = world.members
    with pytest.raises(answering.DeputyAlreadyInvited):
        answering.send_deputy(
            invitee_of(meeting, first),
            via=AnswerChannel.LINK,
            name=second.full_name,
            email=second.email,
            authorisation="pismo",
        )


def test_whoever_comes_after_all_frees_his_deputy():
    world = World()
    meeting = world.convened()
    principal = invitee_of(meeting, world.members[0])
    deputy = answering.send_deputy(
        principal,
        via=AnswerChannel.LINK,
        name="Nowa Osoba",
        email="nowa@example.org",
        authorisation="pismo",
    )
    answer(principal)
    deputy.refresh_from_db()
    assert deputy.removed_at is not None
    assert letters(meeting, recipient=deputy.email)[-1].calendar_method == "CANCEL"


def test_another_deputy_takes_the_place_of_the_first():
    world = World()
    meeting = world.convened()
    principal = invitee_of(meeting, world.members[0])
    for name in ("pierwsza", "druga"):
        answering.send_deputy(
            principal,
            via=AnswerChannel.LINK,
            name=f"Osoba {name}",
            email=f"{name}@example.org",
            authorisation="pismo",
        )
    standing = meeting.invitees.current().filter(substitute_for=principal)
    assert [one.email for one in standing] == ["druga@example.org"]


def test_a_removed_deputy_gives_the_place_back():
    world = World()
    meeting = world.convened()
    principal = invitee_of(meeting, world.members[0])
    deputy = answering.send_deputy(
        principal, via=AnswerChannel.LINK, name="A B", email="ab@example.org", authorisation="x"
    )
    convening.remove_invitee(deputy, reason="", by=world.coordinator)
    principal.refresh_from_db()
    assert principal.answer == Answer.NONE


def test_an_incomplete_deputy_is_refused_by_the_operation_too():
    world = World()
    principal = invitee_of(world.convened(), world.members[0])
    with pytest.raises(ValidationError):
        answering.send_deputy(principal, via=AnswerChannel.APP, name="A B", email="ab@example.org")


def test_the_secretary_enters_an_answer(signed_in):
    world = World()
    meeting = world.convened()
    invitee = invitee_of(meeting, world.members[0])
    address = reverse("meetings:answer-for-invitee", args=[meeting.pk, invitee.pk])
    assert signed_in(world.coordinator).post(address, {"answer": "declined"}).status_code == 302
    invitee.refresh_from_db()
    event = invitee.events.get()
    assert (event.via, event.by) == (AnswerChannel.SECRETARY, world.coordinator)
    assert signed_in(world.members[1]).post(address, {"answer": "accepted"}).status_code == 403


def test_a_person_answers_in_the_desk_for_himself_only(signed_in):
    world = World()
    meeting = world.convened()
    address = reverse("meetings:answer-in-app", args=[meeting.pk])
    signed_in(world.members[0]).post(address, {"answer": "accepted"})
    assert invitee_of(meeting, world.members[0]).answer == Answer.ACCEPTED
    assert invitee_of(meeting, world.members[1]).answer == Answer.NONE
    assert signed_in(world.coordinator).post(address, {"answer": "accepted"}).status_code == 404


# --- quorum ---------------------------------------------------------------------------------


def forecast(meeting):
    invitees = list(meeting.invitees.current())
    day = timezone.localdate(meeting.starts_at)
    ((team, found),) = quorum.forecasts(meeting, invitees, day)
    assert team == meeting.team
    return found


def test_the_forecast_counts_seats_and_says_whom_to_call():
    world = World(members=5, vacant=2)
    meeting = world.convened()
    first, second, third, fourth, fifth = (invitee_of(meeting, user) for user in world.members)
    answer(first)
    answer(second)
    answer(third, Answer.TENTATIVE)
    answer(fourth, Answer.DECLINED)
    found = forecast(meeting)
    assert (found.counting, found.needed, found.vacant) == (7, 4, 2)
    assert (len(found.certain), len(found.declined)) == (2, 1)
    assert [state.invitee for state in found.to_call] == [fifth, third]
    assert not found.is_certain
    assert found.is_possible


def test_a_deputy_speaks_for_the_seat():
    world = World(members=2)
    meeting = world.convened()
    principal = invitee_of(meeting, world.members[0])
    deputy = answering.send_deputy(
        principal, via=AnswerChannel.APP, name="A B", email="ab@example.org", authorisation="x"
    )
    assert [state.speaker for state in forecast(meeting).silent] == [
        deputy,
        invitee_of(meeting, world.members[1]),
    ]
    answer(deputy)
    assert len(forecast(meeting).certain) == 1


def test_guests_and_observers_do_not_count():
    world = World(members=2)
    meeting = world.convened()
    answer(world.guest(meeting))
    assert forecast(meeting).certain == []


@pytest.mark.parametrize(
    ("rule", "counting", "needed"),
    [
        ("half", 7, 4),
        ("half", 8, 4),
        ("more_than_half", 8, 5),
        ("more_than_half", 7, 4),
        ("none", 9, 0),
    ],
)
def test_the_rule_decides_how_many_are_needed(rule, counting, needed):
    assert World(members=1, quorum=rule).rules.seats_needed(counting) == needed
