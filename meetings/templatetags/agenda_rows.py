"""Rows of an agenda to arrange, put together at once (ADR 10).

All buttons of the page belong to one form, so that a row carries neither a form of its own nor a
token against forgery; the button says by its value what it moves.
"""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from coordination.templatetags.desk import badge
from coordination.templatetags.polish_dates import clock
from meetings.agenda_order import ITEM, SECTION
from meetings.choices import ItemPurpose

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
    purposes = {purpose.value: str(purpose.label) for purpose in ItemPurpose}
    marks = marks_of_items()

    def row(item):
        return {
            "kind": ITEM,
            "pk": item.pk,
            "position": item.position,
            "title": item.title,
            "name": str(item),
            "facts": " · ".join(facts_of(item, purposes)),
            "marks": marks(item),
        }

    return format_html_join("", pattern, map(row, items))


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
    carried = _("carried over from meeting No. %(number)s")

    def marks(item):
        found = [reserved] if item.is_reserved else []
        found += [late] if item.is_late else []
        if item.carried_from_id:
            words = carried % {"number": item.carried_from.meeting.signature}
            found.append(format_html(CARRIED, words))
        return format_html_join(" ", "{}", ((one,) for one in found))

    return marks
