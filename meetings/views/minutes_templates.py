"""The office's own template of minutes: brought in, tried, taken out of use."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordination import documents
from meetings import minutes_templates, permissions
from meetings.forms.minutes import TemplateForm
from meetings.papers import DOCX_TYPE
from meetings.views.found import visible_team


@login_required
@require_http_methods(["GET", "POST"])
def minutes_template(request, pk):
    """Which template a team uses; another is tried before it is taken."""
    team = visible_team(request, pk, permissions.convenes)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            minutes_templates.use(team, form.cleaned_data["file"], by=request.user)
        except ValidationError as error:
            form.add_error("file", error)
        except minutes_templates.NotATemplate as refusal:
            form.add_error("file", str(refusal.message))
        else:
            messages.success(request, _("From now on the minutes are set in this template."))
            return redirect("meetings:minutes-template", pk=pk)
    context = {"team": team, "form": form, "current": minutes_templates.current(team)}
    return render(request, "meetings/minutes_template.html", context)


@login_required
@require_POST
def minutes_template_stop(request, pk):
    team = visible_team(request, pk, permissions.convenes)
    minutes_templates.stop(team, by=request.user)
    messages.success(request, _("The minutes are set in the desk's own way again."))
    return redirect("meetings:minutes-template", pk=pk)


@login_required
@require_GET
def minutes_template_file(request, pk, which):
    """The template in use, or the example to begin with."""
    team = visible_team(request, pk, permissions.convenes)
    template = minutes_templates.current(team) if which == "current" else None
    if template is not None:
        return documents.download(template.file)
    answer = HttpResponse(minutes_templates.example(), content_type=DOCX_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="wzor-protokolu.docx"'
    return documents.kept_from_running(answer)
