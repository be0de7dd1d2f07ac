"""Assessments for the table of access: one in preparation, one circulated to the member's body."""

from datetime import timedelta

from django.utils import timezone

from reports import assessing, reference_data


def add(cycle, own, *, by):
    """Return the arguments of the addresses of assessments.

    Args:
        cycle: An open cycle.
        own: Contributions of one institution to several tasks.
        by: The secretary of the national team.
    """
    reference_data.load_assessment_form()
    for one in own[:3]:
        rate(assessing.begin(cycle, one.task), by)
    circulated = assessing.begin(cycle, own[1].task)
    day = timezone.localdate() + timedelta(days=7)
    assessing.circulate(circulated, remarks_until_on=day, by=by)
    return {"assessed_draft": own[0].task_id, "assessed_circulated": own[1].task_id}


def rate(assessment, by):
    ratings = [
        (question, question.words.first(), "Powód.") for question in assessment.form.questions.all()
    ]
    return assessing.rate(assessment, ratings, based_on=0, by=by)
