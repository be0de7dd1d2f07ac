"""The full report of 100 tasks of 60 institutions: put together, then made as three files.

Each task has a lead and five cooperating institutions, all of which have filed at length.

A worker of its own makes each file, so that its peak of memory is its own (quality P7).
"""

import json
import subprocess
import sys
from time import perf_counter

from django.utils import timezone

from benchmarks import reporting
from reports import compiling, reference_data, report_papers, report_sources
from reports.choices import PaperForm
from reports.models import Assignment, BlockSource, Chapter, Contribution, ReviewEvent, Task

CHAPTERS, BODIES = 6, 6
FILED = {
    "answer": "done",
    "reason": "",
    "belongs_to": "",
    "self_rating": "on_course",
    "spent": "1250.00",
    "boxes": {
        "done": "W okresie sprawozdawczym przeprowadzono szkolenia i spotkania. " * 6,
        "result": "Instytucje wiedzą, do kogo kierować sprawy. " * 4,
    },
    "values": [],
    "activities": [
        {
            "pk": 1,
            "kind": "training",
            "title": "Szkolenie",
            "held_on": "2041-02-01",
            "held_until_on": None,
            "participants": 20,
            "place": "Warszawa",
            "partners": [],
        }
    ],
    "evidence": [],
}
WORKER = """
import json, time
import django
django.setup()
from reports import report_papers
from reports.models import ReportPaper
seen = []
real = report_papers.progressed
def noted(paper, number):
    real(paper, number)
    seen.append(number)
report_papers.progressed = noted
start = time.perf_counter()
made = report_papers.make_waiting()
paper = ReportPaper.objects.latest("pk")
lines = open("/proc/self/status").read().splitlines()
peak = int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024
print(json.dumps({"seconds": round(time.perf_counter() - start, 1), "peak MB": peak,
    "kB": paper.size // 1024, "made": made, "parts": len(seen)}))
"""


def measure():
    secretary = reporting.secretary_of_all()
    reference_data.load_report_template()
    edition = reporting.PlanEdition.objects.create(
        name="Plan", year_from=2050, year_to=2052, state=reporting.EditionState.ADOPTED
    )
    assignments = some_of(reporting.assign_everybody(edition))
    into_chapters(edition)
    cycle = reporting.fill(edition, assignments, 0, secretary)
    accepted = accept_all(cycle, secretary)
    start = perf_counter()
    report = compiling.begin(cycle, by=secretary)
    begun = perf_counter() - start
    start = perf_counter()
    report_sources.stale_blocks(report)
    looked = perf_counter() - start
    found = {
        "P7 report put together": {
            "seconds": round(begun, 1),
            "parts": report.blocks.count(),
            "contributions accepted": accepted,
            "rows of sources": BlockSource.objects.count(),
            "seconds to find stale parts": round(looked, 2),
        }
    }
    for form in PaperForm.values:
        report_papers.ask(report, form, by=secretary)
        found[f"P7 report as {form}"] = in_a_worker()
    return found


def into_chapters(edition):
    chapters = [
        Chapter.objects.create(edition=edition, number=str(number), sort_key=f"{number:03}")
        for number in range(1, CHAPTERS + 1)
    ]
    for place, task in enumerate(edition.tasks.all()):
        Task.objects.filter(pk=task.pk).update(chapter=chapters[place % CHAPTERS])


def some_of(assignments):
    """Keep the lead and five others of each task, another six for each task."""
    kept = [
        one
        for place, one in enumerate(assignments)
        if (place + place // reporting.INSTITUTIONS) % (reporting.INSTITUTIONS // BODIES) == 0
    ]
    gone = {one.pk for one in assignments} - {one.pk for one in kept}
    Assignment.objects.filter(pk__in=gone).delete()
    return kept


def accept_all(cycle, secretary):
    """Every contribution is filed at full length and accepted."""
    rows = Contribution.objects.filter(cycle=cycle)
    ReviewEvent.objects.bulk_create(
        (
            ReviewEvent(contribution=one, act="submitted", by=secretary, content=FILED)
            for one in rows
        ),
        batch_size=1000,
    )
    return rows.update(state="accepted", filed_at=timezone.now())


def in_a_worker():
    """Let a process of its own make what waits, and say how long and how much memory it took."""
    done = subprocess.run(
        [sys.executable, "-c", WORKER], capture_output=True, check=True, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])
