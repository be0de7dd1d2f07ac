"""Arranging an agenda: its page, items, sections, order, and the items that always come back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings import agenda_clock, agenda_reading, agenda_versions, arranging, permissions
from meetings.forms.agenda import (
    AgendaItemForm,
    MoveForm,
    SectionForm,
    initial_of_item,
)
from meetings.models import AgendaItem
from meetings.views.found import visible_meeting


def grouped(meeting, user):
    """Return the agenda as `(section or None, items)`, empty sections included, in order."""
    items = agenda_reading.for_person(meeting, user)
    groups = [(None, [item for item in items if item.section_id is None])]
    for section in meeting.sections.all():
        groups.append((section, [item for item in items if item.section_id == section.pk]))
    return [group for group in groups if group[0] is not None or group[1]]


@login_required
@require_GET
def agenda(request, pk):
    """The agenda to arrange, with buttons that need no script and rows that can be dragged."""
    meeting = visible_meeting(request, pk, permissions.can_arrange)
    groups = grouped(meeting, request.user)
    context = {
        "meeting": meeting,
        "groups": groups,
        "section_form": SectionForm(user=request.user),
        "planned_minutes": sum(item.minutes or 0 for _section, items in groups for item in items),
        "length": int((meeting.ends_at - meeting.starts_at).total_seconds() // 60),
        "has_standing": meeting.team.standing_items.filter(ended_at__isnull=True).exists(),
    }
    return render(request, "meetings/agenda.html", context)


@login_required
@require_GET
def agenda_history(request, pk):
    """The agendas as they were published, with what each made different."""
    meeting = visible_meeting(request, pk)
    context = {"meeting": meeting, "versions": agenda_versions.for_person(meeting, request.user)}
    return render(request, "meetings/agenda_versions.html", context)


def item_of(meeting, key):
    return get_object_or_404(meeting.items.prefetch_related("readers"), pk=key)


@login_required
@require_http_methods(["GET", "POST"])
def agenda_item_add(request, pk):
    meeting = visible_meeting(request, pk, permissions.can_arrange)
    form = AgendaItemForm(request.POST or None, meeting=meeting, user=request.user)
    if form.is_valid():
        item = arranging.add_item(meeting, words=form.words(), by=request.user, **form.belonging())
        messages.success(request, _("On the agenda: %(item)s.") % {"item": item})
        return redirect("meetings:agenda", pk=pk)
    return render(request, "meetings/agenda_item_form.html", {"meeting": meeting, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def agenda_item_edit(request, pk, item):
    meeting = visible_meeting(request, pk, permissions.can_arrange)
    item = item_of(meeting, item)
    form = AgendaItemForm(
        request.POST or None, initial=initial_of_item(item), meeting=meeting, user=request.user
    )
    if request.method == "POST" and form.is_valid():
        item = arranging.change_item(item, words=form.words(), by=request.user, **form.belonging())
        messages.success(request, _("The item is changed: %(item)s.") % {"item": item})
        return redirect("meetings:agenda", pk=pk)
    context = {"meeting": meeting, "form": form, "item": item}
    return render(request, "meetings/agenda_item_form.html", context)


@login_required
@require_POST
def agenda_item_remove(request, pk, item):
    meeting = visible_meeting(request, pk, permissions.can_arrange)
    item = item_of(meeting, item)
    arranging.remove_item(item, by=request.user)
    messages.success(request, _("Off the agenda: %(title)s.") % {"title": item.title})
    return redirect("meetings:agenda", pk=pk)


@login_required
@require_POST
def agenda_move(request, pk):
    """Move an item or a section by a button or by dragging; nothing else than the order changes."""
    meeting = visible_meeting(request, pk, permissions.can_arrange)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(_("This is no place on an agenda."))
    asked = form.cleaned_data
    arranging.move(
        meeting, asked["token"], by=request.user, step=asked["step"], behind=asked["behind"]
    )
    kind, key = asked["token"]
    return redirect(f"{request.path.removesuffix('move/')}#{kind}-{key}")


@login_required
@require_POST
def agenda_section_add(request, pk):
    meeting = visible_meeting(request, pk, permissions.can_arrange)
    form = SectionForm(request.POST, user=request.user)
    if form.is_valid():
        arranging.add_section(meeting, title=form.cleaned_data["title"], by=request.user)
        return redirect("meetings:agenda", pk=pk)
    return render(request, "meetings/agenda_section.html", {"meeting": meeting, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def agenda_section_edit(request, pk, section):
    """Rename a section, or take the heading away and leave its items."""
    meeting = visible_meeting(request, pk, permissions.can_arrange)
    section = get_object_or_404(meeting.sections, pk=section)
    form = SectionForm(request.POST or None, initial={"title": section.title}, user=request.user)
    if request.method == "POST" and "remove" in request.POST:
        arranging.remove_section(section, by=request.user)
        messages.success(request, _("The heading is gone, its items stayed."))
        return redirect("meetings:agenda", pk=pk)
    if request.method == "POST" and form.is_valid():
        arranging.rename_section(section, title=form.cleaned_data["title"], by=request.user)
        return redirect("meetings:agenda", pk=pk)
    context = {"meeting": meeting, "form": form, "section": section}
    return render(request, "meetings/agenda_section.html", context)


@login_required
@require_POST
def agenda_standing(request, pk):
    """Bring the standing items of the team onto this agenda."""
    meeting = visible_meeting(request, pk, permissions.can_arrange)
    arranging.take_standing(meeting, by=request.user)
    messages.success(request, _("The standing items are on the agenda."))
    return redirect("meetings:agenda", pk=pk)


@login_required
@require_POST
def item_clock(request, pk, item):
    """Begin or end an item on the running clock of the meeting."""
    meeting = visible_meeting(request, pk, permissions.can_keep_record)
    item = get_object_or_404(AgendaItem.objects.filter(meeting=meeting), pk=item)
    if "end" in request.POST:
        agenda_clock.end(item, by=request.user)
    else:
        agenda_clock.begin(item, by=request.user)
    return redirect(f"{meeting.get_absolute_url()}minutes/#item-{item.pk}")
