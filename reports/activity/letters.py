"""Letters about reports of teams: composed and not sent. They carry no word of the report."""

from django.conf import settings

from coordination import outbox


def _letter(template, report, person, key, path, **context):
    return outbox.compose(
        f"reports/mail/{template}",
        person.language,
        {
            "report": report,
            "person": person,
            "page_url": settings.PUBLIC_URL + path,
            **context,
        },
        key=key,
        recipient=person.email,
        recipient_name=person.full_name,
        stream=f"team-report:{report.pk}:{person.pk}",
        about=report,
        team_id=report.team_id,
    )


def comments_asked(report, person):
    """Ask a member to read the report and to comment on it."""
    key = f"team-report-comments:{report.pk}:{report.round}"
    return _letter("team_report_comments", report, person, key, report.get_absolute_url())


def sent_up(report, person, *, snapshot):
    """Tell the office of the national team that a report has come."""
    key = f"team-report-sent:{snapshot.pk}"
    path = snapshot.get_absolute_url()
    return _letter("team_report_sent", report, person, key, path, snapshot=snapshot)
