"""Series of meetings: list, rule, coming days, leaving one out, changing or ending from a day."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from meetings import advice, permissions, recurring, series_dates, series_ics
from meetings.forms.series import EndSeriesForm, SeriesForm, SkipForm, initial_of_series
from meetings.models import Meeting, Series
from meetings.views.proposals import steered_teams
from teams.models import Team

SHOWN = 12


@login_required
@require_GET
def series_list(request):
    """The series of my teams, those that go on first."""
    found = Series.objects.visible_to(request.user).select_related("team__voivodeship")
    today = timezone.localdate()
    context = {
        "running": found.filter(until_on__gte=today).order_by("title"),
        "ended": found.filter(until_on__lt=today).order_by("-until_on")[:30],
        "can_begin": steered_teams(request.user).exists(),
    }
    return render(request, "meetings/series_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def series_add(request):
    teams = steered_teams(request.user)
    if not teams.exists():
        raise PermissionDenied
    form = SeriesForm(request.POST or None, teams=teams, user=request.user)
    if request.method == "POST" and form.is_valid():
        begun = attempt(
            form, recurring.begin, form.cleaned_data["team"], rule=form.rule(), by=request.user
        )
        if begun:
            messages.success(request, _("The series is begun; its next meetings are drafts."))
            return redirect(begun)
    return render(request, "meetings/series_form.html", {"form": form})


def attempt(form, operation, *args, **facts):
    """Do something with a valid form; what is refused stands in it and nothing typed is lost."""
    try:
        return operation(*args, **facts)
    except ValidationError as error:
        form.add_error(None, error.messages[0])
    except recurring.Refused as refused:
        form.add_error(None, str(refused))
    return None


def visible_series(request, pk, may=None):
    found = Series.objects.visible_to(request.user).select_related("team__voivodeship", "follows")
    series = get_object_or_404(found, pk=pk)
    if may is not None and not may(request.user, series.team):
        raise PermissionDenied
    return series


def coming_days(series, user):
    """Return the coming days with their meeting, as far as it is theirs to see, or why not."""
    seen = Meeting.objects.visible_to(user).filter(series=series)
    meetings = {one.series_day: one for one in seen}
    skipped = {one.planned_on: one for one in series.skipped.all()}
    today = timezone.localdate()
    coming = [one for one in recurring.days_of(series) if one.held_on >= today]
    return [
        {
            "occurrence": one,
            "meeting": meetings.get(one.planned_on),
            "skipped": skipped.get(one.planned_on),
        }
        for one in coming[:SHOWN]
    ]


@login_required
@require_GET
def series(request, pk):
    """The rule in words and the coming days."""
    found = visible_series(request, pk)
    steers = permissions.convenes(request.user, found.team)
    context = {
        "series": found,
        "days": coming_days(found, request.user),
        "steers": steers,
        "followed_by": found.followed_by.first(),
        "recipients": found.recipients.current() if steers else [],
    }
    return render(request, "meetings/series.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def series_change(request, pk):
    """Go on by another rule from a day; earlier meetings stay as they are."""
    found = visible_series(request, pk, permissions.convenes)
    teams = Team.objects.filter(pk=found.team_id).select_related("voivodeship")
    initial = initial_of_series(found) | {"begins_on": None}
    form = SeriesForm(request.POST or None, initial=initial, teams=teams, user=request.user)
    form.fields["begins_on"].label = _("From this day on")
    if request.method == "POST" and form.is_valid():
        rule = form.rule()
        follower = attempt(
            form,
            recurring.change_from,
            found,
            rule["begins_on"],
            rule=rule,
            by=request.user,
        )
        if follower:
            messages.success(request, _("From that day on the new rule counts."))
            return redirect(follower)
    return render(request, "meetings/series_form.html", {"form": form, "series": found})


@login_required
@require_http_methods(["GET", "POST"])
def series_end(request, pk):
    found = visible_series(request, pk, permissions.convenes)
    form = EndSeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        left = recurring.end(found, form.cleaned_data["from_on"], by=request.user)
        messages.success(request, _("The series is ended; its later drafts are set aside."))
        if left:
            messages.warning(
                request,
                _("Convened meetings stay; call them off one by one: %(titles)s.")
                % {"titles": ", ".join(f"{one.local_start:%d.%m.%Y}" for one in left)},
            )
        return redirect(found)
    return render(request, "meetings/series_end.html", {"series": found, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def series_skip(request, pk, day):
    """Leave one day out; another meeting is prepared instead."""
    found = visible_series(request, pk, permissions.convenes)
    try:
        planned_on = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    form = SkipForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        recurring.skip(found, planned_on, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The day is left out of the series."))
        return redirect(found)
    context = {"series": found, "form": form, "day": planned_on}
    return render(request, "meetings/series_skip.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def series_send(request, pk):
    """Show who would get which dates, then send them."""
    found = visible_series(request, pk, permissions.convenes)
    if request.method == "POST":
        series_dates.send(found, by=request.user)
        messages.success(request, _("The dates are on their way to the calendars."))
        return redirect(found)
    dates = series_ics.dates_of(found, series_ics.meetings_of(found), set())
    today = timezone.localdate()
    places = advice.places(found.team, today)
    context = {
        "series": found,
        "days": sorted(held for held in dates.kept.values() if held > today),
        "people": len({one.mandate.user_id for one in places if one.mandate}),
    }
    return render(request, "meetings/series_send.html", context)
