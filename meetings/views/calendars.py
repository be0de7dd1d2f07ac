"""Lists of meetings: agenda list, month, and calendars to subscribe to."""

import calendar
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import working_days
from meetings import feeds, permissions
from meetings.filters import MeetingFilter
from meetings.models import FeedAddress, Meeting
from teams.models import Team

PAGE = 50
SHOWN_IN_LISTS = ["team", "number", "year", "title", "starts_at", "ends_at", "zone", "status"]


@login_required
@require_safe
def meeting_list(request):
    """Meetings of all my teams, coming ones first and soonest first; filters below."""
    meetings = Meeting.objects.visible_to(request.user)
    found = MeetingFilter(request.GET or None, queryset=meetings, request=request)
    past = "past" in request.GET
    now = timezone.now()
    rows = found.qs.filter(ends_at__lt=now) if past else found.qs.filter(ends_at__gte=now)
    rows = rows.order_by("-starts_at" if past else "starts_at", "pk")
    rows = rows.with_answer_counts().only(*SHOWN_IN_LISTS)
    rows = rows.prefetch_related("team__voivodeship", "joined__team__voivodeship")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "past": past,
        "can_create": permissions.teams_to_convene(request.user).active().exists(),
    }
    return render(request, "meetings/meeting_list.html", context)


def month_of(request):
    """Read the month asked for; anything odd is this month."""
    today = timezone.localdate()
    try:
        wanted = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return today.replace(day=1)
    return wanted if 2000 <= wanted.year <= 2100 else today.replace(day=1)


@login_required
@require_safe
def meeting_month(request):
    """A month as weeks of days; each day with its meetings and whether it is a holiday."""
    first = month_of(request)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    zone = timezone.get_current_timezone()
    begin = datetime.combine(weeks[0][0], time.min, zone)
    end = datetime.combine(weeks[-1][-1] + timedelta(days=1), time.min, zone)
    by_day = {}
    meetings = Meeting.objects.visible_to(request.user).filter(
        starts_at__gte=begin, starts_at__lt=end
    )
    for meeting in meetings.select_related("team__voivodeship").order_by("starts_at"):
        by_day.setdefault(meeting.local_start.date(), []).append(meeting)
    days = [
        [
            {
                "day": day,
                "inside": day.month == first.month,
                "meetings": by_day.get(day, []),
                "holiday": working_days.holiday(day),
            }
            for day in week
        ]
        for week in weeks
    ]
    context = {
        "first": first,
        "weeks": days,
        "today": timezone.localdate(),
        "previous": first - timedelta(days=1),
        "next": (first + timedelta(days=31)).replace(day=1),
        "weekdays": weeks[0],
    }
    return render(request, "meetings/meeting_month.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def feed_addresses(request):
    """The person's own calendar addresses, made on wish."""
    teams = Team.objects.visible_to(request.user).select_related("voivodeship")
    if request.method == "POST":
        wanted = request.POST.get("team", "")
        team = None
        if wanted:
            if not wanted.isdecimal() or len(wanted) > 15:
                raise Http404
            team = get_object_or_404(teams, pk=int(wanted))
        feeds.address_for(request.user, team)
        return redirect("meetings:feed-addresses")
    mine = FeedAddress.objects.filter(user=request.user, revoked_at__isnull=True)
    addresses = {one.team_id: one for one in mine.defer("body")}
    rows = [(None, addresses.get(None)), *((team, addresses.get(team.pk)) for team in teams)]
    context = {"rows": rows, "public_url": settings.PUBLIC_URL}
    return render(request, "meetings/feed_addresses.html", context)


@login_required
@require_POST
def feed_renew(request, pk):
    """Revoke an address; the calendars that used it stop at once."""
    own = FeedAddress.objects.filter(user=request.user, revoked_at__isnull=True)
    feeds.renew(get_object_or_404(own.select_related("team"), pk=pk))
    messages.success(
        request, _("The old address no longer works. Put the new one into your calendar.")
    )
    return redirect("meetings:feed-addresses")


@require_safe
def feed(request, secret):
    """The calendar under a secret address: 304 while nothing has changed for this person."""
    address = feeds.living(secret)
    if address is None:
        raise Http404
    tag = f'"{feeds.refresh(address)}"'
    response = HttpResponse(content_type="text/calendar; charset=utf-8")
    response["ETag"] = tag
    response["Last-Modified"] = http_date(address.changed_at.timestamp())
    response["Cache-Control"] = "private, no-cache"
    response = get_conditional_response(request, etag=tag, response=response)
    if response.status_code == 200:
        response.content = bytes(address.body)
    return response
