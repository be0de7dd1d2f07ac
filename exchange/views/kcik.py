"""The KCIK desk: what institutions ask it as counts, its figures, its calls and operators."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordination.refusals import Refused
from exchange import kcik as desk
from exchange import permissions
from exchange.forms.kcik import (
    CallForm,
    CountForm,
    FiguresForm,
    HalfYearForm,
    OperatorForm,
    WithdrawCountForm,
)
from exchange.kcik_choices import Indicator
from exchange.models import ConsultationCount, KcikFigure
from exchange.models.kcik import FIRST_YEAR, LAST_YEAR
from exchange.views.found import belonging_only
from teams.models import Programme

PER_PAGE = 40


def keepers_only(view):
    """Let in whoever keeps the desk of a programme that exists; others read only."""

    @belonging_only
    def guarded(request, *args, **kwargs):
        if not Programme.objects.filter(key=desk.KCIK).exists():
            raise Http404
        if not permissions.can_keep_kcik(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@belonging_only
@require_GET
def kcik(request):
    """Everything that is known, newest first; small counts are for the keepers alone."""
    programme = get_object_or_404(Programme, key=desk.KCIK)
    keeps = permissions.can_keep_kcik(request.user)
    counts = ConsultationCount.objects.filter(withdrawn_at__isnull=True)
    page = Paginator(counts, PER_PAGE).get_page(request.GET.get("page"))
    for count in page.object_list:
        count.is_hidden = desk.is_hidden(count.number, keeps=keeps)
    context = {
        "programme": programme,
        "page": page,
        "keeps": keeps,
        "indicators": list(Indicator),
        "half_years": desk.half_years(keeps=keeps),
        "calls": programme.calls.all(),
        "operators": programme.operators.select_related("institution").order_by("-year_from", "pk"),
        "rounds": import_string(settings.KCIK_ROUNDS)(request.user),
        "half_form": HalfYearForm() if keeps else None,
    }
    return render(request, "exchange/kcik.html", context)


def act(request, form, heading, *, submit=None, numbers_only=False):
    context = {"form": form, "heading": heading, "submit": submit or _("Save")}
    context["numbers_only"] = numbers_only
    return render(request, "exchange/kcik_form.html", context)


@keepers_only
@require_http_methods(["GET", "POST"])
def count_add(request):
    form = CountForm(request.POST or None)
    if form.is_valid():
        try:
            desk.note_count(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("to_on", str(refusal))
        else:
            messages.success(request, _("The count is noted."))
            return redirect("exchange:kcik")
    return act(request, form, _("Note consultations"), numbers_only=True)


@keepers_only
@require_http_methods(["GET", "POST"])
def count_withdraw(request, pk):
    count = get_object_or_404(ConsultationCount.objects.filter(withdrawn_at__isnull=True), pk=pk)
    form = WithdrawCountForm(request.POST or None, user=request.user)
    if form.is_valid():
        desk.withdraw_count(count, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The count is withdrawn and stays on record."))
        return redirect("exchange:kcik")
    return act(request, form, _("Withdraw a count"), submit=_("Withdraw"))


@keepers_only
@require_GET
def half_year_choose(request):
    """Lead to the form of the half-year that was chosen."""
    form = HalfYearForm(request.GET)
    if not form.is_valid():
        messages.error(request, _("Give a year from 2000 to 2100 and choose a half."))
        return redirect("exchange:kcik")
    chosen = form.cleaned_data
    return redirect("exchange:kcik-figures", chosen["year"], chosen["half"])


@keepers_only
@require_http_methods(["GET", "POST"])
def figures(request, year, half):
    if half not in (1, 2) or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    known = {one.indicator: one for one in KcikFigure.objects.filter(year=year, half=half)}
    form = FiguresForm(request.POST or None, known=known)
    if form.is_valid():
        desk.note_figures(year, half, form.figures(), by=request.user)
        messages.success(request, _("The figures are saved."))
        return redirect("exchange:kcik")
    words = {"half": "I" if half == 1 else "II", "year": year}
    heading = _("Figures of the %(half)s half of %(year)s") % words
    return act(request, form, heading, numbers_only=True)


@keepers_only
@require_http_methods(["GET", "POST"])
def call_add(request):
    form = CallForm(request.POST or None, user=request.user)
    if form.is_valid():
        names = ["year", "title", "opens_on", "closes_on", "website"]
        desk.add_call(by=request.user, **{name: form.cleaned_data[name] for name in names})
        messages.success(request, _("The call is noted."))
        return redirect("exchange:kcik")
    return act(request, form, _("Note an open call"))


@keepers_only
@require_http_methods(["GET", "POST"])
def operator_add(request):
    form = OperatorForm(request.POST or None, user=request.user)
    if form.is_valid():
        names = ["institution", "year_from", "year_to", "chosen_by"]
        facts = {name: form.cleaned_data[name] for name in names}
        try:
            desk.add_operator(by=request.user, **facts)
        except Refused as refusal:
            form.add_error("institution", str(refusal))
        else:
            messages.success(request, _("The operator is noted."))
            return redirect("exchange:kcik")
    return act(request, form, _("Note an operator"))
