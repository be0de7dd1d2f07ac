"""Writing minutes together, and sending them out."""

import difflib
from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import reswap, retarget

from meetings import (
    agenda_clock,
    arranging,
    circulating,
    joint,
    minutes_facts,
    permissions,
    quorum,
    readings,
    recording,
    rules_clock,
)
from meetings.choices import Rule
from meetings.forms.minutes import BlockForm, CirculateForm
from meetings.forms.recording import ItemForm, ItemStateForm
from meetings.models import MinutesBlock
from meetings.views.found import visible_meeting


def block_form(block, user, data=None, **marks):
    return BlockForm(
        data,
        prefix=f"b{block.pk}",
        initial={"text": block.text, "based_on": block.revision},
        user=user,
        **marks,
    )


def marks_of(meeting, item):
    """What the marks of paragraphs of an item may say: no wider label, institutions with a seat."""
    names = [seat.institution.short_name for seat in seats_of(meeting)]
    return {
        "item_label": item.label or meeting.label,
        "institutions": list(dict.fromkeys(name for name in names if name)),
    }


def seats_of(meeting):
    return joint.seats_of(meeting)


def block_rows(meeting, user):
    """Return each item with its text, decisions, tasks and the small forms beside them."""
    items = meeting.items.select_related("block", "carried_from__meeting").prefetch_related(
        "decisions", "actions__owner_seat__institution"
    )
    return [
        {
            "item": item,
            "block": item.block,
            "spent": agenda_clock.spent(item),
            "form": block_form(item.block, user),
            "state_form": ItemStateForm(initial={"state": item.state}, auto_id=f"s{item.pk}_%s"),
        }
        for item in items
    ]


@login_required
@require_GET
def minutes_edit(request, pk):
    """The whole minutes on one page; each item is saved by itself.

    Once they are circulated, whoever wrote them is led to the page where they are read.
    """
    meeting = visible_meeting(request, pk, permissions.can_read_draft_minutes)
    if not meeting.is_under_way:
        messages.info(
            request,
            _("The minutes are circulated. To change them, press “Correct the minutes” there."),
        )
        return redirect(meeting)
    rows = block_rows(meeting, request.user)
    context = {
        "meeting": meeting,
        "rows": rows,
        "delay": agenda_clock.delay(meeting, [row["item"] for row in rows]),
        "item_form": ItemForm(user=request.user),
        "quorum": quorum.of_meeting(meeting),
    }
    return render(request, "meetings/minutes_edit.html", context)


def own_block(meeting, pk):
    return get_object_or_404(
        MinutesBlock.objects.filter(minutes__meeting=meeting).select_related("item"), pk=pk
    )


@login_required
@require_POST
def block_save(request, pk, block):
    """Save one item's text; on a clash both texts are shown side by side and nothing is lost."""
    meeting = visible_meeting(request, pk, permissions.can_keep_record)
    block = own_block(meeting, block)
    form = block_form(block, request.user, request.POST, **marks_of(meeting, block.item))
    context = {"meeting": meeting, "written": block, "form": form, "item": block.item}
    if not form.is_valid():
        return answer_block(request, context, 422)
    try:
        block = recording.save_block(
            block,
            text=form.cleaned_data["text"],
            based_on=form.cleaned_data["based_on"],
            by=request.user,
        )
    except recording.Clash as clash:
        return answer_block(request, clash_context(context, clash.block, form), 409)
    if request.htmx:
        context |= {"written": block, "form": block_form(block, request.user), "saved": True}
        return answer_saved(request, context)
    messages.success(request, _("The text is saved."))
    return redirect(f"{request.path.split('/blocks/')[0]}/#item-{block.item_id}")


def answer_saved(request, context):
    """Say "saved" and hand over the new revision; the text being written is left alone."""
    response = render(request, "meetings/_partials/minutes_block_saved.html", context)
    return retarget(reswap(response, "innerHTML"), f"#saved-{context['written'].pk}")


def clash_context(context, current, form):
    """Show the writer's own text over the other's, ready to be saved on top of it."""
    mine = form.cleaned_data["text"]
    fresh = BlockForm(
        prefix=f"b{current.pk}", initial={"text": mine, "based_on": current.revision}, user=None
    )
    last = current.revisions.select_related("by").first()
    return context | {"written": current, "form": fresh, "theirs": last, "mine": mine}


def answer_block(request, context, status):
    template = "_partials/minutes_block.html" if request.htmx else "minutes_block_page.html"
    return render(request, f"meetings/{template}", context, status=status)


@login_required
@require_GET
def block_history(request, pk, block):
    """All saved states of one text, each with what it changed."""
    meeting = visible_meeting(request, pk, permissions.can_read_draft_minutes)
    block = own_block(meeting, block)
    revisions = list(block.revisions.select_related("by"))
    older = [*revisions[1:], None][: len(revisions)]
    context = {
        "meeting": meeting,
        "written": block,
        "changes": [
            (revision, changed_lines(before.text if before else "", revision.text))
            for revision, before in zip(revisions, older, strict=True)
        ],
    }
    return render(request, "meetings/block_history.html", context)


def changed_lines(before, after):
    """Return `(sign, line)` pairs: "+" added, "-" dropped, " " kept."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [(line[0], line[2:]) for line in lines if line[0] in "+- "]


@login_required
@require_POST
def item_state(request, pk, item):
    meeting = visible_meeting(request, pk, permissions.can_keep_record)
    item = get_object_or_404(meeting.items, pk=item)
    form = ItemStateForm(request.POST)
    if form.is_valid():
        recording.set_item_state(item, form.cleaned_data["state"], by=request.user)
        messages.success(request, _("Noted: %(item)s.") % {"item": item})
    return redirect_to_item(meeting, item)


@login_required
@require_http_methods(["GET", "POST"])
def item_add(request, pk):
    """An item that the meeting itself put on the agenda."""
    meeting = visible_meeting(request, pk, permissions.can_keep_record)
    form = ItemForm(request.POST or None, user=request.user)
    if form.is_valid():
        item = arranging.add_item(
            meeting, words=arranging.plain(form.cleaned_data["title"]), by=request.user
        )
        return redirect_to_item(meeting, item)
    return render(request, "meetings/item_form.html", {"meeting": meeting, "form": form})


def redirect_to_item(meeting, item):
    return redirect(f"{minutes_path(meeting)}#item-{item.pk}")


def minutes_path(meeting):
    return f"{meeting.get_absolute_url()}minutes/"


@login_required
@require_http_methods(["GET", "POST"])
def minutes_circulate(request, pk):
    """Read the minutes as the members will, then send them."""
    meeting = visible_meeting(request, pk, permissions.can_circulate)
    releases = meeting.minutes.releases.count()
    form = CirculateForm(
        request.POST or None,
        is_correction=releases > 0,
        is_late=releases == 0 and rules_clock.would_break(meeting, Rule.MINUTES),
        user=request.user,
    )
    if request.method == "POST" and form.is_valid():
        circulating.circulate(meeting, by=request.user, **form.cleaned_data)
        messages.success(request, _("The minutes are on their way to the members."))
        return redirect(meeting)
    context = {
        "meeting": meeting,
        "form": form,
        "reading": preview(meeting, releases + 1),
        "readers": meeting.invitees.current().count(),
    }
    return render(request, "meetings/minutes_circulate.html", context)


def preview(meeting, number):
    """The whole text as it will be frozen."""
    facts = asdict(minutes_facts.minutes_facts(meeting, number=number))
    return readings.read(facts, readings.OFFICER, on_screen=True)


@login_required
@require_POST
def minutes_reopen(request, pk):
    meeting = visible_meeting(request, pk, permissions.can_circulate)
    circulating.reopen(meeting, by=request.user)
    messages.success(
        request, _("The minutes are open for correction. What was sent stays on record.")
    )
    return redirect("meetings:minutes-edit", pk=pk)
