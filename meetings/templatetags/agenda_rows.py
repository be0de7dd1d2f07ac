"""Rows of an agenda, to read and to arrange, put together at once (ADR 10).

All buttons of the page that arranges belong to one form, so that a row carries neither a form of
its own nor a token against forgery; the button says by its value what it moves.
"""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from coordination.templatetags.desk import badge
from coordination.templatetags.polish_dates import clock
from meetings.agenda_order import ITEM, SECTION
from meetings.choices import ItemPurpose, ItemState

register = template.Library()

STEP = (
    '<button class="btn btn-plain btn-small" type="submit" form="order-form" name="{step}"'
    ' value="{{kind}}:{{pk}}"><i class="bi bi-arrow-{step}" aria-hidden="true"></i>'
    '<span class="visually-hidden">{word}: {{name}}</span></button>'
)
# Filled twice: once with what all rows share, then, in the doubled braces, row by row.
ROW = (
    '<li id="item-{{pk}}" data-token="{{kind}}:{{pk}}"><span class="no">{{position}}.</span>'
    '<div><strong>{{title}}</strong><div class="quiet small">{{facts}}</div>'
    "<div>{{marks}}</div></div>"
    '<div class="actions small">{steps}<a href="{here}{{pk}}/">{change}'
    '<span class="visually-hidden">: {{name}}</span></a>'
    '<button class="link-button" type="submit" form="order-form"'
    ' formaction="{here}{{pk}}/remove/">{remove}'
    '<span class="visually-hidden">: {{name}}</span></button></div></li>\n'
)
READ = (
    '<li><span class="no">{position}.</span>{body}<span class="quiet num">{minutes}</span></li>\n'
)
BODY = '<div>{}<div class="quiet small">{}</div>{}</div>'
PART = '<li class="part">{}</li>\n'
MARKS = "<div>{}</div>"
CARRIED = ' <span class="quiet small">{}</span>'


def steps():
    """The pattern of the two buttons that move something one place."""
    up = format_html(STEP, step="up", word=_("Up"))
    return format_html(
        '<span class="steps">{}{}</span>', up, format_html(STEP, step="down", word=_("Down"))
    )


@register.simple_tag
def section_steps(section):
    """Draw the buttons of a heading."""
    return format_html(steps(), kind=SECTION, pk=section.pk, name=section.title)


@register.simple_tag
def arranged_rows(meeting, items):
    """Draw the items under a heading, with the buttons that move, change and remove them."""
    here = reverse("meetings:agenda-item-edit", args=[meeting.pk, 0]).removesuffix("0/")
    shared = {"steps": steps(), "here": here, "change": _("Change"), "remove": _("Remove")}
    pattern = format_html(ROW, **shared)
    purposes, marks = words_of(ItemPurpose), marks_of_items()

    def row(item):
        return {
            "kind": ITEM,
            "pk": item.pk,
            "position": item.position,
            "title": item.title,
            "name": str(item),
            "facts": " · ".join(facts_of(item, purposes)),
            "marks": format_html("{}{}", marks(item), carried_mark(item)),
        }

    return format_html_join("", pattern, map(row, items))


@register.simple_tag
def agenda_rows(meeting, items):
    """Draw an agenda to be read: what is kept from the reader stands there as a number."""
    purposes, states = words_of(ItemPurpose), words_of(ItemState) if meeting.has_record else {}
    minutes, marks = _("%(minutes)s min"), marks_of_items()
    reserved = format_html('<div class="quiet">{}</div>', _("reserved item"))

    def body(item):
        facts = [purposes[item.purpose], item.presenter, carried_words(item)]
        facts.append(states.get(item.state, ""))
        found = marks(item)
        return format_html(
            BODY, item.title, " · ".join(filter(None, facts)), found and format_html(MARKS, found)
        )

    def rows():
        section = None
        for item in items:
            if item.section_id and item.section_id != section:
                yield format_html(PART, item.section.title)
            section = item.section_id
            yield format_html(
                READ,
                position=item.position,
                body=body(item) if item.is_readable else reserved,
                minutes=minutes % {"minutes": item.minutes} if item.minutes else "",
            )

    return format_html_join("", "{}", ((row,) for row in rows()))


def words_of(choices):
    return {choice.value: str(choice.label) for choice in choices}


def carried_words(item):
    """Say from which meeting an item came back, or nothing."""
    if not item.carried_from_id:
        return ""
    words = _("carried over from meeting No. %(number)s")
    return words % {"number": item.carried_from.meeting.signature}


def carried_mark(item):
    return format_html(CARRIED, carried_words(item)) if item.carried_from_id else ""


def facts_of(item, purposes):
    """Yield what is known of an item, in the order of the row."""
    yield purposes[item.purpose]
    if item.presenter:
        yield item.presenter
    if item.minutes:
        yield _("%(minutes)s min") % {"minutes": item.minutes}
    if item.planned_at:
        yield clock(item.planned_at)


def marks_of_items():
    """Return what draws the marks of an item; their words are looked up once."""
    reserved, late = badge(_("reserved"), "strong", "lock"), badge(_("late"), "warn")

    def marks(item):
        found = [reserved] if item.is_reserved else []
        found += [late] if item.is_late else []
        return format_html_join(" ", "{}", ((one,) for one in found))

    return marks
