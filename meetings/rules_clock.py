"""The clock of the rules of procedure: what was due when, what was kept, and why not.

The rules in force when the meeting was convened count. A term that has passed lets an act through
only with a reason, which is written down once and printed on the certificate.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.refusals import Refused
from meetings.choices import Rule
from meetings.models import RuleBreach


class BreachNeedsReason(Refused):
    message = gettext_lazy("The rules of procedure set an earlier day. Give the reason.")


@dataclass
class Term:
    """One term of the rules at one meeting.

    `done_on` is None while the act is still to come. `state` is `kept`, `broken`, `running` or
    `overdue`.
    """

    rule: Rule
    days: int
    due_on: date
    done_on: date | None
    reason: str = ""
    today: date | None = None

    @property
    def state(self):
        if self.done_on is not None:
            return "kept" if self.done_on <= self.due_on else "broken"
        return "overdue" if (self.today or timezone.localdate()) > self.due_on else "running"


def due_days(meeting):
    """Return the day on which each act is due by the rules, or nothing without rules."""
    rules = meeting.rules
    if rules is None:
        return {}
    starts, ends = timezone.localdate(meeting.starts_at), timezone.localdate(meeting.ends_at)
    return {
        Rule.NOTICE: (rules.notice_days, starts - timedelta(days=rules.notice_days)),
        Rule.DOCUMENTS: (rules.document_days, starts - timedelta(days=rules.document_days)),
        Rule.MINUTES: (rules.minutes_days, ends + timedelta(days=rules.minutes_days)),
    }


def terms(meeting, today=None):
    """Return the terms of a convened meeting in order, with what became of each."""
    if meeting.rules is None:
        return []
    today = today or timezone.localdate()
    reasons = {breach.rule: breach.reason for breach in meeting.breaches.all()}
    if meeting.short_notice_reason:
        reasons.setdefault(Rule.NOTICE, meeting.short_notice_reason)
    done = {
        Rule.NOTICE: day_of(meeting.convened_at),
        Rule.DOCUMENTS: last_document_on(meeting),
        Rule.MINUTES: minutes_on(meeting),
    }
    found = [
        Term(rule, days, due, done[rule], reasons.get(rule, ""), today)
        for rule, (days, due) in due_days(meeting).items()
    ]
    # A meeting without documents has broken nothing.
    return [term for term in found if term.rule != Rule.DOCUMENTS or term.state != "overdue"]


def day_of(moment):
    return timezone.localdate(moment) if moment else None


def last_document_on(meeting):
    """Return the day on which the last document was put on the table, None without any."""
    last = meeting.documents.on_the_table().aggregate(last=Max("document__versions__added_at"))
    return day_of(last["last"])


def minutes_on(meeting):
    if not meeting.has_record:
        return None
    first = meeting.minutes.releases.order_by("number").first()
    return day_of(first.released_at) if first else None


def would_break(meeting, rule, today=None):
    """Whether doing an act today comes after the day that the rules set for it."""
    if meeting.is_draft:
        return False
    due = due_days(meeting).get(rule)
    return due is not None and (today or timezone.localdate()) > due[1]


def let_pass(meeting, rule, reason, *, by):
    """Write down why a term was not kept.

    Raises:
        BreachNeedsReason: The term is broken and there is no reason.
    """
    if not would_break(meeting, rule):
        return None
    if meeting.breaches.filter(rule=rule).exists() and not reason:
        return None
    if not reason:
        raise BreachNeedsReason
    return RuleBreach.objects.create(meeting=meeting, rule=rule, reason=reason, noted_by=by)


def sentence(term):
    """Say what became of a term."""
    words = {
        "kept": _("kept"),
        "broken": _("not kept"),
        "running": _("still to come"),
        "overdue": _("overdue"),
    }
    return words[term.state]
