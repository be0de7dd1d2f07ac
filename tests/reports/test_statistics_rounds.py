"""Rounds: whom they ask, the letters, reminders with an end, closing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coordination.models import Delivery
from reports.models import ReturnNudge, StatReturn
from reports.statistics import returning, rounds, tables
from reports.statistics.return_waiting import entries_for, rounds_for
from tests import factories
from tests.reports.statistics_world import Figures

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return Figures(institutions=2)


def letters(round, **wanted):
    return list(Delivery.objects.about(round).filter(**wanted).order_by("pk"))


def test_opening_writes_to_the_people_of_each_institution_once(world):
    round = world.open_round()

    reached = sorted(one.recipient for one in letters(round))
    assert reached == sorted(one.email for one in [*world.writers, *world.signatories])
    assert round.nudges.count() == 2 * len(rounds.STEPS)


def test_prepared_round_writes_to_nobody_and_is_seen_by_nobody_asked(world):
    round = world.prepared_round()

    assert letters(round) == []
    assert list(StatReturn.objects.visible_to(world.writers[0])) == []


def test_round_opens_once_and_only_with_somebody_asked(world):
    empty = world.prepared_round()
    for one in empty.returns.all():
        rounds.leave_out(one, by=world.secretary)
    with pytest.raises(rounds.NobodyIsAsked):
        rounds.open_round(empty, by=world.secretary)
    opened = world.open_round()

    with pytest.raises(rounds.RoundIsOpenAlready):
        rounds.open_round(opened, by=world.secretary)
    with pytest.raises(rounds.RoundIsOpenAlready):
        rounds.leave_out(opened.returns.first(), by=world.secretary)


def test_round_of_a_table_that_is_not_ready_does_not_open(world):
    round = world.prepared_round(table=world.draft_table())

    with pytest.raises(tables.TableIsNotReady):
        rounds.open_round(round, by=world.secretary)


def test_second_return_of_the_same_reporter_is_refused_with_its_name(world):
    round = world.open_round()
    one, place = world.institutions[0], world.places[0]
    new = factories.institution("Nowa")

    with pytest.raises(rounds.AskedAlready) as refusal:
        rounds.ask(round, [(new, None), (one, place)], by=world.secretary)

    assert f"{one.short_name} – mazowieckie" in str(refusal.value)
    assert round.returns.count() == 2


def test_second_return_about_the_country_is_refused_too(world):
    one = world.institutions[0]
    round = world.open_round(pairs=[(one, None)])

    with pytest.raises(rounds.AskedAlready):
        rounds.ask(round, [(one, None)], by=world.secretary)
    made = rounds.ask(round, [(one, world.places[1])], by=world.secretary)

    assert [str(row.territory) for row in made] == ["łódzkie"]


def test_institution_asked_about_many_territories_gets_one_letter(world):
    one = world.institutions[0]

    round = world.open_round(pairs=[(one, place) for place in world.places])

    assert len(letters(round, recipient=world.writers[0].email)) == 1


def test_institution_asked_later_is_written_to_at_once(world):
    round = world.open_round(pairs=[(world.institutions[0], None)])
    before = len(letters(round))

    rounds.ask(round, [(world.institutions[1], None)], by=world.secretary)

    assert len(letters(round)) == before + 2
    assert round.nudges.count() == 2 * len(rounds.STEPS)


def test_reminders_go_to_the_silent_alone_and_have_an_end(world):
    round = world.open_round()
    world.filed(world.of(round, 0), 0)
    Delivery.objects.about(round).delete()
    last = rounds.moment_of(round.due_on, rounds.STEPS[-1])

    written = [rounds.keep_due(rounds.moment_of(round.due_on, step)) for step in rounds.STEPS]
    again = rounds.keep_due(last + timedelta(days=400))

    assert written == [2] * len(rounds.STEPS)
    assert again == 0
    reached = {one.recipient for one in letters(round)}
    assert reached == {world.writers[1].email, world.signatories[1].email}


def test_late_sweep_keeps_several_promises_with_one_letter(world):
    round = world.open_round(pairs=[(world.institutions[0], None)])
    Delivery.objects.about(round).delete()

    written = rounds.keep_due(rounds.moment_of(round.due_on, 1))

    assert written == 2
    assert ReturnNudge.objects.filter(settled_at__isnull=True).count() == 2


def test_draft_does_not_end_the_reminders(world):
    round = world.open_round(pairs=[(world.institutions[0], None)])
    world.prepared(world.of(round))

    assert rounds.keep_due(rounds.moment_of(round.due_on, -3)) == 2


def test_closing_ends_the_reminders_and_takes_nothing_any_more(world):
    round = world.open_round()
    one = world.prepared(world.of(round))
    rounds.close_round(round, by=world.secretary)

    assert rounds.keep_due(rounds.moment_of(round.due_on, 10)) == 0
    with pytest.raises(returning.RoundIsOver):
        returning.file(one, by=world.signatories[0])
    with pytest.raises(returning.RoundIsOver):
        world.filled(one, SEX_F="5", SEX_T="7", T_F="9", T_T="11")
    with pytest.raises(rounds.RoundIsClosed):
        rounds.ask(round, [(factories.institution(), None)], by=world.secretary)
    with pytest.raises(rounds.RoundIsNotOpen):
        rounds.close_round(round, by=world.secretary)


def test_what_was_filed_is_accepted_after_the_round_was_closed(world):
    round = world.open_round()
    one = world.filed(world.of(round))
    rounds.close_round(round, by=world.secretary)

    assert returning.accept(one, by=world.secretary).state == "accepted"
    with pytest.raises(returning.RoundIsOver):
        returning.give_back(one, reason="Za późno", by=world.secretary)


def test_secretary_asks_again_once_in_twelve_hours_and_only_the_silent(world):
    round = world.open_round()
    world.filed(world.of(round, 0), 0)
    nobody = factories.institution("Bez ludzi")
    rounds.ask(round, [(nobody, None)], by=world.secretary)

    nudge = rounds.ask_again(round, world.institutions[1], by=world.secretary)

    assert (nudge.letters, nudge.missing) == (2, 1)
    with pytest.raises(rounds.AskedJustNow):
        rounds.ask_again(round, world.institutions[1], by=world.secretary)
    with pytest.raises(rounds.NothingIsMissing):
        rounds.ask_again(round, world.institutions[0], by=world.secretary)
    with pytest.raises(rounds.NobodyToWriteTo):
        rounds.ask_again(round, nobody, by=world.secretary)


def test_letters_carry_no_figure_and_no_reason(world):
    round = world.open_round()
    one = world.filed(world.of(round), SEX_F="77431", SEX_T="77433", T_F="77433", T_T="77437")
    returning.give_back(one, reason="Proszę sprawdzić wzrost", by=world.secretary)
    rounds.keep_due(rounds.moment_of(round.due_on, 0))

    text = "".join(f"{one.subject}{one.text}{one.html}" for one in letters(round))

    assert text
    assert "7743" not in text
    assert "wzrost" not in text


def test_each_sees_in_the_list_of_things_to_do_what_waits_for_him(world):
    round = world.open_round()
    world.prepared(world.of(round, 0), 0)
    world.filed(world.of(round, 1), 1)

    def parts(user):
        return [[words for words, _tone in one.parts] for one in rounds_for(user)]

    assert parts(world.writers[0]) == []
    assert parts(world.signatories[0]) == [["do podpisu: 1"]]
    assert parts(world.writers[1]) == []
    assert parts(world.secretary) == [["do oceny: 1"]]
    returning.give_back(world.of(round, 1), reason="Popraw", by=world.secretary)
    assert parts(world.writers[1]) == [["do poprawienia: 1"]]
    assert [one.title for one in entries_for(world.writers[1])] == [round.title]
    assert parts(factories.person()) == []


def test_overdue_is_counted_from_the_last_day(world):
    yesterday = timezone.localdate() - timedelta(days=1)
    round = world.open_round(due=yesterday)

    assert round.nudges.filter(due_at__lt=timezone.now()).count() == 0
    assert world.filed(world.of(round)).state == "filed"
