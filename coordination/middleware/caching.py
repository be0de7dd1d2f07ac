"""Pages of signed-in people are kept by nobody (quality S6)."""


class NoStoreMiddleware:
    """Adds no-store wherever the answer may hold something not for everybody."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response
