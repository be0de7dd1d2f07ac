"""Sessions end: after half an hour without a click, and after half a day in any case."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.utils import timezone
from django.utils.translation import gettext as _

WRITE_EVERY_SECONDS = 60


class SessionLimitMiddleware:
    """Keeps two times in the session: when it began and when it was last used (quality S7)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now = timezone.now()
            if self.is_over(request.session, now):
                logout(request)
                messages.info(request, _("You were signed out after a time without activity."))
                return redirect_to_login(request.get_full_path())
            self.touch(request, now)
        return self.get_response(request)

    @staticmethod
    def is_over(session, now):
        began, seen = session.get("began_at"), session.get("seen_at")
        if not began or not seen:
            return False
        idle = now - datetime.fromisoformat(seen)
        age = now - datetime.fromisoformat(began)
        return idle > settings.SESSION_IDLE or age > settings.SESSION_ABSOLUTE

    @staticmethod
    def touch(request, now):
        """Note the click, at most once a minute; never when a page asks by itself."""
        session = request.session
        session.setdefault("began_at", now.isoformat())
        seen = session.get("seen_at")
        polled = request.headers.get("HX-Trigger-Name") == "poll"
        if seen is None or (
            not polled
            and (now - datetime.fromisoformat(seen)).total_seconds() > WRITE_EVERY_SECONDS
        ):
            session["seen_at"] = now.isoformat()
            session["language"] = request.user.language
            UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=now)
