"""Edits a DOCX in LibreOffice as a person would: changes tracked, one comment, saved as DOCX.

Runs under the distribution's Python, which has `uno`:

    python3 edit_in_libreoffice.py original.docx edited.docx steps.json

Steps are `["replace", old, new]`, `["delete", words]`, `["comment", at_words, text]`,
`["append", after_words, new_paragraph]` and `["track", true or false]`.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def value(name, content):
    found = PropertyValue()
    found.Name, found.Value = name, content
    return found


def connect(pipe):
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", context
    )
    for _attempt in range(120):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not answer.")


def found(document, words):
    search = document.createSearchDescriptor()
    search.SearchString = words
    place = document.findFirst(search)
    assert place is not None, words
    return place


def comment(document, at, text):
    place = found(document, at)
    field = document.createInstance("com.sun.star.text.textfield.Annotation")
    field.Author, field.Content = "Czytelnik", text
    place.Text.insertTextContent(place, field, True)


def append(document, after, new):
    place = found(document, after)
    cursor = place.Text.createTextCursorByRange(place)
    cursor.gotoEndOfParagraph(False)
    place.Text.insertString(cursor, f"\r{new}", False)


def do(document, step):
    word, *facts = step
    if word == "track":
        document.RecordChanges = facts[0]
    elif word == "replace":
        found(document, facts[0]).String = facts[1]
    elif word == "delete":
        found(document, facts[0]).String = ""
    elif word == "comment":
        comment(document, *facts)
    else:
        append(document, *facts)


def main(source, target, steps):
    with tempfile.TemporaryDirectory() as home:
        pipe = f"desk{Path(home).name}"
        office = subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation=file://{home}",
                "--headless",
                "--norestore",
                f"--accept=pipe,name={pipe};urp;",
            ]
        )
        try:
            context = connect(pipe)
            desktop = context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
            url = Path(source).resolve().as_uri()
            document = desktop.loadComponentFromURL(url, "_blank", 0, (value("Hidden", True),))
            document.RecordChanges = True
            for step in json.loads(Path(steps).read_text(encoding="utf-8")):
                do(document, step)
            saving = (value("FilterName", "MS Word 2007 XML"),)
            document.storeToURL(Path(target).resolve().as_uri(), saving)
            document.close(True)
            desktop.terminate()
            office.wait(timeout=30)
        finally:
            office.kill()


main(*sys.argv[1:])
