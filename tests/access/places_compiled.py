"""Compiled reports for the table of access: circulated, adopted, published, being corrected."""

from django.core.files.base import ContentFile

from reports import compiling, freezing, reference_data, report_circulating, report_papers
from reports.choices import BlockKind, PaperForm, PaperState
from reports.models import SnapshotFile
from reports.reporters import Reporter
from tests import factories
from tests.access import places_outcomes


def add(plan, cycle, member, institution):
    """Return the arguments of the addresses of reports.

    Args:
        plan: The plan of the cycle; its secretary compiles.
        cycle: An open cycle in which the member's institution and a voivodeship team are asked.
        member: Who signs for the institution.
        institution: His institution.
    """
    reference_data.load_report_template()
    by = plan.secretary
    report = circulated(plan, cycle)
    block = report.blocks.get(kind=BlockKind.SUMMARY)
    body = Reporter(institution=institution)
    remark = report_circulating.remark(block, body, text="Uwaga", by=member)
    paper = report_papers.ask(report, PaperForm.XLSX, by=by)
    paper.file.save("xlsx", ContentFile(b"x"), save=False)
    paper.state = PaperState.READY
    paper.save()
    decision = decided(plan)
    adopted = frozen(plan, "Przyjęty", decision)
    published = frozen(plan, "Opublikowany", decision)
    freezing.publish(published, by=by)
    freezing.begin_correction(published.report, by=by)
    charted = next(part["key"] for part in published.data["parts"] if part["chart"])
    return {
        "unreported": plan.open_cycle(title="Bez sprawozdania").pk,
        "report_block": block.pk,
        "report_charted": report.blocks.get(kind=BlockKind.STATUS).pk,
        "report_remark": remark.pk,
        "report_paper": paper.pk,
        "adopted_cycle": adopted.report.cycle_id,
        "correcting_cycle": published.report.cycle_id,
        "snapshot": adopted.pk,
        "published_snapshot": published.pk,
        "snapshot_charted": charted,
        "csv": "csv",
    }


def circulated(plan, cycle):
    report = compiling.begin(cycle, by=plan.secretary)
    english = report.blocks.get(kind=BlockKind.ENGLISH)
    compiling.write(english, text="Summary", based_on=english.revision, by=plan.secretary)
    day = cycle.closes_on
    return report_circulating.circulate(report, remarks_until_on=day, by=plan.secretary)


def decided(plan):
    """A decision of the national team by circular vote."""
    factories.rules(plan.team)
    factories.mandate(factories.seat(plan.team))
    return places_outcomes.closed(plan.team, plan.secretary).decision


def frozen(plan, title, decision):
    """An adopted report on a cycle of its own, with files beside it."""
    report = circulated(plan, plan.open_cycle(title=title))
    for one in report_circulating.silent_bodies(report):
        body = report_circulating.reporter_of(one)
        report_circulating.say_nothing_to_remark(report, body, by=plan.secretary)
    snapshot = freezing.adopt(report, decision=decision, by=plan.secretary)
    for form in PaperForm.values:
        SnapshotFile.objects.create(
            snapshot=snapshot, form=form, content=b"x", size=1, sha256="0" * 64
        )
    snapshot.papers.update(state=PaperState.READY)
    return snapshot
