"""What stands in the head of every page."""

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from coordination import permissions

VERSION = "0.1"


def jobs(user):
    """The rooms by the job people come for: `(title, address, prefix)`; the public ones for all."""
    public = [
        (_("KPD"), reverse("reports:plan-list"), "/kpd/"),
        (_("Directory"), reverse("teams:directory"), "/directory/"),
    ]
    if not user.is_authenticated:
        return public
    return [
        (_("To do"), reverse("meetings:waiting"), "/waiting/"),
        (_("Meetings"), reverse("meetings:meeting-list"), "/meetings/"),
        (_("Teams"), reverse("teams:team-list"), "/teams/"),
        *(job for path in settings.JOBS_OF_ROOMS for job in import_string(path)(user)),
        *public,
    ]


def navigation(request):
    """Context of every page: navigation with the current job marked, and the person's own links."""
    user = getattr(request, "user", None)
    if user is None:
        return {"nav_jobs": [], "desk_version": VERSION}
    marked = [
        {"title": title, "url": url, "current": request.path.startswith(prefix)}
        for title, url, prefix in jobs(user)
    ]
    return {
        "nav_jobs": marked,
        "nav_mail": user.is_authenticated and permissions.can_list_mail(user),
        "nav_people": permissions.is_administrator(user),
        "desk_version": VERSION,
        "desk_email": settings.DESK_EMAIL,
    }
