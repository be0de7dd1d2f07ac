"""Files as people upload them, small and made on the spot."""

import io
import zipfile

import docx
import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

EXECUTABLE = b"MZ\x90\x00" + b"\x00" * 200
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40


def upload(name, octets):
    return SimpleUploadedFile(name, octets)


def docx_of(*paragraphs, runs=()):
    """Return a Word file; `runs` are pieces of one further paragraph, as Word likes to split."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if runs:
        paragraph = document.add_paragraph()
        for piece in runs:
            paragraph.add_run(piece)
    return saved(document)


def docx_with_table(cell):
    document = docx.Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = cell
    document.sections[0].header.paragraphs[0].text = "nagłówek"
    return saved(document)


def xlsx_of(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(thing):
    octets = io.BytesIO()
    thing.save(octets)
    return octets.getvalue()


def zip_of(**parts):
    """Return an archive; a double underscore in a name stands for a slash, a single for a dot."""
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return octets.getvalue()


def pdf_of(text):
    """Return a PDF of one page with one line."""
    content = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    octets, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(octets))
        octets += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(octets)
    octets += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    octets += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return octets + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
