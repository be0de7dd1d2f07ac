"""Addresses that no page has and that PostgreSQL cannot even look for."""

from django.http import Http404


class OddAddressMiddleware:
    """Answers 404 to an address with a NUL in it, before any view asks the database."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path:
            raise Http404
        return self.get_response(request)
