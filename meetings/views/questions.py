"""One question, sixteen answers: asking, and the matrix of what came back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordination import audit
from coordination.choices import READING_IS_AUDITED
from meetings import asking, permissions
from meetings.forms.proposals import DeadlineForm, QuestionForm
from meetings.models import TeamQuestion
from meetings.views.proposals import steered_teams
from teams.models import Team

ASKED = ["team", "title", "text", "label", "due_on", "teams"]


@login_required
@require_http_methods(["GET", "POST"])
def question_add(request):
    """Ask other teams a question in the name of one that I prepare meetings for."""
    askers = steered_teams(request.user)
    if not askers.exists():
        raise PermissionDenied
    others = (
        Team.objects.known_to(request.user).active().select_related("voivodeship").in_polish_order()
    )
    form = QuestionForm(request.POST or None, askers=askers, others=others, user=request.user)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            question = asking.ask(by=request.user, **{name: facts[name] for name in ASKED})
        except asking.NobodyAsked as refused:
            form.add_error("teams", str(refused))
        else:
            messages.success(request, _("The teams are asked. Their answers will stand here."))
            return redirect(question)
    return render(request, "meetings/question_form.html", {"form": form})


def visible_question(request, pk):
    questions = TeamQuestion.objects.visible_to(request.user)
    return get_object_or_404(questions.select_related("team__voivodeship", "asked_by"), pk=pk)


@login_required
@require_GET
def question(request, pk):
    """The matrix: what each team said, with silence, lack of competence and dissent apart."""
    found = visible_question(request, pk)
    if found.label in READING_IS_AUDITED:
        audit.record_reading(found, by=request.user, label=found.label, team_id=found.team_id)
    rows, tally = asking.matrix(found)
    context = {
        "question": found,
        "rows": rows,
        "tally": tally,
        "can_extend": permissions.convenes(request.user, found.team),
    }
    return render(request, "meetings/question.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def question_deadline(request, pk, addressee):
    """Give one team another day."""
    found = visible_question(request, pk)
    if not permissions.convenes(request.user, found.team):
        raise PermissionDenied
    row = get_object_or_404(found.addressees.select_related("team__voivodeship"), pk=addressee)
    form = DeadlineForm(request.POST or None, initial={"due_on": row.due_on})
    if request.method == "POST" and form.is_valid():
        asking.extend(row, due_on=form.cleaned_data["due_on"], by=request.user)
        messages.success(request, _("The new day is written down and the team is told."))
        return redirect(found)
    context = {"question": found, "row": row, "form": form}
    return render(request, "meetings/question_deadline.html", context)
