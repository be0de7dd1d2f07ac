"""One unique word in every text of a draft: nobody outside its institution comes upon it (S2)."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from auditlog.models import LogEntry
from django.test import Client

from coordination.models import Delivery
from reports import contributing, reviewing
from reports.choices import Answer
from reports.models import Activity
from tests import factories
from tests.coordination import files
from tests.reports.world import Plan

pytestmark = pytest.mark.django_db
WORDS = ["box", "reason", "belongs", "activity", "place", "evidence", "spent"]
SPENT = "774422.31"


def word(name):
    return SPENT if name == "spent" else f"kanarek{name}"


class Cage:
    """Two institutions with the same tasks; the first is writing about the first task."""

    def __init__(self):
        self.plan = Plan(tasks=2, institutions=2)
        self.cycle = self.plan.open_cycle()
        self.own = self.plan.contribution(self.cycle, 0)
        by = self.plan.writers[0]
        facts = {
            "answer": Answer.DONE,
            "reason": word("reason"),
            "belongs_to": word("belongs"),
            "self_rating": "",
            "spent": Decimal(SPENT),
        }
        contributing.save_answer(self.own, facts, based_on=0, by=by)
        box = self.plan.form.boxes.get(key="done")
        contributing.save_box(self.own, box, text=word("box"), based_on=0, by=by)
        activity = Activity(
            kind="training",
            title=word("activity"),
            place=word("place"),
            held_on=date(2026, 1, 9),
        )
        contributing.save_activity(self.own, activity, partners=[], by=by)
        file = files.upload(f"{word('evidence')}.txt", b"x")
        self.evidence = contributing.attach(self.own, file, title=word("evidence"), by=by)
        for indicator in self.own.task.indicators.all():
            contributing.save_value(self.own, indicator, state="unknown", value=None, by=by)
        self.insiders = [self.plan.writers[0], self.plan.signatories[0]]
        self.outside = {
            "secretary": self.plan.secretary,
            "chair": self.plan.chair,
            "another writer": self.plan.writers[1],
            "another signatory": self.plan.signatories[1],
            "national member": factories.member_of(self.plan.team),
            "former": factories.former_member_of(self.plan.team),
            "stranger": factories.person(),
            "administrator": factories.administrator(),
            "anonymous": None,
        }

    def texts_for(self, user):
        """Everything the desk gives a person about the cycle, as one text."""
        browser = Client(raise_request_exception=False)
        if user is not None:
            browser.force_login(user)
        root = self.cycle.get_absolute_url()
        own = self.own.get_absolute_url()
        keys = [self.plan.reporter(place).key for place in (0, 1)]
        addresses = ["/reports/", "/waiting/", "/search/?q=kanarek", root, own]
        addresses += [f"{root}{part}/" for part in ("office", "figures", "review")]
        addresses += [f"{root}review/?state={state}" for state in ("draft", "submitted")]
        addresses += [f"{root}reporters/{key}/" for key in keys]
        addresses += [f"{root}reporters/{key}/workbook/" for key in keys]
        addresses += [f"{own}{part}/" for part in ("return", "waive", "reopen", "evidence/add")]
        addresses += [f"{own}evidence/{self.evidence.pk}/"]
        addresses += [f"{own}rounds/{one.pk}/" for one in self.own.events.all()]
        addresses += [self.own.task.get_absolute_url(), self.plan.edition.get_absolute_url()]
        return "\n".join(read(browser.get(address)) for address in addresses)


def read(answer):
    if answer.status_code != 200:
        return ""
    octets = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if "spreadsheetml" in answer["Content-Type"]:
        sheet = openpyxl.load_workbook(io.BytesIO(octets)).active
        return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    text = octets.decode(errors="replace").replace("774422,31", SPENT)
    if "/search/?" in answer.wsgi_request.get_full_path():
        text = text.replace('value="kanarek"', "")
    return text + answer.get("Content-Disposition", "")


def found_in(text):
    return {name for name in WORDS if word(name) in text}


@pytest.fixture
def cage():
    return Cage()


def test_own_people_find_every_word_of_their_draft(cage):
    for user in cage.insiders:
        assert found_in(cage.texts_for(user)) == set(WORDS)


def test_nobody_else_comes_upon_a_draft(cage):
    leaks = {who: found_in(cage.texts_for(user)) for who, user in cage.outside.items()}

    assert leaks == {who: set() for who in cage.outside}


def test_prepared_for_signature_is_still_a_draft(cage):
    contributing.prepare(cage.own, by=cage.plan.writers[0])

    assert found_in(cage.texts_for(cage.plan.secretary)) == set()


def test_filed_is_read_by_the_officers_and_by_no_other_institution(cage):
    contributing.file(cage.own, by=cage.plan.signatories[0])

    found = {who: found_in(cage.texts_for(user)) for who, user in cage.outside.items()}

    readers = {who for who, words in found.items() if words}
    assert readers == {"secretary", "chair"}
    assert found["secretary"] == found["chair"] == set(WORDS)


def test_draft_written_after_a_return_is_inside_again(cage):
    contributing.file(cage.own, by=cage.plan.signatories[0])
    reviewing.give_back(
        cage.own,
        remarks={},
        reason="Popraw",
        correct_by_on=date(2099, 1, 1),
        by=cage.plan.secretary,
    )
    box = cage.plan.form.boxes.get(key="done")
    contributing.save_box(cage.own, box, text="kanarekdrugi", based_on=1, by=cage.plan.writers[0])

    assert "kanarekdrugi" not in cage.texts_for(cage.plan.secretary)
    assert "kanarekdrugi" in cage.texts_for(cage.plan.writers[0])


def test_letters_and_the_audit_trail_carry_no_word(cage):
    contributing.file(cage.own, by=cage.plan.signatories[0])
    reviewing.give_back(
        cage.own,
        remarks={"done": "kanarekbox"},
        reason="kanarekreason",
        correct_by_on=date(2099, 1, 1),
        by=cage.plan.secretary,
    )

    mail = "".join(one.subject + one.text + one.html for one in Delivery.objects.all())
    trail = "".join(f"{one.changes}{one.additional_data}" for one in LogEntry.objects.all())
    assert found_in(mail) == set()
    assert found_in(trail) - {"evidence"} == set()
