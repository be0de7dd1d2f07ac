"""Institutions: the list, one of them over time, and changes by those who may."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import audit, institutions, permissions
from coordination.filters import InstitutionFilter
from coordination.forms import CloseForm, InstitutionForm, PostForm, RenameForm
from coordination.models import Institution


def visible(request, pk):
    found = Institution.objects.visible_to(request.user).select_related("voivodeship", "parent")
    return get_object_or_404(found, pk=pk)


def editable(request, pk):
    institution = visible(request, pk)
    if not permissions.can_edit_institution(request.user, institution):
        raise PermissionDenied
    return institution


@login_required
@require_safe
def institution_list(request):
    rows = Institution.objects.visible_to(request.user).select_related("voivodeship")
    found = InstitutionFilter(request.GET or None, queryset=rows.in_polish_order())
    context = {
        "filter": found,
        "page": Paginator(found.qs, 40).get_page(request.GET.get("page")),
        "can_add": permissions.can_add_institution(request.user),
    }
    return render(request, "coordination/institution_list.html", context)


@login_required
@require_safe
def institution_detail(request, pk):
    institution = visible(request, pk)
    can_edit = permissions.can_edit_institution(request.user, institution)
    context = {
        "institution": institution,
        "former_names": institution.former_names.all(),
        "seats": institution.seats.on_day().select_related("team__voivodeship"),
        "can_edit": can_edit,
        "posts": institution.posts.on_day().select_related("user") if can_edit else [],
    }
    return render(request, "coordination/institution_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def institution_add(request):
    if not permissions.can_add_institution(request.user):
        raise PermissionDenied
    form = InstitutionForm(request.POST or None, user=request.user)
    if form.is_valid():
        institution = form.save()
        institutions.index(institution)
        audit.record("institution.added", institution, by=request.user)
        return redirect(institution)
    return render(request, "coordination/institution_form.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def institution_rename(request, pk):
    institution = editable(request, pk)
    initial = {"name": institution.name, "short": institution.short}
    form = RenameForm(request.POST or None, initial=initial, user=request.user)
    if form.is_valid():
        try:
            institutions.rename(institution, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages[0])
        except institutions.SameName as refusal:
            form.add_error("name", str(refusal.message))
        else:
            messages.success(request, _("The new name is in use; the old one stays in the past."))
            return redirect(institution)
    context = {"institution": institution, "form": form}
    return render(request, "coordination/institution_rename.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def institution_close(request, pk):
    institution = editable(request, pk)
    form = CloseForm(request.POST or None)
    if form.is_valid():
        try:
            institutions.close(institution, on=form.cleaned_data["on"], by=request.user)
        except ValidationError as error:
            form.add_error("on", error.messages[0])
        else:
            messages.success(request, _("The institution is closed; its past stays."))
            return redirect(institution)
    context = {"institution": institution, "form": form}
    return render(request, "coordination/institution_close.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def post_add(request, pk):
    """Name who writes, signs or administers for an institution."""
    institution = editable(request, pk)
    form = PostForm(request.POST or None)
    if form.is_valid():
        try:
            institutions.give_post(institution, by=request.user, **form.cleaned_data)
        except institutions.PostHeldAlready as refusal:
            form.add_error("user", str(refusal.message))
        else:
            messages.success(request, _("The post is given."))
            return redirect(institution)
    context = {"institution": institution, "form": form}
    return render(request, "coordination/institution_post.html", context)


@login_required
@require_POST
def post_end(request, pk, post):
    """End a post today."""
    institution = editable(request, pk)
    found = get_object_or_404(institution.posts.on_day(), pk=post)
    institutions.end_post(found, on=timezone.localdate(), by=request.user)
    messages.success(request, _("The post has ended."))
    return redirect(institution)
