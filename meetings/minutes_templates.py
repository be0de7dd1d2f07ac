"""An office's own DOCX in which its minutes are set instead of ours.

The office writes the template in its word processor with marks such as `{{ title }}`; a sample is
set in it before it is taken, so that a mistake is found when the template is brought in and not
on the evening when the minutes go out. Marks run in a sandbox: a template can read the facts of
the minutes and nothing else.
"""

import io

import docx
import docxtpl
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docx.oxml.ns import qn
from jinja2.sandbox import SandboxedEnvironment

from coordination import audit, documents
from coordination.choices import HandlingLabel
from coordination.refusals import Refused
from meetings import minutes_papers
from meetings.models import MinutesTemplate
from meetings.papers import DOCX_TYPE

SAMPLE_WORDS = "Przykładowy akapit protokołu"
SAMPLE_TITLE = "Protokół posiedzenia nr 0/0000"


class NotATemplate(Refused):
    """Carries the sentence that says what is wrong with the template."""

    message = gettext_lazy("This file cannot be used as a template of minutes.")

    def __init__(self, sentence):
        super().__init__()
        self.message = sentence


def sample_facts():
    """Facts of minutes that never were, to try a template with."""
    return {
        "title": SAMPLE_TITLE,
        "team": "Zespół",
        "subject": "Posiedzenie przykładowe",
        "lang": "pl",
        "details": [["Data", "wt., 3 marca 2026"]],
        "attendance_heading": "Obecność",
        "attendance_columns": ["Instytucja", "Osoba", "Obecność"],
        "attendance": [["Urząd", "Osoba", "na miejscu"]],
        "quorum": "Było kworum.",
        "items_heading": "Przebieg",
        "items": [
            {
                "heading": "1. Otwarcie",
                "position": 1,
                "state": "omówiony",
                "block": 1,
                "is_reserved": False,
                "paragraphs": [{"number": "1.1", "text": SAMPLE_WORDS, "is_reserved": False}],
                "decisions": ["Uchwała nr 0"],
                "actions": ["Zadanie"],
            }
        ],
        "decision_word": "Decyzja",
        "action_word": "Zadanie",
        "label": "Oznaczenie",
        "closing": ["Protokół sporządzono."],
        "recipient": "Egzemplarz dla: Odbiorca",
        "reserved_note": "",
    }


def context_of(facts):
    """Return what the marks of a template may name."""
    return facts | {
        "details": [{"name": name, "value": value} for name, value in facts["details"]],
        "attendance": [
            dict(zip(("institution", "person", "presence"), row, strict=True))
            for row in facts["attendance"]
        ],
        "recipient": facts.get("recipient", ""),
    }


def set_in(octets, facts, version):
    """Return the minutes as DOCX, set in an office's template.

    Args:
        octets: The bytes of the template.
        facts: The facts of a reading.
        version: Key of the minutes and number of the release.
    """
    template = docxtpl.DocxTemplate(io.BytesIO(octets))
    sandbox = SandboxedEnvironment(autoescape=True)
    template.render(context_of(facts), jinja_env=sandbox, autoescape=True)
    buffer = io.BytesIO()
    template.save(buffer)
    buffer.seek(0)
    paper = docx.Document(buffer)
    put_addresses(paper, facts, version)
    paper.core_properties.title = f"{facts['title']} – {facts['team']}"
    paper.core_properties.language = facts["lang"]
    done = io.BytesIO()
    paper.save(done)
    return done.getvalue()


def put_addresses(paper, facts, version):
    """Mark the paragraphs of the minutes, found in their order, so that they can come back."""
    awaited = [
        (minutes_papers.Address(*version, item["block"], place), one)
        for item in facts["items"]
        for place, one in enumerate(item["paragraphs"], start=1)
        if not one["is_reserved"]
    ]
    for element in paper.element.body.iter(qn("w:p")):
        if not awaited:
            return
        address, one = awaited[0]
        words = minutes_papers.text_of(element)
        if " ".join(words.split()) == " ".join(one["text"].split()):
            minutes_papers.enclose(element, address)
            awaited.pop(0)


def check(octets):
    """Set a sample in a template.

    Raises:
        NotATemplate: With the sentence that says what is wrong.
    """
    try:
        done = set_in(octets, sample_facts(), (0, 0))
        text = "\n".join(
            minutes_papers.text_of(element)
            for element in docx.Document(io.BytesIO(done)).element.body.iter(qn("w:p"))
        )
    except Exception as trouble:
        # Word files and marks break in too many ways to name; the library's words tell where.
        raise NotATemplate(
            _("The template cannot be filled in: %(why)s") % {"why": str(trouble)[:200]}
        ) from trouble
    for mark, words in (
        ("{{ title }}", SAMPLE_TITLE),
        ("{{ one.text }}", SAMPLE_WORDS),
        ("{{ item.heading }}", "1. Otwarcie"),
    ):
        if words not in text:
            raise NotATemplate(
                _("The template has no place for %(mark)s. The example shows where it goes.")
                % {"mark": mark}
            )


def current(team):
    """Return the template in which a team's minutes are set, or None for ours."""
    return team.minutes_templates.filter(ended_at__isnull=True).select_related("file").first()


@transaction.atomic
def use(team, uploaded, *, by):
    """Take a template into use; the one before stays on record.

    Raises:
        NotATemplate: It cannot be filled in, or leaves out what minutes must have.
        ValidationError: The file may not come in.
    """
    name, ending, octets = documents.check(uploaded)
    if ending != "docx":
        raise NotATemplate(_("A template is a Word file (DOCX)."))
    check(octets)
    scan = documents.scan_for_viruses(name, octets)
    version = documents.keep(
        octets, name, DOCX_TYPE, _("Template of minutes"), HandlingLabel.UNITS, by, None, scan
    )
    team.minutes_templates.filter(ended_at__isnull=True).update(ended_at=timezone.now())
    template = MinutesTemplate.objects.create(team=team, file=version, set_by=by)
    audit.record("minutes_template.set", team, by=by, team_id=team.pk, sha256=version.sha256)
    return template


@transaction.atomic
def stop(team, *, by):
    """Go back to our own setting of minutes."""
    team.minutes_templates.filter(ended_at__isnull=True).update(ended_at=timezone.now())
    audit.record("minutes_template.ended", team, by=by, team_id=team.pk)


def docx_for(team, facts, version):
    """Set a reading as DOCX, in the team's own template where it has one."""
    template = current(team)
    if template is None:
        return minutes_papers.minutes_docx(facts, version)
    with template.file.file.open("rb") as file:
        return set_in(file.read(), facts, version)


def example():
    """Return a template to begin with, as a DOCX with every mark in its place."""
    paper = docx.Document()
    paper.core_properties.author = settings.DESK_NAME
    for style, text in EXAMPLE:
        paper.add_paragraph(text, style=style)
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


EXAMPLE = [
    ("Title", "{{ title }}"),
    ("Subtitle", "{{ team }}"),
    (None, "{{ subject }}"),
    (None, "{%p for one in details %}"),
    (None, "{{ one.name }}: {{ one.value }}"),
    (None, "{%p endfor %}"),
    (None, "{{ recipient }}"),
    (None, "{{ reserved_note }}"),
    ("Heading 1", "{{ attendance_heading }}"),
    (None, "{%p for one in attendance %}"),
    (None, "{{ one.institution }}, {{ one.person }}: {{ one.presence }}"),
    (None, "{%p endfor %}"),
    (None, "{{ quorum }}"),
    ("Heading 1", "{{ items_heading }}"),
    (None, "{%p for item in items %}"),
    ("Heading 2", "{{ item.heading }}"),
    (None, "{{ item.state }}"),
    (None, "{%p for one in item.paragraphs %}"),
    (None, "{{ one.number }} {{ one.text }}"),
    (None, "{%p endfor %}"),
    (None, "{%p for one in item.decisions %}"),
    (None, "{{ decision_word }}: {{ one }}"),
    (None, "{%p endfor %}"),
    (None, "{%p for one in item.actions %}"),
    (None, "{{ action_word }}: {{ one }}"),
    (None, "{%p endfor %}"),
    (None, "{%p endfor %}"),
    (None, "{%p for one in closing %}"),
    (None, "{{ one }}"),
    (None, "{%p endfor %}"),
    (None, "{{ label }}"),
]
