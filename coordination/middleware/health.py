"""`/health/`: answers before sessions, hosts and redirects, for whoever watches the machine."""

from django.http import JsonResponse

from coordination import health


class HealthMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path != "/health/":
            return self.get_response(request)
        parts = health.check()
        status = 200 if all(word == "ok" for word in parts.values()) else 503
        response = JsonResponse(parts, status=status)
        response["Cache-Control"] = "no-store"
        return response
