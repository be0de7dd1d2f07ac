"""The secretary sees his team's letters whole; an administrator sees envelopes only."""

import pytest

from coordination import outbox
from coordination.choices import DeliveryState, IncomingOutcome
from coordination.models import Delivery, IncomingMail
from tests import factories
from tests.coordination.letters import queued

pytestmark = pytest.mark.django_db

BODY = "Treść tylko dla zespołu"


@pytest.fixture
def team():
    return factories.team()


@pytest.fixture
def letter(team):
    row = queued(text=BODY, html=f"<p>{BODY}</p>", team_id=team.pk)
    Delivery.objects.filter(pk=row.pk).update(state=DeliveryState.FAILED, last_error="550 no user")
    return row


def page(browser, address):
    return browser.get(address).content.decode()


def test_secretary_sees_what_was_sent_to_whom_and_why_it_failed(signed_in, team, letter):
    text = page(signed_in(factories.secretary_of(team)), f"/mail/{letter.pk}/")

    assert all(one in text for one in (BODY, letter.recipient, "550 no user"))
    assert letter.message_id.strip("<>") in text


def test_administrator_sees_the_envelope_only(signed_in, letter):
    text = page(signed_in(factories.administrator()), f"/mail/{letter.pk}/")

    assert letter.recipient in text
    assert BODY not in text


def test_letter_of_another_team_is_not_listed(signed_in, letter):
    text = page(signed_in(factories.secretary_of(factories.team())), "/mail/")

    assert letter.recipient not in text


def test_failed_letter_is_sent_again_from_its_page(signed_in, team, letter):
    signed_in(factories.secretary_of(team)).post(f"/mail/{letter.pk}/again/")

    letter.refresh_from_db()
    assert letter.state == DeliveryState.PENDING


def test_letter_still_on_its_way_is_refused_with_its_own_sentence(signed_in, team):
    row = queued(team_id=team.pk)

    answer = signed_in(factories.secretary_of(team)).post(f"/mail/{row.pk}/again/")

    assert answer.status_code == 409
    assert answer.context["sentence"] == outbox.StillOnItsWay.message


def test_incoming_letter_is_shown_as_text_and_its_reading_is_written_down(signed_in, team):
    mail = IncomingMail.objects.create(
        raw=b"Subject: x\r\n\r\n<script>alert(1)</script>",
        sha256="1",
        team_id=team.pk,
        outcome=IncomingOutcome.UNREADABLE,
    )
    browser = signed_in(factories.secretary_of(team))

    text = page(browser, f"/mail/incoming/{mail.pk}/")
    browser.post(f"/mail/incoming/{mail.pk}/settle/")

    mail.refresh_from_db()
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text
    assert mail.settled_at is not None


def test_secret_of_a_personal_link_is_shown_to_nobody(signed_in, team):
    secret = "q" * 43
    text = f"Odpowiedź: https://desk.example.org/answer/{secret}/ i tyle."
    row = queued("with a link", text=text, team_id=team.pk)

    shown = page(signed_in(factories.secretary_of(team)), f"/mail/{row.pk}/")

    assert secret not in shown
    assert "/answer/…/" in shown
