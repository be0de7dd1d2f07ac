"""Error pages with a reference number that the log has too."""

import structlog
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

logger = structlog.get_logger("desk.errors")


def reference():
    """Return the number of this request, as it stands in the log."""
    return structlog.contextvars.get_contextvars().get("request_id", "")[:8]


def shown(request, status):
    return render(request, f"{status}.html", {"reference": reference()}, status=status)


def bad_request(request, exception=None):
    return shown(request, 400)


def forbidden(request, exception=None):
    return shown(request, 403)


def not_found(request, exception=None):
    return shown(request, 404)


def broken(request):
    """The page of last resort: it asks neither the session nor the database."""
    return HttpResponse(get_template("500.html").render({"reference": reference()}), status=500)
