"""Papers of decisions, votes and tasks: extract as PDF and DOCX, protocol and list as PDF.

Both forms of an extract are made of the same facts, so they cannot disagree.
"""

import io
from dataclasses import asdict, dataclass, field

import docx
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from coordination.choices import HandlingLabel
from coordination.templatetags.polish_dates import day_long, moment
from meetings import deciding, papers, vote_counting, vote_opening
from meetings.papers import DOCX_TYPE, PDF_TYPE


@dataclass
class PaperFacts:
    """A paper of a heading, details, paragraphs, parts with lists, and a table; all optional."""

    title: str
    team: str
    subject: str
    lang: str
    label: str
    made: str
    details: list = field(default_factory=list)
    paragraphs: list = field(default_factory=list)
    parts: list = field(default_factory=list)
    table_heading: str = ""
    columns: list = field(default_factory=list)
    rows: list = field(default_factory=list)


def facts_of(title, team, subject, label, **more):
    return PaperFacts(
        title=title,
        team=str(team),
        subject=subject,
        lang=get_language(),
        label=_("Handling: %(label)s") % {"label": HandlingLabel(label).label},
        made=_("Made on %(day)s from the record of the desk.")
        % {"day": day_long(timezone.localdate())},
        **more,
    )


def extract_facts(decision):
    """Gather what an extract of one decision says, in the active language."""
    kind = str(decision.get_kind_display()).capitalize()
    details = [[_("Adopted"), day_long(day_of(decision))]]
    if decision.meeting_id:
        number = _("meeting No. %(number)s") % {"number": decision.meeting.signature}
        details.append([_("At"), number])
    if decision.way:
        details.append([_("Way of deciding"), decision.get_way_display()])
    if decision.taken_how:
        details.append([_("How it was taken"), decision.taken_how])
    details += [
        [_("Quorum"), quorum_words(decision)],
        [_("In force from"), day_long(decision.in_force_from_on or day_of(decision))],
        [_("State"), str(decision.state_words)],
    ]
    if decision.is_void:
        details.append([_("Reason for voiding"), decision.void_reason])
    parts = [
        [seat_name(one.seat), one.text]
        for one in decision.positions.select_related("seat__institution")
    ]
    return facts_of(
        _("Extract: %(kind)s No. %(number)s")
        % {"kind": kind.lower(), "number": decision.signature},
        decision.team,
        f"{kind} {decision.signature}",
        deciding.label_of(decision),
        details=details,
        paragraphs=paragraphs_of(decision.text),
        parts=[[_("Separate positions"), parts]] if parts else [],
    )


def day_of(decision):
    return timezone.localdate(
        decision.meeting.starts_at if decision.meeting_id else decision.adopted_at
    )


def quorum_words(decision):
    return _("%(present)d seats present, %(needed)d needed") % {
        "present": decision.seats_present,
        "needed": decision.seats_needed,
    }


def seat_name(seat):
    return f"{seat.institution.short_name}: "


def paragraphs_of(text):
    return [line.strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]


def extract(decision, form):
    """Return an extract as bytes and its media type; `form` is `pdf` or `docx`."""
    facts = extract_facts(decision)
    if form == "docx":
        return as_docx(facts), DOCX_TYPE
    return as_pdf(facts), PDF_TYPE


def as_pdf(facts):
    return papers.typeset("record.typ", asdict(facts))


def as_docx(facts):
    """Make a paper as DOCX with real headings, title and language."""
    paper = docx.Document()
    paper.core_properties.title = f"{facts.title} – {facts.team}"
    paper.core_properties.subject = facts.subject
    paper.core_properties.author = settings.DESK_NAME
    paper.core_properties.language = facts.lang
    papers.set_language(paper, facts.lang)
    papers.set_type(paper)
    paper.add_heading(facts.title, level=0)
    paper.add_paragraph(facts.team).style = "Subtitle"
    for name, value in facts.details:
        line = paper.add_paragraph()
        line.add_run(f"{name}: ").bold = True
        line.add_run(str(value))
    paper.add_heading(facts.subject, level=1)
    for paragraph in facts.paragraphs:
        paper.add_paragraph(paragraph)
    for heading, lines in facts.parts:
        paper.add_heading(heading, level=1)
        for name, text in lines:
            line = paper.add_paragraph(style="List Bullet")
            line.add_run(name).bold = True
            line.add_run(text)
    for sentence in (facts.made, facts.label):
        paper.add_paragraph(sentence)
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def protocol_facts(ballot, seats):
    """Gather the record of a vote: text and its fingerprint, the term kept, who said what."""
    days = vote_opening.shortest_days(ballot.rules)
    details = [
        [_("Opened"), moment(timezone.localtime(ballot.opened_at))],
        [_("Kind of vote"), ballot.get_kind_display()],
        [_("Result"), vote_counting.sentence(ballot) if ballot.result else state_words(ballot)],
        [_("Fingerprint of the text (SHA-256)"), ballot.text_sha256],
    ]
    if ballot.is_circular:
        # It cannot be opened for a shorter time, so what is printed here is how long it was.
        lasted = (ballot.closes_at - ballot.opened_at).days
        term = _("at least %(days)d days, given %(lasted)d: kept")
        details.insert(1, [_("Votes until"), moment(timezone.localtime(ballot.closes_at))])
        details.insert(2, [_("Term of the rules"), term % {"days": days, "lasted": lasted}])
    rows = [[seat.institution_label, *words_of(ballot, seat)] for seat in seats]
    return facts_of(
        _("Record of a vote"),
        ballot.team,
        ballot.title,
        ballot.label,
        details=details,
        paragraphs=paragraphs_of(ballot.text),
        table_heading=_("Entitled seats"),
        columns=[_("Institution"), pgettext("column", "Vote"), _("Reason"), _("By whom and how")],
        rows=rows,
    )


def state_words(ballot):
    return f"{ballot.get_state_display()}: {ballot.closing_reason}"


def words_of(ballot, seat):
    """Say what a seat did; in a secret vote only whether it has voted."""
    if seat.is_recused:
        return [_("keeps out"), seat.recusal_reason, "–"]
    if ballot.is_secret:
        return [_("has voted") if seat.has_voted else "–", "–", "–"]
    if seat.vote is None:
        return ["–", "–", "–"]
    vote = seat.vote
    how = f"{vote.said_by}, {vote.get_via_display()}"
    return [
        vote.get_word_display(),
        vote.reason or "–",
        f"{how}: {vote.heard_how}" if vote.heard_how else how,
    ]


def protocol_pdf(ballot, seats):
    return as_pdf(protocol_facts(ballot, seats))


def tasks_pdf(meeting, actions):
    """Return how the tasks go as one paper for the standing item of a meeting."""
    rows = [
        [
            action.title,
            action.owner_seat.institution.short_name,
            day_long(action.due_on) if action.due_on else "–",
            action.said.get_word_display() if action.said else _("no information"),
            action.said.note if action.said else "–",
        ]
        for action in actions
    ]
    facts = facts_of(
        _("State of the tasks"),
        meeting.team,
        meeting.title,
        meeting.label,
        details=[[_("Date"), moment(meeting.local_start)]],
        table_heading=_("Tasks"),
        columns=[_("Task"), _("Who"), _("By when"), _("State"), _("In one sentence")],
        rows=rows,
    )
    return as_pdf(facts)
