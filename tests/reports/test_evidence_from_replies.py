"""A reply to a request for information becomes evidence by the act of who wrote it."""

import pytest
from django.urls import reverse

from coordination.choices import HandlingLabel
from exchange import audiences, requesting
from exchange.request_choices import ReplyKind
from reports import evidence_from_replies
from reports.models import Evidence
from tests import factories
from tests.coordination import files
from tests.exchange.asking import in_days
from tests.reports.world import Plan, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return Plan(tasks=1, institutions=1)


@pytest.fixture
def contribution(plan):
    return plan.contribution(plan.open_cycle())


def answered(institution, by, *, kind=ReplyKind.ANSWERED, uploaded=None):
    """Return what somebody answered to a request of another institution."""
    asker = factories.institution()
    request = requesting.ask(
        audiences.Choice(HandlingLabel.INSTITUTIONS, institutions=(institution,)),
        source=asker,
        title="Ile szkoleń?",
        text="Prosimy o liczbę.",
        ground="Porozumienie",
        due_on=in_days(9),
        shares_replies=False,
        by=post(asker, "contributor"),
    )
    row = request.replies.get()
    answer = {"kind": kind, "text": "Było ich pięć", "uploaded": uploaded}
    return requesting.reply(row, **answer, based_on=0, by=by)


def text_of(version):
    with version.file.open("rb") as file:
        return file.read().decode()


def test_words_of_an_answer_are_kept_as_a_text(plan, contribution):
    reply = answered(plan.institutions[0], plan.writers[0])

    made = evidence_from_replies.attach_reply(contribution, reply, by=plan.writers[0])

    assert text_of(made.version) == "Było ich pięć"
    assert "szkoleń" not in made.version.document.title


def test_file_of_an_answer_is_taken_over_as_it_is(plan, contribution):
    file = files.upload("tabela.csv", b"1;2")
    reply = answered(plan.institutions[0], plan.writers[0], uploaded=file)

    made = evidence_from_replies.attach_reply(contribution, reply, by=plan.writers[0])

    assert made.version.document == reply.document
    assert text_of(made.version) == "1;2"


def test_nobody_takes_over_what_another_person_or_institution_answered(plan, contribution):
    colleague = post(plan.institutions[0], "contributor")
    elsewhere = factories.institution()
    post(elsewhere, "contributor", plan.writers[0])
    others = answered(plan.institutions[0], colleague)
    of_another = answered(elsewhere, plan.writers[0])
    only_noted = answered(plan.institutions[0], plan.writers[0], kind=ReplyKind.NOTED)

    for reply in (others, of_another, only_noted):
        with pytest.raises(evidence_from_replies.NotYourReply):
            evidence_from_replies.attach_reply(contribution, reply, by=plan.writers[0])
    assert not Evidence.objects.exists()


def test_page_offers_ones_own_answers_and_takes_one_over(plan, contribution, client):
    own = answered(plan.institutions[0], plan.writers[0])
    foreign = answered(plan.institutions[0], post(plan.institutions[0], "contributor"))
    client.force_login(plan.writers[0])
    address = reverse("reports:evidence-from-reply", args=[contribution.pk])

    page = client.get(address).content.decode()
    refused = client.post(address, {"reply": foreign.pk})
    client.post(address, {"reply": own.pk})

    assert page.count('name="reply"') == 1
    assert refused.status_code == 200
    assert Evidence.objects.get().contribution == contribution
