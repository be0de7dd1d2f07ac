"""Gives each reading of a page a memory of its own."""

from coordination.request_memory import remembering


class RememberingMiddleware:
    """Lets GET and HEAD ask each question about rights once."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with remembering():
            return self.get_response(request)
