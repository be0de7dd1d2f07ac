"""The guard finds data of people and leaves numbers of other kinds alone."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination import case_data, case_numbers

ACCOUNT = "61109010140000071219812874"


def kinds(text):
    return [finding.kind for finding in case_data.find(text)]


def with_pesel_checksum(ten):
    weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]
    check = -sum(int(digit) * weight for digit, weight in zip(ten, weights, strict=True)) % 10
    return f"{ten}{check}"


def card(letters, digits):
    """Return an identity card number whose first digit is its right checksum."""
    for check in range(10):
        if case_numbers.card_is_valid(letters, f"{check}{digits}"):
            return f"{letters}{check}{digits}"
    raise AssertionError("every number has a checksum")


def passport(letters, digits):
    for check in range(10):
        if case_numbers.passport_is_valid(letters, f"{check}{digits}"):
            return f"{letters}{check}{digits}"
    raise AssertionError("every number has a checksum")


PESEL = with_pesel_checksum("9001011234")
GROUPED = f"{PESEL[:6]} {PESEL[6:]}"


@pytest.mark.parametrize(
    "text",
    [
        PESEL,
        f"PESEL: {PESEL}.",
        f"PESEL:{PESEL}",
        f"nr {PESEL}, Warszawa",
        f"({PESEL})",
        GROUPED,
        f"{PESEL[:6]}-{PESEL[6:]}",
        f"PESEL{PESEL}",
        f"pesel={PESEL};",
        f"{PESEL[:6]}\u00a0{PESEL[6:]}",
        f"Notatka. {PESEL}",
        f"1) {PESEL}",
        f"tel. 22 123 45 67, {PESEL}",
    ],
)
def test_pesel_is_found_however_it_is_written(text):
    assert kinds(text) == ["pesel"]


@pytest.mark.parametrize(
    "text",
    [
        str(int(PESEL) + 1),
        f"{PESEL}1",
        "12345678901",
        "99999999999",
        "Dz.U. 2011 nr 98 poz. 570",
        "sygn. BMP-0667-2-7/2011/MJ",
        "zarządzenie nr 23 z 2026-03-01",
        "tel. 22 695 61 11",
        "NIP 5252248481, REGON 012345678",
        "spotkanie 03.03.2026 10:00-12:00",
        "1 250 000 zł w 2026 r.",
        "",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert kinds(text) == []


@given(st.integers(0, 99), st.integers(1, 12), st.integers(1, 28), st.integers(0, 9999))
def test_every_valid_pesel_is_found(year, month, day, serial):
    number = with_pesel_checksum(f"{year:02d}{month:02d}{day:02d}{serial:04d}")

    assert kinds(f"dane: {number}") == ["pesel"]


@pytest.mark.parametrize("template", ["{}", "dowód {}", "dow. os. {}, wydany", "dowód: {}"])
@pytest.mark.parametrize("spelling", ["ABS812345", "ABS 812345", "abs812345", "ABS-812345"])
def test_identity_card_with_a_right_checksum_is_found(template, spelling):
    right = card("ABS", "12345")
    text = template.format(spelling.replace("812345", right[3:]))

    assert kinds(text) == ["card"]


@pytest.mark.parametrize("spelling", ["{}", "paszport {}", "paszport nr {}"])
def test_passport_with_a_right_checksum_is_found(spelling):
    assert kinds(spelling.format(passport("ZS", "000017"))) == ["passport"]


def test_known_specimens_prove_the_checksums():
    assert case_numbers.card_is_valid("ABA", "300000")
    assert case_numbers.passport_is_valid("ZS", "0000177")


def test_card_with_a_wrong_checksum_is_left_alone():
    right = card("ABS", "12345")
    wrong = f"ABS{(int(right[3]) + 1) % 10}12345"

    assert kinds(f"pismo {wrong}") == []


@pytest.mark.parametrize(
    "text",
    [
        ACCOUNT,
        f"PL{ACCOUNT}",
        "61 1090 1014 0000 0712 1981 2874",
        "PL61 1090 1014 0000 0712 1981 2874",
        "konto: 61 1090 1014 0000 0712 1981 2874.",
    ],
)
def test_bank_account_is_found(text):
    assert kinds(text) == ["account"]


def test_bank_account_with_a_wrong_checksum_is_left_alone():
    assert kinds("62 1090 1014 0000 0712 1981 2874") == []


@pytest.mark.parametrize(
    "text",
    [
        "600100200",
        "600 100 200",
        "600-100-200",
        "+48 600 100 200",
        "0048600100200",
        "tel. 795 111 222.",
        "tel.:512345678",
        "+380 67 123 45 67",
        "+84 91 234 56 78",
        "Telefon sygnalisty: 600 123 456",
        "kontakt do pani z Radomia: 600.123.456",
        "600.123.456.",
        "600 12 34 56",
        "600-12-34-56",
    ],
)
def test_mobile_and_foreign_numbers_are_found(text):
    assert kinds(text) == ["phone"]


@pytest.mark.parametrize(
    "text",
    [
        "22 695 61 11",
        "(22) 628 01 20",
        "+48 22 628 01 20",
        "800 120 002",
        "112",
        "47 721 20 11",
        "+20 000 000 zł",
        "sygn. 600 123 456",
        "sygnatura akt: 600 123 456",
        "600.123.456 zł",
        "adres 60.123.45.67, wersja 600.123.456.7",
    ],
)
def test_office_numbers_are_left_alone(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "ofiara Jan Kowalski zeznała",
        "Ofiarą jest Anna Nowak.",
        "pokrzywdzona: Maria Wiśniewska",
        "Świadek pani Olena Kovalenko",
        "podejrzany o imieniu Adam Zieliński",
        "Łucja Żak jako pokrzywdzona",
    ],
)
def test_name_beside_a_role_is_found(text):
    assert kinds(text) == ["name"]


@pytest.mark.parametrize(
    "text",
    [
        "Pomoc ofiarom handlu ludźmi w Polsce",
        "Identyfikacja ofiar: Komenda Główna Policji",
        "Ofiary Handlu Ludźmi – Fundacja La Strada",
        "Jan Kowalski przedstawił statystykę",
        "Krajowe Centrum Interwencyjno-Konsultacyjne dla ofiar handlu ludźmi",
        "wsparcie ofiar. Maria Nowak otworzyła dyskusję",
        "Program wsparcia świadków Mazowiecki Urząd Wojewódzki",
    ],
)
def test_ordinary_sentences_are_left_alone(text):
    assert kinds(text) == []


def test_findings_come_in_the_order_of_the_text_and_do_not_overlap():
    text = f"tel. 600 100 200, PESEL {PESEL}, konto {ACCOUNT}"

    found = case_data.find(text)

    assert [finding.kind for finding in found] == ["phone", "pesel", "account"]
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_sentence_shown_to_the_writer_repeats_no_data():
    assert PESEL not in case_data.sentence(case_data.find(f"PESEL {PESEL}"))


@given(st.text(max_size=400))
def test_any_text_can_be_looked_through(text):
    case_data.find(text)


@pytest.mark.parametrize(
    "piece", ["1 ", "a ", "Anna ", "ofiara ", "ofiara i ", "61 1090 ", "AB1", "-"]
)
def test_long_texts_take_no_time(piece):
    began = time.monotonic()
    case_data.find(piece * 40_000)

    assert time.monotonic() - began < 3
