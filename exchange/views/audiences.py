"""Whom a choice of label and addressees would reach, before anything is sent."""

from django.shortcuts import render
from django.views.decorators.http import require_POST

from coordination.refusals import Refused
from exchange import audiences
from exchange.forms.audiences import AudienceForm
from exchange.views.found import belonging_only


def reach_context(form):
    """Return what stands beside the control: whom the choice reaches, or why it reaches nobody.

    Args:
        form: A cleaned form with the control in it.
    """
    names = {"label", *audiences.KINDS}
    if not form.is_bound or names & set(form.errors) or "label" not in form.cleaned_data:
        return {"reach": None}
    choice = form.choice()
    try:
        choice.check()
    except Refused as refusal:
        return {"reach": None, "refusal": str(refusal)}
    reach = audiences.reach_of(choice)
    return {"reach": reach, "institutions": reach.by_institution(), "choice": choice}


@belonging_only
@require_POST
def reach(request):
    """The count of readers and the list of institutions, for the page to put beside the control."""
    form = AudienceForm(request.POST, user=request.user)
    form.is_valid()
    return render(request, "exchange/_partials/reach.html", reach_context(form))
