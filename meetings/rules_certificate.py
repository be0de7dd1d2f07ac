"""The certificate of the rules of procedure: one page for the file, as PDF."""

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coordination.templatetags.polish_dates import day_long, span
from meetings import joint, minutes_facts, papers, rules_clock, vote_counting
from meetings.models import Decision


def facts_of(meeting, today=None):
    """Gather what the certificate says, in the active language.

    Args:
        meeting: A convened meeting with rules of procedure.
        today: The day on which it is made, the local date by default.
    """
    today = today or timezone.localdate()
    rules = meeting.rules
    rows = [
        [
            str(term.rule.label).capitalize(),
            day_long(term.due_on),
            day_long(term.done_on) if term.done_on else "–",
            rules_clock.sentence(term),
            term.reason or "–",
        ]
        for term in rules_clock.terms(meeting, today)
    ]
    details = [
        [_("Meeting"), _("No. %(number)s") % {"number": meeting.signature}],
        [_("Date"), span(meeting.local_start, meeting.local_end)],
        [_("Rules in force from"), day_long(rules.from_on)],
        [_("Legal basis"), rules.legal_basis or _("no data")],
    ]
    return {
        "title": _("Certificate of the rules of procedure"),
        "team": joint.heading(meeting),
        "subject": meeting.title,
        "lang": get_language(),
        "details": details,
        "columns": [_("Term"), _("Due"), _("Done"), _("State"), _("Reason")],
        "rows": rows,
        "quorum": minutes_facts.quorum_sentence(meeting) if meeting.has_record else "",
        "decisions_heading": _("Quorum at each decision"),
        "decisions": [quorum_of(decision) for decision in decisions_of(meeting)],
        "made": _("Made on %(day)s from the record of the desk.") % {"day": day_long(today)},
        "label": _("Handling: %(label)s") % {"label": meeting.get_label_display()},
    }


def decisions_of(meeting):
    return (
        Decision.objects.filter(meeting=meeting).select_related("ballot").order_by("year", "number")
    )


def quorum_of(decision):
    words = _("No. %(number)s: %(present)d seats present, %(needed)d needed") % {
        "number": decision.signature,
        "present": decision.seats_present,
        "needed": decision.seats_needed,
    }
    if decision.ballot_id is None:
        return words
    return f"{words}. {vote_counting.sentence(decision.ballot)}"


def pdf(meeting):
    """Return the certificate as tagged PDF."""
    return papers.typeset("certificate.typ", facts_of(meeting))
