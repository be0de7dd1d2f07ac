"""No form lets case data in; who has the right may insist with a reason."""

import pytest
from auditlog.models import LogEntry
from django import forms

from coordination.forms import InstitutionForm
from coordination.guarded_forms import GuardedForm
from teams.forms import RulesForm
from tests import factories
from tests.coordination import files

pytestmark = pytest.mark.django_db

CASE = "PESEL 90010112349"


class NoteForm(GuardedForm):
    unguarded_fields = {"reference"}

    note = forms.CharField()
    other = forms.CharField(required=False)
    reference = forms.CharField(required=False)


def overrides():
    return list(LogEntry.objects.filter(additional_data__verb="guard.overridden"))


def test_finding_stands_beside_its_field_and_keeps_what_was_typed():
    form = NoteForm({"note": CASE, "other": "fine"}, user=factories.person())

    assert list(form.errors) == ["note"]
    assert "90010112349" not in str(form.errors)
    assert CASE in str(form["note"])


def test_clean_text_passes():
    assert NoteForm({"note": "Sprawozdanie za 2026"}, user=None).is_valid()


def test_reference_numbers_are_not_looked_at():
    assert NoteForm({"note": "x", "reference": "90010112349"}, user=None).is_valid()


def test_nobody_insists_without_the_right():
    form = NoteForm({"note": CASE, "guard_reason": "numer pisma"}, user=factories.person())

    assert not form.is_valid()
    assert "guard_reason" not in form.fields
    assert overrides() == []


def test_right_without_a_reason_is_not_enough():
    user = factories.person(may_override_guard=True)

    assert not NoteForm({"note": CASE, "guard_reason": "  "}, user=user).is_valid()
    assert overrides() == []


def test_reason_lets_the_text_pass_and_is_in_the_audit_trail():
    user = factories.person(may_override_guard=True)

    assert NoteForm({"note": CASE, "guard_reason": "numer pisma"}, user=user).is_valid()

    entry = overrides()[0]
    assert entry.actor == user
    assert entry.additional_data["fields"] == ["note"]
    assert entry.additional_data["reason"] == "numer pisma"
    assert "90010112349" not in str(entry.additional_data)


def test_reason_is_not_written_while_the_form_has_other_mistakes():
    user = factories.person(may_override_guard=True)
    form = NoteForm({"note": "", "other": CASE, "guard_reason": "numer pisma"}, user=user)

    assert not form.is_valid()
    assert overrides() == []


def test_reason_itself_cannot_carry_case_data():
    user = factories.person(may_override_guard=True)

    assert not NoteForm({"note": CASE, "guard_reason": f"to jest {CASE}"}, user=user).is_valid()


@pytest.mark.parametrize(
    ("form", "field"),
    [(InstitutionForm, "name"), (InstitutionForm, "short"), (RulesForm, "legal_basis")],
)
def test_forms_of_models_are_guarded_too(form, field):
    assert field in form({field: CASE}, user=factories.person()).errors


def test_button_takes_the_data_out_and_saves_nothing_yet():
    form = NoteForm({"note": f"Sprawa: {CASE}", "guard_replace": "note"}, user=factories.person())

    assert not form.is_valid()
    assert form["note"].value() == "Sprawa: PESEL [numer usunięty]"
    assert list(form.errors) == ["note"]
    assert form.findings == {}


def test_text_without_the_data_is_accepted_at_the_next_saving():
    assert NoteForm({"note": "Sprawa: PESEL [numer usunięty]"}, user=None).is_valid()


def test_button_of_another_form_or_of_no_field_changes_nothing():
    for name in ("other-note", "guard_reason", "", "reference"):
        form = NoteForm({"note": "x", "guard_replace": name}, user=None)

        assert form["note"].value() == "x"


def test_button_finds_its_field_under_a_prefix():
    form = NoteForm(
        {"a-note": CASE, "guard_replace": "a-note"}, user=factories.person(), prefix="a"
    )

    assert not form.is_valid()
    assert form["note"].value() == "PESEL [numer usunięty]"


def test_button_stands_beside_the_field_that_needs_it():
    form = NoteForm({"note": CASE, "other": "fine"}, user=factories.person())

    page = str(form)

    assert page.count('name="guard_replace"') == 1
    assert 'name="guard_replace" value="note"' in page


class FileForm(GuardedForm):
    file = forms.FileField()


def test_reason_goes_with_the_file_only_for_who_has_the_right():
    for person, expected in (
        (factories.person(may_override_guard=True), "numer pisma"),
        (factories.person(), ""),
    ):
        file = files.upload("a.txt", CASE.encode())
        form = FileForm({"guard_reason": "numer pisma"}, {"file": file}, user=person)

        assert form.is_valid()
        assert getattr(form.cleaned_data["file"], "guard_reason", "") == expected
