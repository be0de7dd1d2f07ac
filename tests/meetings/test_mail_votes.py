"""Votes by plain mail: believed from the right person with the right mark, else left alone."""

import re
from email.message import EmailMessage

import pytest
from django.conf import settings

from coordination import incoming
from coordination.choices import DeliveryState, IncomingOutcome
from coordination.models import Delivery, IncomingMail
from meetings import mail_votes, vote_closing, vote_letters
from meetings.choices import VoteChannel, VoteWord
from meetings.models import Vote, VoteRemark
from tests import factories
from tests.meetings.votes_world import circular, run_out, say, seat_of
from tests.meetings.world import World, letters

pytestmark = pytest.mark.django_db
OUTLOOK = "\n\nOd: Stół koordynacji\nWysłano: poniedziałek\nDo: Członek\nTemat: Głosowanie\n\nZA"


@pytest.fixture
def world():
    return World(members=2)


@pytest.fixture
def ballot(world):
    return circular(world)


def letter(ballot, mandate, text, *, sender=None, subject=None, html=False, **headers):
    """Return the octets of an answer to a ballot paper, as an office's program writes it."""
    voter = seat_of(ballot, mandate).voters.first()
    message = EmailMessage()
    message["From"] = sender or f"Jan Nadawca <{mandate.user.email}>"
    message["To"] = settings.DESK_EMAIL
    message["Subject"] = subject or f"Odp.: Głosowanie obiegowe {vote_letters.tag_of(voter)}"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text, subtype="html" if html else "plain")
    return message.as_bytes()


def receive(ballot, mandate, text, **more):
    return incoming.receive(letter(ballot, mandate, text, **more))


@pytest.mark.parametrize(
    ("text", "word", "reason"),
    [
        ("ZA", VoteWord.FOR, ""),
        ("za.", VoteWord.FOR, ""),
        ("  Przeciw\n\nBo za drogo.", VoteWord.AGAINST, "Bo za drogo."),
        ("PRZECIW – termin jest zbyt krótki", VoteWord.AGAINST, "termin jest zbyt krótki"),
        ("WSTRZYMUJĘ SIĘ", VoteWord.ABSTAINED, ""),
        ("wstrzymuje sie od glosu", VoteWord.ABSTAINED, ""),
        ("Dzień dobry,\nwstrzymuję się", VoteWord.ABSTAINED, ""),
        ("Szanowni Państwo,\n\nWitam,\nPRZECIW\nZa drogo.", VoteWord.AGAINST, "Za drogo."),
        ("ZA\n\n> Proszę głosować: ZA, PRZECIW", VoteWord.FOR, ""),
        ("ZA" + OUTLOOK, VoteWord.FOR, ""),
        ("PRZECIW\n\nW dniu 3.03.2026 o 10:00 Stół pisze:\n> ZA", VoteWord.AGAINST, ""),
        ("ZA\n-- \nJan Nadawca\nprzeciw handlowi ludźmi", VoteWord.FOR, ""),
        ("ZA\n## Proszę odpowiadać nad tą linią\nPRZECIW", VoteWord.FOR, ""),
    ],
)
def test_the_first_line_says_the_word_and_what_is_quoted_says_nothing(
    world, ballot, text, word, reason
):
    mail = receive(ballot, world.mandates[0], text)
    vote = Vote.objects.get()
    assert (mail.outcome, mail.team_id) == (IncomingOutcome.ACCEPTED, world.team.pk)
    assert (vote.word, vote.reason, vote.via) == (word, reason, VoteChannel.MAIL)


def test_an_html_letter_is_read_too(world, ballot):
    html = (
        "<html><head><style>p{}</style></head><body><p>PRZECIW</p><p>Za mało czasu.</p>"
        "<blockquote><p>ZA</p></blockquote></body></html>"
    )
    receive(ballot, world.mandates[0], html, html=True)
    assert (Vote.objects.get().word, Vote.objects.get().reason) == ("against", "Za mało czasu.")


def test_the_mark_may_stand_in_the_quoted_text_alone(world, ballot):
    tag = vote_letters.tag_of(seat_of(ballot, world.mandates[0]).voters.get())
    receive(ballot, world.mandates[0], f"ZA\n\n> Temat: {tag}", subject="Odp")
    assert Vote.objects.get().word == VoteWord.FOR


def test_remarks_to_points_are_kept_with_a_vote_and_without(world, ballot):
    receive(ballot, world.mandates[0], "ZA\nuwagi do pkt 3: skrócić termin\ndo dwóch dni")
    mail = receive(ballot, world.mandates[1], "Uwagi do punktu 1: dopisać datę")
    assert [(one.point, one.text) for one in VoteRemark.objects.all()] == [
        ("3", "skrócić termin\ndo dwóch dni"),
        ("1", "dopisać datę"),
    ]
    assert mail.outcome == IncomingOutcome.ACCEPTED
    assert Vote.objects.count() == 1


def test_a_confirmation_quotes_what_was_recorded(world, ballot):
    receive(ballot, world.mandates[0], "PRZECIW\nZbyt kosztowne.\nuwagi do pkt 2: skreślić")
    told = letters(ballot, key__startswith="ballot-confirmed")
    assert [one.recipient for one in told] == [world.members[0].email]
    for words in ("Głos: przeciw", "Zbyt kosztowne.", "Uwagi do pkt 2: skreślić"):
        assert words in told[0].text


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Jestem ZA, ale pod warunkiem zmiany terminu", IncomingOutcome.UNDECIDED),
        ("ZA, o ile policja się zgodzi", IncomingOutcome.UNDECIDED),
        ("nie jestem za", IncomingOutcome.UNDECIDED),
        ("ZA\nPRZECIW", IncomingOutcome.UNDECIDED),
        ("ZA PRZECIW", IncomingOutcome.UNDECIDED),
        ("Dzień dobry, proszę o telefon", IncomingOutcome.UNREADABLE),
        ("Jestem za, choć z wahaniem", IncomingOutcome.UNDECIDED),
        ("Dzień dobry,\njestem za, choć z wahaniem", IncomingOutcome.UNDECIDED),
        ("Szanowni Państwo,", IncomingOutcome.UNREADABLE),
        ("", IncomingOutcome.UNREADABLE),
        ("> ZA", IncomingOutcome.UNREADABLE),
        ("ZA\nSprawa osoby o numerze PESEL 44051401359", IncomingOutcome.QUARANTINED),
    ],
)
def test_what_is_doubtful_waits_for_the_secretary(world, ballot, signed_in, text, outcome):
    mail = receive(ballot, world.mandates[0], text)
    assert mail.outcome == outcome
    assert mail.reason
    assert Vote.objects.count() == 0
    assert not letters(ballot, key__startswith="ballot-confirmed")
    page = signed_in(world.coordinator).get(ballot.get_absolute_url()).content.decode()
    assert f"/mail/incoming/{mail.pk}/" in page
    assert mail in list(IncomingMail.objects.waiting_for_a_person())


def test_another_sender_with_the_right_mark_records_nothing(world, ballot):
    mail = receive(ballot, world.mandates[0], "ZA", sender=world.members[1].email)
    assert mail.outcome == IncomingOutcome.QUARANTINED
    assert mail.reason == "Nadawca nie jest osobą, do której wysłano tę kartę do głosowania."
    assert Vote.objects.count() == 0


def test_a_sender_who_names_two_addresses_records_nothing(world, ballot):
    raw = letter(ballot, world.mandates[0], "ZA")
    mail = incoming.receive(b"From: obcy@example.org\n" + raw)
    assert mail.outcome == IncomingOutcome.QUARANTINED
    assert Vote.objects.count() == 0


def test_a_mark_that_nobody_was_given_records_nothing(world, ballot):
    mail = receive(ballot, world.mandates[0], "ZA", subject="Odp.: [G-ABCDEFGHJK]")
    assert mail.reason == "Znak karty do głosowania jest nieznany; niczego nie zapisano."
    assert Vote.objects.count() == 0


def test_the_same_letter_twice_is_one_vote(world, ballot):
    raw = letter(ballot, world.mandates[0], "ZA")
    assert incoming.receive(raw) == incoming.receive(raw)
    again = receive(ballot, world.mandates[0], "ZA", Message_ID="<drugi@example.org>")
    assert again.outcome == IncomingOutcome.REPEATED
    assert again.reason == "Ten sam głos był już zapisany."
    assert Vote.objects.count() == 1
    assert len(letters(ballot, key__startswith="ballot-confirmed")) == 1


def test_another_word_by_another_letter_changes_the_vote(world, ballot):
    receive(ballot, world.mandates[0], "ZA")
    receive(ballot, world.mandates[0], "PRZECIW")
    assert list(Vote.objects.values_list("number", "word")) == [(1, "for"), (2, "against")]


def test_a_letter_after_the_deadline_is_told_so_and_counts_for_nothing(world, ballot):
    run_out(ballot)
    mail = receive(ballot, world.mandates[0], "ZA")
    assert mail.outcome == IncomingOutcome.STALE
    told = letters(ballot, key__startswith="ballot-not-taken")
    assert "Głosowanie jest zamknięte; tego głosu nie policzono." in told[0].text
    assert Vote.objects.count() == 0


def test_a_deputy_after_the_representative_is_told_so(world):
    deputy = factories.mandate(world.mandates[0].seat, deputy=1)
    ballot = circular(world)
    say(ballot, world.mandates[0], VoteWord.FOR)
    voter = seat_of(ballot, deputy).voters.get(user=deputy.user)
    receive(ballot, deputy, "PRZECIW", subject=vote_letters.tag_of(voter))
    assert Vote.objects.get().word == VoteWord.FOR
    assert "zastępca nie może tego zmienić" in (
        letters(ballot, key__startswith="ballot-not-taken")[0].text
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"X_Autoreply": "yes"},
    ],
)
def test_machines_never_vote(world, ballot, headers):
    mail = receive(ballot, world.mandates[0], "ZA", **headers)
    assert mail.outcome == IncomingOutcome.AUTOMATIC
    assert Vote.objects.count() == 0
    assert not letters(ballot, key__startswith="ballot-confirmed")


def test_a_ballot_paper_that_comes_back_is_a_bounce(world, ballot):
    ours = letters(ballot, recipient=world.members[0].email)[0]
    raw = letter(
        ballot,
        world.mandates[0],
        "ZA",
        sender="MAILER-DAEMON@example.org",
        In_Reply_To=ours.message_id,
    )
    assert incoming.receive(raw).outcome == IncomingOutcome.BOUNCE
    assert Delivery.objects.get(pk=ours.pk).state == DeliveryState.BOUNCED
    assert Vote.objects.count() == 0


def test_a_vote_for_named_persons_takes_no_mail(world):
    ballot = circular(world, label="persons")
    voter = seat_of(ballot, world.mandates[0]).voters.get()
    assert "ZA, PRZECIW" not in letters(ballot)[0].text
    mail = receive(ballot, world.mandates[0], "ZA", subject=vote_letters.tag_of(voter))
    assert mail.outcome == IncomingOutcome.QUARANTINED
    assert Vote.objects.count() == 0


def test_links_and_marks_are_hidden_from_whoever_reads_the_outbox(world, ballot, signed_in):
    for sent in letters(ballot):
        page = signed_in(world.coordinator).get(f"/mail/{sent.pk}/").content.decode()
        for voter in (one for seat in ballot.seats.all() for one in seat.voters.all()):
            assert voter.secret not in page


def test_our_own_letter_sent_back_untouched_says_nothing(world, ballot):
    sent = letters(ballot, recipient=world.members[0].email)[0]
    mail = receive(ballot, world.mandates[0], sent.text)
    assert mail.outcome == IncomingOutcome.UNREADABLE
    assert Vote.objects.count() == 0


def test_the_letter_says_how_to_answer_and_carries_its_mark(world, ballot):
    sent = letters(ballot, recipient=world.members[0].email)[0]
    assert re.search(mail_votes.MARK, sent.subject)
    assert "ZA, PRZECIW, WSTRZYMUJĘ SIĘ" in sent.text
    assert sent.text.startswith("##")


def test_the_result_of_mailed_votes_is_counted(world, ballot):
    receive(ballot, world.mandates[0], "ZA")
    receive(ballot, world.mandates[1], "ZA")
    assert vote_closing.close(run_out(ballot), by=world.coordinator).votes_for == 2
