"""Letters about reporting: one function per letter, composed and not sent.

They say how much is asked and where, never what anybody wrote.
"""

from django.conf import settings
from django.urls import reverse

from coordination import outbox
from reports.reporters import people_of
from teams.choices import TeamLevel
from teams.models import Team


def send(letter, cycle, reporters, *, addressee=None, people=people_of, **context):
    """Queue one kind of letter to the people of several reporters.

    They belong to the mail of the national team, whose secretary sees which did not arrive.

    Args:
        letter: One of the functions below.
        cycle: The cycle it is about.
        reporters: Whom it is about.
        addressee: Whose people get it, where that is somebody else.
        people: Who speaks for a reporter, where that is not whoever writes and signs.
        context: What the letter needs besides.

    Returns:
        How many letters that is.
    """
    written = [
        letter(cycle, reporter, person, **context)
        for reporter in reporters
        for person in people(addressee or reporter)
    ]
    office = Team.objects.active().filter(level=TeamLevel.NATIONAL).values_list("pk", flat=True)
    team_id = office.order_by("-pk").first()
    for one in written:
        one.team_id = team_id
    outbox.send_all(written)
    return len(written)


def _letter(template, cycle, reporter, person, key, path, **context):
    return outbox.compose(
        f"reports/mail/{template}",
        person.language,
        {
            "cycle": cycle,
            "reporter": reporter,
            "person": person,
            "page_url": settings.PUBLIC_URL + path,
            **context,
        },
        key=key,
        recipient=person.email,
        recipient_name=person.full_name,
        stream=f"cycle:{cycle.pk}:{reporter.key}:{person.pk}",
        about=cycle,
    )


def own_page(cycle):
    return reverse("reports:cycle", args=[cycle.pk])


def opened(cycle, reporter, person):
    """Say that a cycle is open and what is asked."""
    key = f"cycle-opened:{cycle.pk}:{reporter.key}"
    return _letter("opened", cycle, reporter, person, key, own_page(cycle))


def reminded(cycle, reporter, person, *, nudge):
    """Ask once more for what is missing."""
    key = f"cycle-nudge:{nudge.pk}"
    letter = _letter("reminded", cycle, reporter, person, key, own_page(cycle), nudge=nudge)
    return outbox.gathering(letter)


def escalated(cycle, reporter, person, *, nudge):
    """Ask the superior institution for help."""
    path = reverse("reports:plan-detail", args=[cycle.edition_id])
    key = f"cycle-nudge:{nudge.pk}"
    return _letter("escalated", cycle, reporter, person, key, path, nudge=nudge)


def extended(cycle, reporter, person, *, until_on):
    """Say that there is more time."""
    key = f"cycle-extended:{cycle.pk}:{reporter.key}:{until_on}"
    path = own_page(cycle)
    return _letter("extended", cycle, reporter, person, key, path, until_on=until_on)


def returned(cycle, reporter, person, *, contribution, event):
    """Say that a contribution came back; its remarks stand on the page, not in the mail."""
    path = contribution.get_absolute_url()
    return _letter(
        "returned",
        cycle,
        reporter,
        person,
        f"contribution-event:{event.pk}",
        path,
        contribution=contribution,
    )


def partner_asked(cycle, reporter, person, *, partner):
    """Ask a co-organiser to confirm a joint event."""
    path = reverse("reports:partner-answer", args=[partner.pk])
    return _letter("partner_asked", cycle, reporter, person, f"partner:{partner.pk}", path)


def assessment_circulated(cycle, reporter, person, *, assessment):
    """Ask a body for its position; the rating stands on the page, not in the mail."""
    return _letter(
        "assessment_circulated",
        cycle,
        reporter,
        person,
        f"assessment:{assessment.pk}:{assessment.round}:{reporter.key}",
        assessment.get_absolute_url(),
        assessment=assessment,
    )


def report_circulated(cycle, reporter, person, *, report):
    """Ask a body for its remarks to the compiled report; its words stand on the page."""
    key = f"report-circulated:{report.pk}:{report.round}:{reporter.key}"
    path = report.get_absolute_url()
    return _letter("report_circulated", cycle, reporter, person, key, path, report=report)


def report_reminded(cycle, reporter, person, *, report, reminder):
    """Remind a body that has said nothing of the day for remarks."""
    key = f"report-reminded:{reminder.pk}:{reporter.key}"
    path = report.get_absolute_url()
    return _letter("report_reminded", cycle, reporter, person, key, path, report=report)


def report_adopted(cycle, reporter, person, *, snapshot):
    """Say that the report is adopted or corrected, and where it is read."""
    key = f"report-adopted:{snapshot.pk}:{reporter.key}"
    path = snapshot.get_absolute_url()
    return _letter("report_adopted", cycle, reporter, person, key, path, snapshot=snapshot)
