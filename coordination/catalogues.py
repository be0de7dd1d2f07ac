"""The catalogues of the two languages: one pair for each room, collected from its own texts.

Messages are English in code; `locale/<room>/pl` holds the Polish, `locale/<room>/en` repeats the
English so that a missing sentence shows in both. Collecting needs xgettext; compiling does not.
"""

import re
import subprocess
import tempfile
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation import templatize

ROOMS = ["coordination", "teams", "exchange", "meetings", "reports"]
PLURALS = {
    "pl": ("nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"),
    "en": "nplurals=2; plural=(n != 1);",
}
FORMS = {"pl": 3, "en": 2}
KEYWORDS = [
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
    "_",
]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def path_of(room, language):
    return Path(settings.BASE_DIR) / "locale" / room / language / "LC_MESSAGES" / "django.po"


def room_of_template(path):
    """The room whose catalogue a template belongs to; shared ones belong to the ground floor."""
    first = path.relative_to(settings.BASE_DIR / "templates").parts[0]
    return first if first in ROOMS else "coordination"


def sources(room):
    """Yield `(name, text)` of everything in a room that may hold messages, ready for xgettext."""
    for path in sorted((settings.BASE_DIR / room).rglob("*.py")):
        if "migrations" not in path.parts:
            yield str(path.relative_to(settings.BASE_DIR)), path.read_text(encoding="utf-8")
    for path in sorted((settings.BASE_DIR / "templates").rglob("*")):
        if path.suffix in (".html", ".txt") and room_of_template(path) == room:
            text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            yield str(path.relative_to(settings.BASE_DIR)), text


def found_in(room):
    """Return the messages of a room as xgettext finds them, without line numbers."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for name, text in sources(room):
            copy = Path(folder) / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text, encoding="utf-8")
            names.append(name)
        (Path(folder) / "names").write_text("\n".join(names), encoding="utf-8")
        command = ["xgettext", "--language=Python", "--from-code=UTF-8", "--no-wrap"]
        command += [f"--keyword={word}" for word in KEYWORDS]
        command += ["--files-from=names", "--output=found.pot", "--force-po"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        return polib.pofile(str(Path(folder) / "found.pot"))


def entry_key(entry):
    return entry.msgctxt or "", entry.msgid


def collected(room, language):
    """Return the catalogue of a room in a language as its texts ask for it now.

    Known translations stay; English repeats itself; what is no longer used is dropped.
    """
    path = path_of(room, language)
    known = {entry_key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    book = polib.POFile(wrapwidth=99)
    book.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": PLURALS[language],
    }
    for found in sorted(found_in(room), key=entry_key):
        book.append(translated(found, known.get(entry_key(found)), language))
    return book


def translated(found, known, language):
    """Return one entry: its known translation, the English itself, or an empty one."""
    files = sorted({name for name, _line in found.occurrences})
    entry = polib.POEntry(
        msgid=found.msgid,
        msgctxt=found.msgctxt,
        msgid_plural=found.msgid_plural,
        occurrences=[(name, "") for name in files],
    )
    if found.msgid_plural:
        words = known.msgstr_plural if known else {}
        english = {0: found.msgid, 1: found.msgid_plural}
        for form in range(FORMS[language]):
            entry.msgstr_plural[form] = english[form] if language == "en" else words.get(form, "")
    else:
        entry.msgstr = found.msgid if language == "en" else (known.msgstr if known else "")
    if known and known.fuzzy:
        entry.flags.append("fuzzy")
    return entry


def flaws_of(book):
    """Say what is wrong with a catalogue: untranslated, fuzzy, or with other placeholders."""
    for entry in book:
        forms = list(entry.msgstr_plural.values()) or [entry.msgstr]
        wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        if not all(forms):
            yield f"not translated: {entry.msgid!r}"
        elif entry.fuzzy:
            yield f"fuzzy: {entry.msgid!r}"
        elif any(set(PLACEHOLDER.findall(form)) - wanted for form in forms):
            yield f"unknown placeholder: {entry.msgid!r}"
        elif any(wanted - set(PLACEHOLDER.findall(form)) for form in forms[1:] or forms):
            yield f"lost placeholder: {entry.msgid!r}"


def compile_all():
    """Write the binary catalogues beside the texts; return how many."""
    paths = sorted((Path(settings.BASE_DIR) / "locale").rglob("django.po"))
    for path in paths:
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return len(paths)
