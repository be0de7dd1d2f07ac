"""The library: its shelves, one item with its versions, and what its keepers do."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordination import audit
from coordination.choices import READING_IS_AUDITED, HandlingLabel
from coordination.refusals import Refused
from exchange import handling, permissions, post_files
from exchange import library as shelves
from exchange.forms.library import (
    ItemForm,
    NewItemForm,
    ReviewForm,
    TeamChoiceForm,
    VersionForm,
    WithdrawForm,
)
from exchange.library_filters import LibraryFilter
from exchange.models import LibraryItem
from exchange.views.found import belonging_only

PER_PAGE = 50


@belonging_only
@require_GET
def library(request):
    """Everything this person may read, by team and folder, with what is new for him."""
    looked_at = shelves.looked_at(request.user)
    items = LibraryItem.objects.visible_to(request.user).current()
    found = LibraryFilter(
        request.GET or None,
        queryset=items.with_shelf().in_shelf_order(),
        request=request,
        looked_at=looked_at,
    )
    context = {
        "filter": found,
        "page": Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page")),
        "is_narrowed": bool(request.GET.keys() - {"page"}),
        "looked_at": looked_at,
        "news": items.changed_since(looked_at).count(),
        "can_add": permissions.teams_whose_library_is_kept(request.user).exists(),
    }
    return render(request, "exchange/library.html", context)


@belonging_only
@require_POST
def library_seen(request):
    """Remember that the person has looked: what comes later is new."""
    shelves.note_look(request.user)
    messages.success(request, _("Noted. What comes from now on will be marked as new."))
    return redirect("exchange:library")


def visible_item(request, pk, may=None):
    """Return an item that reaches this person; unknown and forbidden both answer 404."""
    items = LibraryItem.objects.visible_to(request.user).with_shelf()
    found = get_object_or_404(items, pk=pk)
    if may is not None and not may(request.user, found):
        raise PermissionDenied
    return found


@belonging_only
@require_GET
def item(request, pk):
    found = visible_item(request, pk)
    context = {
        "item": found,
        "versions": found.document.versions.order_by("-number").select_related("added_by"),
        "rules": handling.rules_of(found.audience.label),
        "can_change": permissions.can_change_item(request.user, found),
        "reminders": found.reminders.all(),
    }
    return render(request, "exchange/library_item.html", context)


@belonging_only
@require_GET
def item_file(request, pk, number):
    """One version of an item with its label on it."""
    found = visible_item(request, pk)
    version = get_object_or_404(found.document.versions, number=min(number, 10**6))
    if found.audience.label in READING_IS_AUDITED:
        audit.record_reading(
            found, by=request.user, label=found.audience.label, team_id=found.team_id
        )
    return post_files.give_out(version, HandlingLabel(found.audience.label))


@belonging_only
@require_http_methods(["GET", "POST"])
def item_add(request):
    """Put a file into the library of a team that this person keeps."""
    teams = permissions.teams_whose_library_is_kept(request.user)
    if not teams.exists():
        raise PermissionDenied
    team = chosen_team(request, teams)
    if team is None:
        form = TeamChoiceForm(request.GET or None, teams=teams)
        return render(request, "exchange/library_team.html", {"form": form})
    initial = {"owner": request.user.pk}
    form = NewItemForm(
        request.POST or None, request.FILES or None, user=request.user, team=team, initial=initial
    )
    if form.is_valid():
        made = attempt(form, "file", put_in, team, form, request.user)
        if made:
            messages.success(request, _("It is in the library."))
            return redirect(made)
    context = {"form": form, "heading": _("Put into the library"), "team": team}
    return render(request, "exchange/library_form.html", context | {"submit": _("Put in")})


def chosen_team(request, teams):
    """Return whose library it is: the only one, or the one that was chosen."""
    keys = list(teams.values_list("pk", flat=True)[:2])
    if len(keys) == 1:
        return teams.get(pk=keys[0])
    typed = request.GET.get("team", "")
    if not typed:
        return None
    if not typed.isascii() or not typed.isdecimal() or len(typed) > 15:
        raise Http404
    return get_object_or_404(teams, pk=typed)


def put_in(team, form, user):
    return shelves.add(
        team,
        form.cleaned_data["file"],
        label=form.cleaned_data["label"],
        facts=form.facts(),
        review_on=form.cleaned_data["review_on"],
        by=user,
        **form.shelf(),
    )


def attempt(form, field, act, *facts, **more):
    """Do something with a valid form; what is refused stands beside a field. Return the result."""
    try:
        return act(*facts, **more)
    except ValidationError as error:
        form.add_error(field, error.messages)
    except Refused as refusal:
        form.add_error("review_on" if "review_on" in form.fields else field, str(refusal))
    return None


def act(request, found, form, heading, submit):
    context = {"item": found, "form": form, "heading": heading, "submit": submit}
    return render(request, "exchange/library_form.html", context)


@belonging_only
@require_http_methods(["GET", "POST"])
def item_edit(request, pk):
    found = visible_item(request, pk, permissions.can_change_item)
    initial = {name: getattr(found, name) for name in ("kind", "title", "summary")} | {
        "folder": found.folder.name if found.folder else "",
        "tags": ", ".join(tag.name for tag in found.tags.all()),
        "owner": found.owner_id,
    }
    form = ItemForm(request.POST or None, user=request.user, team=found.team, initial=initial)
    if form.is_valid():
        shelves.change(found, facts=form.facts(), by=request.user, **form.shelf())
        messages.success(request, _("It is changed."))
        return redirect(found)
    return act(request, found, form, _("Change what is said of it"), _("Save"))


@belonging_only
@require_http_methods(["GET", "POST"])
def item_version(request, pk):
    found = visible_item(request, pk, permissions.can_change_item)
    form = VersionForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid() and attempt(
        form, "file", shelves.add_version, found, form.cleaned_data["file"], by=request.user
    ):
        messages.success(request, _("The newer version is in the library."))
        return redirect(found)
    return act(request, found, form, _("Add a newer version"), _("Add"))


@belonging_only
@require_http_methods(["GET", "POST"])
def item_review(request, pk):
    found = visible_item(request, pk, permissions.can_change_item)
    form = ReviewForm(request.POST or None, user=request.user)
    if form.is_valid():
        next_on = form.cleaned_data["next_on"]
        if attempt(
            form, "next_on", shelves.confirm_review, found, next_on=next_on, by=request.user
        ):
            messages.success(request, _("Noted: it was reviewed."))
            return redirect(found)
    return act(request, found, form, _("Review"), _("It is reviewed"))


@belonging_only
@require_http_methods(["GET", "POST"])
def item_withdraw(request, pk):
    found = visible_item(request, pk, permissions.can_change_item)
    form = WithdrawForm(request.POST or None, user=request.user)
    if form.is_valid():
        shelves.withdraw(found, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("It is out of the library and stays on record."))
        return redirect("exchange:library")
    return act(request, found, form, _("Take it out of the library"), _("Take it out"))
