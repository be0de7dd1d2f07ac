"""What sources tell of the editions of the plan, and the wording of the form, from `data/kpd_*`.

Loading twice changes nothing. Of most editions only a few tasks could be recovered; what a
source does not say stays empty, and nothing is added.
"""

from django.db import transaction

from reports import deadlines, finding
from reports.choices import EditionState, ObjectiveLevel, TaskKind
from reports.models import (
    AssessmentForm,
    AssessmentQuestion,
    AssessmentWord,
    Chapter,
    FormBox,
    FormVersion,
    Objective,
    PlanEdition,
    ReportTemplate,
    SectionTemplate,
    SubChapter,
    Task,
)
from reports.printed_numbers import sort_key
from teams.reference_data import FOLDER, day, rows

IN_FORCE = "2025-2027"


@transaction.atomic
def load():
    """Load the editions with what is known of them; return how many editions there are."""
    editions = {edition_key(row): load_edition(row) for row in rows("kpd_editions.csv")}
    load_chapters(editions)
    load_objectives(editions)
    for name in sorted(path.name for path in FOLDER.glob("kpd_tasks_*.csv")):
        for row in rows(name):
            load_task(editions[row["edition"]], row)
    for edition in editions.values():
        finding.index_edition(edition)
    load_form()
    load_assessment_form()
    load_report_template()
    return PlanEdition.objects.count()


def edition_key(row):
    return f"{row['year_from']}-{row['year_to']}"


def load_edition(row):
    """Editions of the past are closed; the one in force is adopted."""
    edition, _created = PlanEdition.objects.get_or_create(
        year_from=int(row["year_from"]),
        year_to=int(row["year_to"]),
        defaults={
            "name": row["name"],
            "state": EditionState.ADOPTED if edition_key(row) == IN_FORCE else EditionState.CLOSED,
            "adopted_on": day(row["adopted_date"]),
            "adopting_body": row["adopting_body"],
            "source": row["source"],
        },
    )
    return edition


def load_chapters(editions):
    for row in rows("kpd_chapters.csv"):
        Chapter.objects.get_or_create(
            edition=editions[row["edition"]],
            number=row["chapter"],
            defaults={
                "title": row["title"],
                "source": row["source"],
                "sort_key": sort_key(row["chapter"]),
            },
        )
    positions: dict = {}
    for row in rows("kpd_subchapters.csv"):
        chapter = Chapter.objects.get(edition=editions[row["edition"]], number=row["chapter"])
        positions[chapter.pk] = positions.get(chapter.pk, 0) + 1
        SubChapter.objects.get_or_create(
            chapter=chapter,
            title=row["title"],
            defaults={"position": positions[chapter.pk], "source": row["source"]},
        )


def load_objectives(editions):
    for row in rows("kpd_objectives.csv"):
        level = ObjectiveLevel(row["level"])
        Objective.objects.get_or_create(
            edition=editions[row["edition"]],
            level=level,
            number=row["no"],
            defaults={
                "text": row["text"],
                "source": row["source"],
                "sort_key": sort_key(row["no"]),
            },
        )


def load_task(edition, row):
    """One recovered task, under its title; people are kept as printed, not guessed."""
    chapter = edition.chapters.filter(number=row["chapter"]).first() if row["chapter"] else None
    number = ".".join(part for part in (row["chapter"], row["number"]) if part)
    known = edition.tasks.filter(title=row["title"])
    if known.exists():
        return
    Task.objects.create(
        edition=edition,
        chapter=chapter,
        number=number if row["number"] else "",
        sort_key=sort_key(number if row["number"] else ""),
        title=row["title"],
        kind=kind_said(row),
        manner=row["way_of_implementation"],
        deadline_as_printed=row["deadline"],
        due_on=deadlines.day_of(row["deadline"]),
        financing=row["financing"],
        is_priority="priority" in row["note"],
        lead_as_printed=row["responsible"],
        cooperating_as_printed=row["cooperating"],
        note=row["note"],
        source=row["source"],
    )


def kind_said(row):
    """Only a deadline in so many words says what kind of task it is."""
    kind = deadlines.kind_of(row["deadline"])
    return kind if kind in (TaskKind.CONTINUOUS, TaskKind.PERIODIC) else ""


def load_form():
    for row in rows("kpd_form.csv"):
        form, _created = FormVersion.objects.get_or_create(name=row["version"])
        FormBox.objects.get_or_create(
            form=form,
            key=row["key"],
            defaults={
                "position": int(row["position"]),
                "limit": int(row["limit"]),
                **{name: row[name] for name in WORDINGS},
            },
        )


def load_assessment_form():
    """Questions and scales by version; a version that is known keeps its words."""
    for row in rows("kpd_assessment_questions.csv"):
        form, _created = AssessmentForm.objects.get_or_create(name=row["version"])
        AssessmentQuestion.objects.get_or_create(
            form=form,
            key=row["key"],
            defaults={
                "position": int(row["position"]),
                **{name: row[name] for name in WORDINGS},
            },
        )
    for row in rows("kpd_assessment_words.csv"):
        question = AssessmentQuestion.objects.get(form__name=row["version"], key=row["question"])
        AssessmentWord.objects.get_or_create(
            question=question,
            key=row["key"],
            defaults={
                "position": int(row["position"]),
                "for_continuous": {"continuous": True, "dated": False}.get(row["kind"]),
                "label_pl": row["label_pl"],
                "label_en": row["label_en"],
            },
        )


def load_report_template():
    """The outline of the report by version; a version that is known keeps its words."""
    for row in rows("kpd_report_template.csv"):
        template, _created = ReportTemplate.objects.get_or_create(name=row["version"])
        SectionTemplate.objects.get_or_create(
            template=template,
            key=row["key"],
            defaults={
                "position": int(row["position"]),
                "kind": row["kind"],
                "starts_left_out": row["left_out"] == "yes",
                **{name: row[name] for name in OUTLINE},
            },
        )


WORDINGS = ["label_pl", "label_en", "guidance_pl", "guidance_en"]
OUTLINE = ["title_pl", "title_en", "guidance_pl", "guidance_en", "text_pl"]
