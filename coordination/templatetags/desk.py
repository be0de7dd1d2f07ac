"""Small pieces of pages that several rooms draw."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext as _

from coordination import demo_accounts as accounts
from coordination.choices import DeliveryState, HandlingLabel

register = template.Library()

LABEL_ICONS = {
    HandlingLabel.PUBLIC: "globe2",
    HandlingLabel.TEAMS: "people",
    HandlingLabel.UNITS: "building",
    HandlingLabel.INSTITUTIONS: "building-lock",
    HandlingLabel.PERSONS: "person-lock",
}
DELIVERY_TONES = {
    DeliveryState.SENT: "good",
    DeliveryState.PENDING: "quiet",
    DeliveryState.SENDING: "quiet",
    DeliveryState.UNSURE: "warn",
    DeliveryState.FAILED: "bad",
    DeliveryState.BOUNCED: "bad",
    DeliveryState.GATHERED: "good",
}
# The first sign that fits wins: every browser also calls itself by the names of older ones.
BROWSERS = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
]
DEVICES = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
]


@register.inclusion_tag("_partials/label.html")
def handling_label(value):
    """The handling label as words with an icon, never as colour alone."""
    return {
        "words": HandlingLabel(value).label,
        "icon": LABEL_ICONS[HandlingLabel(value)],
        "value": value,
    }


@register.simple_tag
def badge(words, tone="quiet", icon=""):
    """A state in words; tones are good, warn, bad, quiet and strong.

    Long lists hold hundreds of them, so they are put together here and not by a template.
    """
    sign = format_html('<i class="bi bi-{}" aria-hidden="true"></i>', icon) if icon else ""
    return format_html('<span class="badge-word {}">{}{}</span>', tone, sign, words)


@register.simple_tag
def delivery_badge(delivery):
    return badge(delivery.get_state_display(), DELIVERY_TONES[delivery.state])


@register.filter
def or_unknown(value):
    """A fact, or the honest words that there is none."""
    return value if value not in (None, "") else _("no data")


@register.filter
def browser(user_agent):
    """What a person calls the program and the device behind a User-Agent line."""
    program = next((name for sign, name in BROWSERS if sign in user_agent), _("unknown program"))
    device = next((name for sign, name in DEVICES if sign in user_agent), "")
    return f"{program}, {device}" if device else program


@register.simple_tag(takes_context=True)
def page_link(context, number):
    """The address of another page of the same filtered list."""
    query = context["request"].GET.copy()
    query["page"] = number
    return f"?{query.urlencode()}"


@register.simple_tag
def demo_accounts():
    """The accounts that anybody may try, on a demo only."""
    if not settings.DEMO:
        return None
    return {"password": accounts.PASSWORD, "accounts": accounts.lines()}
