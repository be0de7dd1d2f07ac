"""Silent addressees are reminded, asked once more, and then others are told; that is the end."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from coordination.choices import HandlingLabel
from coordination.models import Delivery
from coordination.working_days import WARSAW
from exchange import request_reminding, requesting
from exchange.models import RequestReminder
from tests.exchange.asking import Asking

pytestmark = pytest.mark.django_db

SENT = datetime(2026, 3, 2, 10, tzinfo=WARSAW)
DUE = date(2026, 3, 20)  # a Friday


@pytest.fixture
def side():
    with time_machine.travel(SENT, tick=False):
        yield Asking()


def at(day, hour=9):
    return datetime.combine(day, time(hour), WARSAW)


def written_at(moment):
    """Keep what is due at a moment; return the addresses that were written to."""
    before = set(Delivery.objects.values_list("pk", flat=True))
    request_reminding.keep_due(moment)
    return sorted(Delivery.objects.exclude(pk__in=before).values_list("recipient", flat=True))


def ask(side, label=HandlingLabel.UNITS, **more):
    return side.ask(label, days=(DUE - SENT.date()).days, **more)


def test_three_days_before_and_on_the_working_day_after_the_silent_are_asked(side):
    request = ask(side, institutions=(side.ngo, side.inspection))
    side.answer(request, side.inspection, side.inspector)

    assert written_at(at(date(2026, 3, 16))) == []
    assert written_at(at(date(2026, 3, 17))) == [side.helper.email]
    assert written_at(at(date(2026, 3, 20))) == []
    assert written_at(at(date(2026, 3, 23), 7)) == []
    assert written_at(at(date(2026, 3, 23))) == [side.helper.email]


def test_after_five_working_days_the_asker_and_the_common_secretary_are_told_once(side):
    ask(side, institutions=(side.ngo,))
    written_at(at(date(2026, 3, 23)))

    told = written_at(at(date(2026, 3, 27)))

    assert told == sorted([side.officer.email, side.coordinator.email])
    assert written_at(at(date(2026, 12, 1))) == []
    assert not RequestReminder.objects.filter(sent_at=None).exists()


def test_letter_to_the_secretary_names_institutions_and_neither_subject_nor_page(side):
    request = ask(side, institutions=(side.ngo,))
    written_at(at(date(2026, 3, 27)))
    letter = Delivery.objects.filter(recipient=side.coordinator.email).get()

    words = letter.subject + letter.text + letter.html
    assert "Fundacja" in letter.text
    assert "Puławach" not in words
    assert request.get_absolute_url() not in words


def test_under_the_strict_label_nobody_outside_learns_of_the_request(side):
    ask(side, HandlingLabel.INSTITUTIONS, institutions=(side.ngo,))

    assert written_at(at(date(2026, 3, 27))) == [side.officer.email]


def test_secretary_of_a_team_without_both_institutions_is_not_told(side):
    ask(side, institutions=(side.far,))

    assert written_at(at(date(2026, 3, 27))) == [side.officer.email]


def test_nobody_is_asked_after_the_request_is_closed(side):
    requesting.close(ask(side), by=side.officer)

    assert written_at(at(date(2026, 3, 27))) == []


def test_second_sweep_writes_nothing_more(side):
    ask(side, institutions=(side.ngo,))

    assert written_at(at(date(2026, 3, 17))) == [side.helper.email]
    assert written_at(at(date(2026, 3, 17))) == []


def test_new_person_of_the_institution_is_asked_instead_of_the_one_who_left(side):
    ask(side, institutions=(side.ngo,))
    mandate = side.helper.mandates.get()
    mandate.until_on = timezone.localdate() - timedelta(days=1)
    mandate.save()
    newcomer = side.sits(side.ngo, "Nowa Osoba", deputy=1)

    assert written_at(at(date(2026, 3, 17))) == [newcomer.email]
