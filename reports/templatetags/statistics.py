"""States of statistical returns in words."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from coordination.templatetags.desk import badge
from reports.statistics_choices import ReturnState

register = template.Library()

TONES = {
    ReturnState.ACCEPTED: "good",
    ReturnState.FILED: "strong",
    ReturnState.RETURNED: "bad",
}
OWN_TONES = {ReturnState.PREPARED: "strong", ReturnState.DRAFT: "warn", ReturnState.WAITING: "warn"}


@register.simple_tag
def return_state(stat_return, own=False, silent=False):
    """Where a return stands; to everybody outside, what is not filed is no information.

    Args:
        stat_return: The return.
        own: Whether its own people read it.
        silent: Whether its day has passed without a filing.
    """
    tone = TONES.get(stat_return.state)
    if tone:
        icon = "check-lg" if tone == "good" else ""
        shown = badge(stat_return.get_state_display(), tone, icon)
        return format_html("{} {}", shown, badge(_("no information"), "bad")) if silent else shown
    if own:
        return badge(stat_return.get_state_display(), OWN_TONES[stat_return.state])
    return badge(_("no information"), "bad" if silent else "quiet")
