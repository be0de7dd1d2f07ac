"""Which language a page speaks: the person's, else the choice in the cookie, else Polish."""

from django.conf import settings
from django.utils import translation

CODES = {code for code, _name in settings.LANGUAGES}


def language_of(request):
    """Return the language chosen by cookie or kept in the session at sign-in, else Polish.

    The browser's own list is not asked: the desk speaks Polish first (design §4.12).
    """
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in CODES:
        return chosen
    kept = request.session.get("language")
    return kept if kept in CODES else settings.LANGUAGE_CODE


class PersonLanguageMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with translation.override(language_of(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response
