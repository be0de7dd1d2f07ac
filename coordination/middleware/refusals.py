"""One place that shows what an operation refused."""

from django.contrib import messages
from django.shortcuts import render

from coordination.refusals import Refused


class RefusalMiddleware:
    """Turns a refusal into a page with its sentence and the way back (409)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Refused):
            return None
        if getattr(request, "htmx", False):
            messages.error(request, str(exception.message))
        context = {"sentence": exception.message}
        return render(request, "coordination/refused.html", context, status=409)
