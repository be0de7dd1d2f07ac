"""Taking a roster from a table: upload, dry run, confirm."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination import documents
from coordination.choices import HandlingLabel
from coordination.models import DocumentVersion
from teams import roster_import
from teams.forms import RosterFileForm
from teams.views.membership import managed_team


@login_required
@require_http_methods(["GET", "POST"])
def roster_upload(request, pk):
    """Keep the uploaded table and show what it would do."""
    team = managed_team(request, pk)
    form = RosterFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            version = keep(file, request.user)
            read(version)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            return redirect("teams:roster-confirm", pk=pk, version=version.pk)
    return render(request, "teams/roster_upload.html", {"team": team, "form": form})


def keep(file, user):
    """Store the table as it came, so that what is confirmed is what was checked."""
    if not file.name.lower().endswith((".csv", ".xlsx")):
        raise ValidationError(_("The table cannot be read. Save it as CSV or XLSX."))
    return documents.store(file, title=file.name[:200], label=HandlingLabel.PERSONS, by=user)


def read(version):
    with version.file.open("rb") as file:
        return roster_import.read_table(file.read(), version.file_name.rpartition(".")[2].lower())


def kept_table(user, pk):
    """Return the rows of a table that this person uploaded; anything else is not found."""
    own = DocumentVersion.objects.filter(added_by=user, document__label=HandlingLabel.PERSONS)
    try:
        return read(get_object_or_404(own, pk=pk))
    except ValidationError:
        raise Http404 from None


@login_required
@require_http_methods(["GET", "POST"])
def roster_confirm(request, pk, version):
    """The dry run: each row with its errors; confirming applies the very same bytes."""
    team = managed_team(request, pk)
    rows = roster_import.check(team, kept_table(request.user, version))
    wrong = [row for row in rows if row.errors]
    problem = ""
    if request.method == "POST" and not wrong:
        try:
            roster_import.apply(team, rows, by=request.user)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, _("The roster is taken over."))
            return redirect(team)
    context = {"team": team, "rows": rows, "wrong": len(wrong), "problem": problem}
    return render(request, "teams/roster_confirm.html", context)
