"""Standing pages that anybody may read."""

from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def who_sees_what(request):
    """Who sees what, and what the desk does not protect from (quality §3)."""
    return render(request, "coordination/who_sees_what.html")


@require_safe
def accessibility(request):
    """Accessibility statement in the order that the ministry's template asks for."""
    return render(request, "coordination/accessibility.html")
