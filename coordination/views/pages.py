"""Standing pages that anybody may read."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def who_sees_what(request):
    """Who sees what, and what the desk does not protect from (quality §3)."""
    return render(request, "coordination/who_sees_what.html")


@require_safe
def accessibility(request):
    """Accessibility statement in the order that the ministry's template asks for."""
    return render(request, "coordination/accessibility.html")


@require_safe
def security_txt(request):
    """Whom to tell of a weakness of the desk (RFC 9116); good for a year from now."""
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(days=364)
    lines = [
        f"Contact: mailto:{settings.DESK_EMAIL}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: pl, en",
        f"Canonical: {settings.PUBLIC_URL}{reverse('coordination:security-txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
