"""Files of a report: opened again and compared with its data, made under a lease with progress."""

import io
import shutil
import subprocess
import zipfile
from datetime import timedelta
from itertools import pairwise

import docx
import openpyxl
import pytest
from django.utils import timezone
from docx.oxml.ns import qn
from pypdf import PdfReader

from reports import (
    compiling,
    report_data,
    report_docx,
    report_layout,
    report_papers,
    report_pdf,
    report_xlsx,
)
from reports.choices import BlockKind, PaperForm, PaperState
from reports.models import ReportPaper
from tests.reports.report_world import ACCEPTED, DRAFTED, FILED, ReportWorld

pytestmark = pytest.mark.django_db
TRICKY = "Łącznie <b>100</b> & „cudzysłów” =1+1 \x07 😀 中 Привіт koniec"


@pytest.fixture
def world():
    return ReportWorld()


@pytest.fixture
def data(world):
    world.money()
    world.settle(0)
    report = world.begun()
    world.write(report, BlockKind.SUMMARY, TRICKY)
    world.write(report, BlockKind.ENGLISH, "In the reporting period work went on.")
    return report_data.data_of(report, 0, None)


def made(writer, data, *, is_draft=True):
    steps = []
    octets = writer.write(data, steps.append, is_draft=is_draft)
    assert steps == list(range(1, len(data["parts"]) + 1))
    return octets


def tables_of(data):
    return [table for part in data["parts"] for table in part["tables"]]


def as_printed(table):
    rows = [table["columns"], *table["rows"]]
    return [[report_layout.cell_text(cell) for cell in row] for row in rows]


def test_the_docx_holds_every_heading_paragraph_and_cell(data):
    paper = docx.Document(io.BytesIO(made(report_docx, data)))

    headings = [
        (one.style.name, one.text)
        for one in paper.paragraphs
        if one.style.name.startswith("Heading")
    ]
    assert headings == [
        (f"Heading {part['level']}", report_layout.heading_of(part)) for part in data["parts"]
    ]
    read = [[[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables]
    assert read == [as_printed(table) for table in tables_of(data)]
    words = "\n".join(one.text for one in paper.paragraphs)
    assert "Łącznie <b>100</b> & „cudzysłów” =1+1" in words
    assert ACCEPTED in words
    assert FILED not in words
    assert DRAFTED not in words


def test_the_docx_has_language_title_captions_and_described_pictures(data):
    paper = docx.Document(io.BytesIO(made(report_docx, data)))

    assert (paper.core_properties.title, paper.core_properties.language) == (data["title"], "pl")
    captions = [one.text for one in paper.paragraphs if one.style.name == "Caption"]
    assert captions == [table["caption"] for table in tables_of(data)]
    described = [one.get("descr") for one in paper.element.iter(qn("wp:docPr"))]
    charts = [part["chart"] for part in data["parts"] if part["chart"]]
    assert len(described) == len(charts) == 3
    assert all(chart["title"] in words for chart, words in zip(charts, described, strict=True))
    heads = [table.rows[0]._tr.trPr.find(qn("w:tblHeader")) for table in paper.tables]
    assert None not in heads
    english = next(one for one in paper.paragraphs if one.text.startswith("In the reporting"))
    assert english.runs[0]._r.rPr.find(qn("w:lang")).get(qn("w:val")) == "en-GB"


def test_the_xlsx_holds_every_table_with_figures_as_figures(data):
    book = openpyxl.load_workbook(io.BytesIO(made(report_xlsx, data)))

    for part in data["parts"]:
        if part["kind"] in (BlockKind.TASK, BlockKind.CHAPTER):
            continue
        for table in part["tables"]:
            sheet = next(one for one in book if one.title.startswith(table["caption"][:25]))
            rows = [list(row) for row in sheet.iter_rows(values_only=True)]
            assert rows == [table["columns"], *table["rows"]]
    money = book["Wydatki"]
    assert (money["D2"].value, money["D2"].data_type) == (1234.5, "n")


def test_the_xlsx_brings_the_tables_of_all_tasks_together(data):
    book = openpyxl.load_workbook(io.BytesIO(made(report_xlsx, data)))

    rows = list(book["Ocena"].iter_rows(values_only=True))
    task = next(part for part in data["parts"] if part["kind"] == BlockKind.TASK)
    assert rows[0] == ("Część", "Pytanie", "Ocena", "Uzasadnienie")
    assert [row[0] for row in rows[1:]] == [task["title"]] * 3


def test_the_xlsx_has_charts_of_its_own_with_descriptions(data):
    octets = made(report_xlsx, data)
    book = openpyxl.load_workbook(io.BytesIO(octets))

    drawn = [sheet.title for sheet in book if sheet._charts]
    assert len(drawn) == 3
    files = {name: text for name, text in unzipped(octets) if "drawing" in name}
    assert sum(text.count(b'descr="') for text in files.values()) >= 3


def unzipped(octets):
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def test_no_text_of_the_xlsx_becomes_a_formula(world):
    report = world.begun()
    world.write(report, BlockKind.SUMMARY, "=HYPERLINK(1)")
    octets = made(report_xlsx, report_data.data_of(report, 0, None))

    book = openpyxl.load_workbook(io.BytesIO(octets))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]
    assert "f" not in {cell.data_type for cell in cells}


def pdf_text(octets):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(octets)).pages)


def test_the_pdf_says_what_the_data_say_and_is_tagged(data):
    octets = made(report_pdf, data)

    reader = PdfReader(io.BytesIO(octets))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "pl"
    metadata = root["/Metadata"].get_data()
    assert b"pdfuaid:part" in metadata
    assert b"pdfaid:part" in metadata
    text = pdf_text(octets)
    for part in data["parts"]:
        assert part["title"].split()[0] in text
    assert ACCEPTED in text
    assert FILED not in text
    assert "Projekt. Nieprzyjęty." in text


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_the_pdf_is_read_in_order_by_pdftotext(data, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(made(report_pdf, data))

    read = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True
    ).stdout.decode()
    places = [read.rindex(part["title"][:18]) for part in data["parts"] if part["level"] == 1]
    assert places == sorted(places)


def test_a_heading_left_out_skips_no_level_and_the_pdf_is_still_made(world):
    report = world.begun()
    for block in report.blocks.filter(kind=BlockKind.CHAPTER):
        compiling.turn(block, by=world.by)

    data = report_data.data_of(report, 0, None)

    levels = [part["level"] for part in data["parts"]]
    assert all(after <= before + 1 for before, after in pairwise([0, *levels]))
    assert made(report_pdf, data).startswith(b"%PDF")


def test_a_table_too_long_for_paper_says_how_much_of_it_is_printed(data):
    table = {"caption": "Długa", "columns": ["A", "B"], "rows": [[n, "x"] for n in range(500)]}
    data["parts"][0]["tables"] = [table]

    assert "Wydrukowano wierszy: 120 z 500." in pdf_text(made(report_pdf, data))
    book = openpyxl.load_workbook(io.BytesIO(made(report_xlsx, data)))
    assert book["Długa"].max_row == 501


def test_an_adopted_file_does_not_call_itself_a_draft(data):
    assert "Projekt. Nieprzyjęty." not in pdf_text(made(report_pdf, data, is_draft=False))


@pytest.mark.needs_soffice
def test_libreoffice_opens_the_docx_with_all_its_words(data, tmp_path):
    file = tmp_path / "r.docx"
    file.write_bytes(made(report_docx, data))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    order = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]

    subprocess.run([*order, tmp_path, file], check=True, timeout=180, capture_output=True)

    text = pdf_text((tmp_path / "r.pdf").read_bytes())
    assert ACCEPTED in text
    assert "Łącznie" in text


def test_files_are_made_once_with_progress_and_kept_for_a_day(world):
    report = world.begun()
    first = report_papers.ask(report, PaperForm.DOCX, by=world.by)
    assert report_papers.ask(report, PaperForm.DOCX, by=world.by) == first

    assert report_papers.make_waiting() == 1
    assert report_papers.make_waiting() == 0

    paper = ReportPaper.objects.get()
    assert (paper.state, paper.done) == (PaperState.READY, paper.total)
    with paper.file.open("rb") as file:
        assert file.read(2) == b"PK"
    report_papers.forget_old(timezone.now() + timedelta(days=2))
    assert ReportPaper.objects.count() == 0


def test_a_file_of_a_dead_worker_is_taken_over_after_its_lease(world):
    report_papers.ask(world.begun(), PaperForm.XLSX, by=world.by)
    now = timezone.now()
    taken = report_papers.claim(now)
    assert report_papers.claim(now) is None

    again = report_papers.claim(now + report_papers.LEASE + timedelta(seconds=1))

    assert again == taken


def test_files_of_a_draft_are_for_the_compiling_side_alone(world, signed_in):
    report = world.circulated()
    paper = report_papers.ask(report, PaperForm.XLSX, by=world.by)
    report_papers.make_waiting()
    address = f"{report.get_absolute_url()}files/{paper.pk}/"

    assert signed_in(world.by).get(address).status_code == 200
    for user in (world.plan.chair, world.plan.writers[0], world.member):
        assert signed_in(user).get(address).status_code == 404


def test_letters_and_figures_of_the_report_are_polish(data):
    assert report_layout.cell_text(12345) == "12\u00a0345"
    assert report_layout.cell_text(1234.5) == "1\u00a0234,50"
    assert report_layout.cell_text("=1") == "=1"
