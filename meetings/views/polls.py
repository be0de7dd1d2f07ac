"""Finding a date: asking, the grid of answers with the best times first, answering, choosing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordination import working_days
from coordination.templatetags.polish_dates import span
from meetings import convening, permissions, poll_ranking, polling
from meetings.choices import AnswerChannel
from meetings.forms.polls import AddTimeForm, PollAnswerForm, PollForm, Slots, WithdrawPollForm
from meetings.models import DatePoll, Meeting, PollAnswer, PollInvitee
from meetings.views.proposals import steered_teams
from teams.models import Mandate
from teams.standing import standing_of


@login_required
@require_GET
def poll_list(request):
    """Polls of my teams, the open ones first."""
    polls = DatePoll.objects.visible_to(request.user).select_related("team__voivodeship", "meeting")
    context = {
        "open": polls.open().order_by("until_at"),
        "closed": polls.exclude(pk__in=polls.open()).order_by("-asked_at")[:30],
        "can_ask": steered_teams(request.user).exists(),
    }
    return render(request, "meetings/poll_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def poll_add(request):
    """Ask a team when it can meet; more rows of times without losing what was typed."""
    teams = steered_teams(request.user)
    if not teams.exists():
        raise PermissionDenied
    who = {"teams": teams, "team": chosen_team(request, teams), "user": request.user}
    if "more" in request.POST:
        form, slots = with_more_rows(request.POST, who)
    else:
        form = PollForm(request.POST or None, **who)
        slots = Slots(request.POST or None, prefix="slots")
    if form.is_bound and form.is_valid() & slots.is_valid():
        try:
            poll = polling.ask(
                form.cleaned_data["team"], by=request.user, **form.facts(slots.starts())
            )
        except ValidationError as error:
            late = getattr(error, "code", "") == "deadline"
            form.add_error("until_day" if late else None, error.messages[0])
        else:
            messages.success(request, _("The letters with the question are on their way."))
            return redirect(poll)
    return render(request, "meetings/poll_form.html", {"form": form, "slots": slots})


def chosen_team(request, teams):
    """The team named in the form or the address; anything odd is the first of one's own."""
    wanted = request.POST.get("team") or request.GET.get("team")
    return next((team for team in teams if str(team.pk) == wanted), teams[0])


def with_more_rows(data, who):
    """Return the forms as they were typed, with room for more times and no errors yet."""
    total = data.get("slots-TOTAL_FORMS", "")
    rows = int(total) if total.isascii() and total.isdecimal() and len(total) < 4 else 0
    typed = [
        {name: data.get(f"slots-{number}-{name}") for name in ("day", "hour")}
        for number in range(min(rows, polling.MOST_SLOTS))
    ]
    initial = {name: data[name] for name in PollForm.base_fields if name in data}
    initial["required"] = data.getlist("required")
    return PollForm(initial=initial, **who), Slots(initial=typed, prefix="slots")


def visible_poll(request, pk, may=None):
    polls = DatePoll.objects.visible_to(request.user)
    poll = get_object_or_404(polls.select_related("team__voivodeship", "meeting", "chosen"), pk=pk)
    if may is not None and not may(request.user, poll.team):
        raise PermissionDenied
    return poll


def clashes_of(poll, slots, user):
    """Say for each slot which teams meet then with the same people; unseen ones have no name."""
    if not slots:
        return {}
    people = Mandate.objects.on_day().filter(seat__team=poll.team_id)
    found = (
        Meeting.objects.convened()
        .exclude(team=poll.team_id)
        .filter(
            starts_at__lt=max(slot.ends_at for slot in slots),
            ends_at__gt=min(slot.starts_at for slot in slots),
            invitees__removed_at__isnull=True,
            invitees__user__in=people.values("user"),
        )
        .distinct()
        .select_related("team__voivodeship")
    )
    meetings = list(found)
    seen = Meeting.objects.visible_to(user).filter(pk__in=[one.pk for one in meetings])
    known = set(seen.values_list("pk", flat=True)) if meetings else set()
    return {
        slot.pk: [
            one.team.short_name if one.pk in known else _("another team")
            for one in meetings
            if one.starts_at < slot.ends_at and one.ends_at > slot.starts_at
        ]
        for slot in slots
    }


def ranking_of(poll, user):
    """Return invitees with their words and the tallies of the slots, the best first."""
    slots, invitees = list(poll.slots.current()), list(poll.invitees.all())
    said = PollAnswer.objects.filter(slot__poll=poll).values_list("invitee", "slot", "word")
    words = {(invitee, slot): word for invitee, slot, word in said}
    day = timezone.localdate(slots[0].starts_at)
    rules = convening.rules_on(poll.team, day)
    counting = poll.team.seats.on_day(day).counting().count()
    needed = rules.seats_needed(counting) if rules else 0
    tallies = poll_ranking.ranked(slots, invitees, words, needed)
    clashes = clashes_of(poll, slots, user)
    for one in tallies:
        one.clashes = clashes.get(one.slot.pk, [])
        one.day_warning = working_days.day_warning(one.slot.local_start.date())
    for invitee in invitees:
        invitee.said = [(slot.pk, words.get((invitee.pk, slot.pk), "")) for slot in slots]
    return invitees, slots, tallies


@login_required
@require_GET
def poll(request, pk):
    """The answers: for officers the whole grid and the best times, for members the counts."""
    found = visible_poll(request, pk)
    steers = permissions.convenes(request.user, found.team)
    invitees, slots, tallies = ranking_of(found, request.user)
    context = {
        "poll": found,
        "slots": slots,
        "tallies": tallies,
        "invitees": invitees if steers else [],
        "asked": len(invitees),
        "answered": sum(1 for one in invitees if one.answered_at),
        "steers": steers,
        "own": next((one for one in invitees if one.user_id == request.user.pk), None),
        "is_late": found.until_at < timezone.now(),
        "can_withdraw_times": steers and found.is_open and len(slots) > 2,
    }
    return render(request, "meetings/poll.html", context)


def name_of(slot):
    return span(slot.local_start, slot.local_end)


def answer_form(invitee, data, user):
    said = dict(invitee.answers.values_list("slot", "word"))
    return PollAnswerForm(
        data,
        slots=list(invitee.poll.slots.current()),
        said=said,
        name_of=name_of,
        initial={"comment": invitee.comment},
        user=user,
    )


def take(form, invitee, **who):
    """Take what was posted; a refusal stands in the form and nothing typed is lost."""
    if not form.is_valid():
        return False
    try:
        polling.answer(invitee, form.words(), comment=form.cleaned_data["comment"], **who)
    except polling.Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


@login_required
@require_http_methods(["GET", "POST"])
def poll_answer(request, pk):
    """Answer for oneself, signed in."""
    found = visible_poll(request, pk)
    own = found.invitees.filter(user=request.user, seat__in=standing_of(request.user).seats)
    invitee = get_object_or_404(own.select_related("poll"))
    form = answer_form(invitee, request.POST or None, request.user)
    who = {"via": AnswerChannel.APP, "by": request.user}
    if request.method == "POST" and take(form, invitee, **who):
        messages.success(request, _("Thank you, your answer is noted."))
        return redirect(found)
    return render(request, "meetings/poll_answer.html", {"poll": found, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def poll_answer_for(request, pk, invitee):
    """Enter what somebody said on the telephone."""
    found = visible_poll(request, pk, permissions.convenes)
    invitee = get_object_or_404(found.invitees.select_related("poll"), pk=invitee)
    form = answer_form(invitee, request.POST or None, request.user)
    who = {"via": AnswerChannel.SECRETARY, "by": request.user}
    if request.method == "POST" and take(form, invitee, **who):
        messages.success(request, _("Noted: %(item)s.") % {"item": invitee.name})
        return redirect(found)
    context = {"poll": found, "form": form, "invitee": invitee}
    return render(request, "meetings/poll_answer.html", context)


@require_http_methods(["GET", "POST"])
def poll_by_link(request, secret):
    """Answer without an account. GET shows; only POST changes anything."""
    invitees = PollInvitee.objects.select_related("poll__team__voivodeship", "user", "seat")
    invitee = get_object_or_404(invitees, secret=secret)
    if not polling.still_stands(invitee):
        raise Http404
    found = invitee.poll
    with translation.override(invitee.language):
        is_open = found.is_open and found.until_at > timezone.now()
        form = answer_form(invitee, request.POST or None, invitee.user)
        who = {"via": AnswerChannel.LINK, "by": invitee.user}
        if request.method == "POST" and take(form, invitee, **who):
            return redirect(f"{request.path}?done=1")
        context = {
            "poll": found,
            "form": form,
            "invitee": invitee,
            "by_link": True,
            "is_open": is_open,
            "done": "done" in request.GET and invitee.answered_at,
        }
        return render(request, "meetings/poll_by_link.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def poll_choose(request, pk, slot):
    """Make the meeting at one of the times: a page that says what it means, and one button."""
    found = visible_poll(request, pk, permissions.convenes)
    slot = get_object_or_404(found.slots.current(), pk=slot)
    if request.method == "POST":
        meeting = polling.choose(found, slot, by=request.user)
        messages.success(
            request, _("The draft of the meeting is ready. Convene it, and the answers count.")
        )
        return redirect(meeting)
    _invitees, _slots, tallies = ranking_of(found, request.user)
    tally = next(one for one in tallies if one.slot.pk == slot.pk)
    return render(request, "meetings/poll_choose.html", {"poll": found, "tally": tally})


@login_required
@require_http_methods(["GET", "POST"])
def poll_time_add(request, pk):
    """Ask for one time more; everybody who was asked gets a letter about it."""
    found = visible_poll(request, pk, permissions.convenes)
    form = AddTimeForm(request.POST or None)
    if form.is_valid():
        try:
            polling.add_time(found, starts_at=form.cleaned_data["starts_at"], by=request.user)
        except ValidationError as error:
            form.add_error("day", error.messages[0])
        except polling.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The time is added and everybody asked is told."))
            return redirect(found)
    return render(request, "meetings/poll_time_add.html", {"poll": found, "form": form})


@login_required
@require_POST
def poll_time_withdraw(request, pk, slot):
    found = visible_poll(request, pk, permissions.convenes)
    slot = get_object_or_404(found.slots.current(), pk=slot)
    polling.withdraw_time(slot, by=request.user)
    messages.success(
        request, _("This time is no longer asked for: %(item)s.") % {"item": name_of(slot)}
    )
    return redirect(found)


@login_required
@require_http_methods(["GET", "POST"])
def poll_withdraw(request, pk):
    found = visible_poll(request, pk, permissions.convenes)
    form = WithdrawPollForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        polling.withdraw(found, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The poll is withdrawn and everybody asked is told."))
        return redirect(found)
    return render(request, "meetings/poll_withdraw.html", {"poll": found, "form": form})
