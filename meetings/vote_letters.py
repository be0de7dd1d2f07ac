"""Letters of a circular vote: one function per letter, composed and not sent."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from coordination import outbox
from meetings import ics, vote_counting


def send(letter, ballot, voters, **more):
    """Queue the same kind of letter to everybody who may speak for a seat.

    Returns:
        How many letters that is.
    """
    letters = [letter(ballot, one, **more) for one in voters]
    outbox.send_all(letters)
    return len(letters)


def tag_of(voter):
    """Return the mark of a ballot paper in the subject of its letter: "[G-ABCDEFGHJK]"."""
    return f"[G-{voter.mail_token}]"


def travels(ballot):
    """Whether the words of the vote may go by mail, and so its answers come by mail."""
    return ballot.label in ics.TEXT_MAY_TRAVEL


def line_of_ours():
    """Return the line above which a reader answers; incoming mail is not read from it on."""
    return _("## Please answer above this line. What stands below is not read. ##")


def _letter(template, ballot, voter, key, **context):
    return outbox.compose(
        f"meetings/mail/{template}",
        voter.language,
        {
            "ballot": ballot,
            "voter": voter,
            "seat": voter.seat,
            "shows_text": travels(ballot),
            "tag": tag_of(voter),
            # Called while the letter is written, in the language of its reader.
            "line_of_ours": line_of_ours,
            "vote_url": settings.PUBLIC_URL + reverse("meetings:vote-by-link", args=[voter.secret]),
            "page_url": settings.PUBLIC_URL + ballot.get_absolute_url(),
            **context,
        },
        key=key,
        recipient=voter.email,
        recipient_name=voter.name,
        stream=f"ballot-voter:{voter.pk}",
        about=ballot,
        team_id=ballot.team_id,
    )


def asked(ballot, voter):
    """Send a ballot paper: text, deadline, a personal link, and how to answer by plain mail."""
    return _letter("vote_asked", ballot, voter, f"ballot:{ballot.pk}:{voter.pk}")


def reminded(ballot, voter):
    """Ask the people of a silent seat once more."""
    # Never gathered with others: it is answered by plain mail, by the mark in its own subject.
    return _letter("vote_reminded", ballot, voter, f"ballot-reminder:{ballot.pk}:{voter.pk}")


def confirmed(ballot, voter, mail, *, vote=None, remarks=()):
    """Quote to a person who answered by mail what was recorded."""
    return _letter(
        "vote_confirmed",
        ballot,
        voter,
        f"ballot-confirmed:{mail.pk}:{voter.pk}",
        vote=vote,
        remarks=remarks,
    )


def not_taken(ballot, voter, mail, sentence):
    """Say why a letter of the right person was not counted."""
    return _letter(
        "vote_not_taken",
        ballot,
        voter,
        f"ballot-not-taken:{mail.pk}:{voter.pk}",
        sentence=sentence,
    )


def closed(ballot, voter, decision=None):
    """Tell the result and how it came about; an adopted text has its number."""
    return _letter(
        "vote_closed",
        ballot,
        voter,
        f"ballot-closed:{ballot.pk}:{voter.pk}",
        decision=decision,
        # Called while the letter is written, in the language of its reader.
        sentence=lambda: vote_counting.sentence(ballot),
    )


def objected(ballot, voter, who):
    """Say that the text goes to a meeting after an objection, and whose."""
    return _letter(
        "vote_objected", ballot, voter, f"ballot-objected:{ballot.pk}:{voter.pk}", who=who
    )


def withdrawn(ballot, voter):
    """Say that the vote is called off, and why."""
    return _letter("vote_withdrawn", ballot, voter, f"ballot-withdrawn:{ballot.pk}:{voter.pk}")
