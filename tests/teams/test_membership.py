"""Who fills which seat and office, from when: history is rows, never an overwrite."""

from datetime import date, timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from coordination import institutions, search
from coordination.choices import InstitutionLevel
from teams import finding, membership, permissions, roster
from teams.choices import Capacity, RoleName, SeatStanding
from teams.models import Mandate
from tests import factories

pytestmark = pytest.mark.django_db

SPRING, SUMMER, AUTUMN = date(2026, 3, 1), date(2026, 6, 1), date(2026, 10, 1)


def appoint(seat, user=None, capacity=Capacity.HOLDER, from_on=SPRING):
    user = user or factories.person()
    by = factories.person()
    return membership.appoint(
        seat, user=user, capacity=capacity, from_on=from_on, act="pismo 1", by=by
    )


def end(mandate, until_on=SUMMER):
    return membership.end_mandate(mandate, until_on=until_on, act="pismo 2", by=factories.person())


def hand_over(mandate, to, from_on=SUMMER):
    return membership.hand_over(
        mandate, to=to, from_on=from_on, act="pismo 3", by=factories.person()
    )


def verbs():
    entries = LogEntry.objects.order_by("pk").values_list("additional_data__verb", flat=True)
    return [verb for verb in entries if verb]


def test_seat_has_one_open_representative():
    seat = factories.seat()
    appoint(seat)

    with pytest.raises(ValidationError):
        appoint(seat)


def test_database_itself_refuses_a_second_representative():
    seat = factories.seat()
    factories.mandate(seat)

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.mandate(seat)


def test_person_does_not_fill_a_seat_twice():
    mandate = factories.mandate()

    with pytest.raises(ValidationError):
        appoint(mandate.seat, mandate.user, Capacity.DEPUTY)


def test_deputies_are_numbered_as_they_come():
    seat = factories.seat()

    deputies = [appoint(seat, capacity=Capacity.DEPUTY) for _number in range(3)]

    assert [deputy.capacity_order for deputy in deputies] == [1, 2, 3]


def test_nobody_is_appointed_to_a_seat_that_has_ended():
    seat = factories.seat(until_on=SPRING)

    with pytest.raises(membership.SeatEnded):
        appoint(seat, from_on=SUMMER)


def test_mandate_does_not_begin_before_its_seat():
    seat = factories.seat(from_on=SUMMER)

    with pytest.raises(ValidationError):
        appoint(seat, from_on=SPRING)


def test_new_representative_does_not_overlap_one_whose_end_is_known():
    seat = factories.seat()
    end(appoint(seat), AUTUMN)

    with pytest.raises(ValidationError):
        appoint(seat, from_on=SUMMER)


def test_representative_is_replaced_after_the_former_has_ended():
    seat = factories.seat()
    old = end(appoint(seat))
    new = appoint(seat, from_on=SUMMER + timedelta(days=1))

    holders = [roster.roster(seat.team, day)[0].holder for day in (SPRING, SUMMER, AUTUMN)]

    assert holders == [old, old, new]


def test_mandate_ends_once():
    mandate = end(appoint(factories.seat()))

    with pytest.raises(membership.MandateEnded):
        end(mandate)


def test_mandate_does_not_end_before_it_begins():
    with pytest.raises(ValidationError):
        end(appoint(factories.seat(), from_on=SUMMER), SPRING)


def test_same_person_comes_back_with_a_new_mandate():
    user, seat = factories.person(), factories.seat()
    end(appoint(seat, user))

    appoint(seat, user, from_on=AUTUMN)

    assert Mandate.objects.filter(user=user).count() == 2


def test_handing_over_is_one_step():
    old = appoint(factories.seat())
    successor = factories.person()

    new = hand_over(old, successor)

    old.refresh_from_db()
    assert old.until_on == SUMMER - timedelta(days=1)
    assert (new.user, new.from_on, new.capacity) == (successor, SUMMER, Capacity.HOLDER)


def test_deputy_who_takes_over_leaves_his_place():
    seat = factories.seat()
    old = appoint(seat)
    deputy = appoint(seat, capacity=Capacity.DEPUTY)

    hand_over(old, deputy.user)

    row = roster.roster(seat.team, AUTUMN)[0]
    assert (row.holder.user, row.deputies) == (deputy.user, [])


def test_deputy_appointed_that_very_day_takes_over_the_next_day_at_the_earliest():
    seat = factories.seat()
    old = appoint(seat)
    deputy = appoint(seat, capacity=Capacity.DEPUTY, from_on=SUMMER)

    with pytest.raises(ValidationError):
        hand_over(old, deputy.user, from_on=SUMMER)

    row = roster.roster(seat.team, AUTUMN)[0]
    assert (row.holder, row.deputies) == (old, [deputy])


def test_seat_is_not_handed_over_to_its_own_representative():
    mandate = appoint(factories.seat())

    with pytest.raises(membership.SamePerson):
        hand_over(mandate, mandate.user)


def test_handing_over_on_the_first_day_is_refused_whole():
    mandate = appoint(factories.seat(), from_on=SUMMER)

    with pytest.raises(ValidationError):
        hand_over(mandate, factories.person(), from_on=SUMMER)

    mandate.refresh_from_db()
    assert mandate.until_on is None


def test_rooms_above_are_told_of_a_hand_over(settings, monkeypatch):
    told = []
    monkeypatch.setattr("meetings.handover.follow", lambda *facts: told.append(facts))
    old, successor = appoint(factories.seat()), factories.person()

    new = hand_over(old, successor)

    assert [(one.pk, two.pk) for one, two, _by in told] == [(old.pk, new.pk)]


def test_ending_a_seat_ends_its_mandates():
    seat = factories.seat()
    appoint(seat)
    appoint(seat, capacity=Capacity.DEPUTY)

    membership.end_seat(seat, until_on=SUMMER, by=factories.person())

    assert set(seat.mandates.values_list("until_on", flat=True)) == {SUMMER}
    assert roster.roster(seat.team, AUTUMN) == []
    assert len(roster.roster(seat.team, SUMMER)) == 1


def test_seat_ends_once():
    seat = factories.seat()
    membership.end_seat(seat, until_on=SUMMER, by=factories.person())

    with pytest.raises(membership.SeatEnded):
        membership.end_seat(seat, until_on=AUTUMN, by=factories.person())


def test_seat_with_a_mandate_that_begins_later_is_refused_whole():
    seat = factories.seat()
    appoint(seat, from_on=AUTUMN)

    with pytest.raises(ValidationError):
        membership.end_seat(seat, until_on=SUMMER, by=factories.person())

    seat.refresh_from_db()
    assert seat.until_on is None


def test_institution_has_a_seat_of_one_title_once():
    seat = factories.seat()

    with pytest.raises(ValidationError):
        membership.add_seat(
            seat.team,
            institution=seat.institution,
            title="",
            standing=SeatStanding.VOTING,
            counts_to_quorum=True,
            from_on=SPRING,
            by=factories.person(),
        )


def test_team_has_one_chair_and_may_have_two_coordinators():
    team = factories.team()
    assign = {"from_on": SPRING, "act": "", "by": factories.person()}
    for role in (RoleName.CHAIR, RoleName.COORDINATOR, RoleName.COORDINATOR):
        membership.assign_role(team, user=factories.person(), role=role, **assign)

    with pytest.raises(ValidationError):
        membership.assign_role(team, user=factories.person(), role=RoleName.CHAIR, **assign)


def test_ended_role_gives_no_rights_the_next_day():
    team = factories.team()
    office = factories.role(team)
    membership.end_role(office, until_on=timezone.localdate(), by=factories.person())

    tomorrow = timezone.localdate() + timedelta(days=1)
    assert permissions.is_secretary_of(office.user, team)
    assert not permissions.is_secretary_of(office.user, team, tomorrow)


def test_role_ends_once():
    office = factories.role(factories.team())
    membership.end_role(office, until_on=timezone.localdate(), by=factories.person())

    with pytest.raises(membership.RoleEnded):
        membership.end_role(office, until_on=timezone.localdate(), by=factories.person())


def test_old_roster_shows_the_names_of_its_day():
    institution = factories.institution("Nazwa pierwsza")
    team = factories.team("Zespół pierwszy")
    factories.mandate(factories.seat(team, institution), from_on=date(2020, 1, 1))
    by = factories.person()
    for name, until_on in (("Nazwa druga", SPRING), ("Nazwa trzecia", SUMMER)):
        institutions.rename(institution, name=name, short="", until_on=until_on, by=by)
    team = membership.rename_team(team, name="Zespół drugi", until_on=SPRING, by=by)

    days = (SPRING, SPRING + timedelta(days=1), SUMMER, AUTUMN)

    assert [roster.roster(team, day)[0].institution_name for day in days] == [
        "Nazwa pierwsza",
        "Nazwa druga",
        "Nazwa druga",
        "Nazwa trzecia",
    ]
    assert [roster.name_on(team, day) for day in (SPRING, AUTUMN)] == [
        "Zespół pierwszy",
        "Zespół drugi",
    ]


def test_officers_of_a_day_stand_with_the_chair_first():
    team = factories.team()
    coordinator, chair = factories.role(team), factories.role(team, name=RoleName.CHAIR)
    factories.role(team, name=RoleName.SECRETARY, until_on=factories.yesterday())

    assert roster.officers(team, timezone.localdate()) == [chair, coordinator]


def test_roster_takes_as_many_queries_for_thirty_seats_as_for_three(django_assert_num_queries):
    small, large = factories.team(), factories.team()
    for team, size in ((small, 3), (large, 30)):
        for _number in range(size):
            factories.member_of(team)

    for team in (small, large):
        with django_assert_num_queries(3):
            rows = roster.roster(team, timezone.localdate())
            assert all(row.holder.user.full_name for row in rows)


def test_name_cannot_end_before_the_one_that_came_earlier():
    institution, team, by = factories.institution("A"), factories.team("A"), factories.person()
    institutions.rename(institution, name="B", short="", until_on=SUMMER, by=by)
    membership.rename_team(team, name="B", until_on=SUMMER, by=by)

    with pytest.raises(ValidationError):
        institutions.rename(institution, name="C", short="", until_on=SPRING, by=by)
    with pytest.raises(ValidationError):
        membership.rename_team(team, name="C", until_on=SPRING, by=by)


def test_renamed_team_is_found_by_both_names():
    team = factories.team("Pierwsza")
    membership.rename_team(team, name="Druga", until_on=SUMMER, by=factories.person())

    hits = [
        finding.find(factories.person(), search.Asked(query)) for query in ("pierwsza", "druga")
    ]

    assert [len(found) for found in hits] == [1, 1]


def test_institution_cannot_take_its_present_name():
    institution = factories.institution("Nazwa")

    with pytest.raises(institutions.SameName):
        institutions.rename(
            institution, name="Nazwa", short="", until_on=SPRING, by=factories.person()
        )


def test_two_national_institutions_do_not_share_a_name():
    factories.institution("Nazwa", level=InstitutionLevel.NATIONAL)
    other = factories.institution("Inna", level=InstitutionLevel.NATIONAL)

    with pytest.raises(ValidationError):
        institutions.rename(other, name="Nazwa", short="", until_on=SPRING, by=factories.person())


def test_every_change_is_one_deed_in_the_trail():
    seat, by = factories.seat(), factories.person()
    mandate = appoint(seat)
    hand_over(mandate, factories.person())
    office = membership.assign_role(
        seat.team, user=by, role=RoleName.CHAIR, from_on=SPRING, act="", by=by
    )
    membership.end_role(office, until_on=SUMMER, by=by)
    membership.put_rules_in_force(seat.team, facts={"from_on": SPRING}, by=by)

    assert verbs() == [
        "mandate.appointed",
        "mandate.ended",
        "mandate.appointed",
        "role.assigned",
        "role.ended",
        "rules.in_force",
    ]
