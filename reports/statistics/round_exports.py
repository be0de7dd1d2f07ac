"""A whole round as one table for the secretary: return under return, nothing added up.

An institution that has filed nothing stands there with the words that there is no information;
silence is neither zero nor unknown.
"""

from django.utils.translation import gettext as _

from reports.models.statistics import BETWEEN_CODES
from reports.statistics.figures import figures_in
from reports.statistics.return_workbooks import EXPLANATION, FIGURE, TOTAL_CODE, shown
from reports.statistics_choices import CountingUnit


def heads(shape):
    found = [_("Institution"), _("Territory"), _("Counting unit"), _("State")]
    for axis in shape.axes:
        found += [_("%(axis)s (code)") % {"axis": axis.name}, axis.name]
    return [*found, str(FIGURE), str(EXPLANATION)]


def lines(shape, returns):
    """Yield the lines of returns with their cells loaded; figures only of what was filed."""
    unit = str(CountingUnit(shape.counting_unit).label)
    places = [{one.code: one.label for one in axis.places} for axis in shape.axes]
    keys = [(key, key.split(BETWEEN_CODES)) for key in shape.keys]
    for one in returns:
        who = [one.institution.name, str(one.territory), unit]
        if not one.is_filed:
            yield [*who, _("no information"), *([""] * (2 * len(shape.axes) + 2))]
            continue
        known = figures_in(one.cells.all())
        for key, codes in keys:
            named = []
            for labels, code in zip(places, codes, strict=True):
                named += [code or TOTAL_CODE, labels[code]]
            yield [*who, str(one.get_state_display()), *named, *shown(known.get(key))]
