"""The scale of the phenomenon in one voivodeship, for everybody."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.models import Voivodeship
from reports.statistics import regional
from teams import voivodeship_map


@require_safe
def region(request, teryt):
    """Ten years of released figures and published series, by reporter, with a map."""
    found = get_object_or_404(Voivodeship, teryt=teryt)
    last_year = timezone.localdate().year
    here, country = regional.published_for(found, request.user)
    context = {
        "region": found,
        "sections": regional.sections_for(found, request.user, last_year),
        "published": here,
        "country": country,
        "first_year": last_year - regional.YEARS + 1,
        "last_year": last_year,
        "view_box": voivodeship_map.VIEW_BOX,
    }
    return render(request, "reports/statistics/region.html", context)
