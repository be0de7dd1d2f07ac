"""Deadlines are read as plans print them; what names no day gives none."""

from datetime import date

import pytest

from reports import deadlines


@pytest.mark.parametrize(
    ("printed", "day", "kind"),
    [
        ("31.12.2026", date(2026, 12, 31), "one_off"),
        ("do 2026-06-30", date(2026, 6, 30), "one_off"),
        ("30 czerwca 2026 r.", date(2026, 6, 30), "one_off"),
        ("grudzień 2026", date(2026, 12, 31), "one_off"),
        ("luty 2028", date(2028, 2, 29), "one_off"),
        ("IV kwartał 2026", date(2026, 12, 31), "one_off"),
        ("II kwartał 2027 r.", date(2027, 6, 30), "one_off"),
        ("2025-2027", date(2027, 12, 31), "one_off"),
        ("2014–2015", date(2015, 12, 31), "one_off"),
        ("zadanie ciągłe", None, "continuous"),
        ("na bieżąco", None, "continuous"),
        ("corocznie, do 31.03.2027", date(2027, 3, 31), "periodic"),
        ("wkrótce", None, ""),
        ("31.02.2026", None, ""),
        ("", None, ""),
    ],
)
def test_deadline_is_read(printed, day, kind):
    assert (deadlines.day_of(printed), deadlines.kind_of(printed)) == (day, kind)
