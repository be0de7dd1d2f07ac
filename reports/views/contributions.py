"""The page of one contribution, for whoever writes it and for whoever reviews it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import reswap, retarget

from coordination import audit
from coordination.choices import HandlingLabel
from reports import collecting, contents, contributing, permissions
from reports.forms.contributions import AnswerForm, BoxForm, EvidenceForm, ValuesForm
from reports.models import BoxText
from reports.reading import readable, round_rows
from reports.reporters import reporter_of
from reports.views.found import visible_contribution


def box_form(box, saved, user, data=None, text=None):
    return BoxForm(
        data,
        prefix=f"box-{box.key}",
        initial={"text": saved.text if text is None else text, "based_on": saved.revision},
        box=box,
        language=get_language(),
        user=user,
    )


def texts_of(contribution):
    """Return the saved text of each box of the form, empty ones included."""
    known = {one.box: one for one in contribution.texts.select_related("by")}
    return [
        (box, known.get(box.key) or BoxText(contribution=contribution, box=box.key))
        for box in contribution.cycle.form.boxes.all()
    ]


def answer_form(contribution, user, data=None):
    facts = {name: getattr(contribution, name) for name in contributing.FACTS}
    initial = facts | {"based_on": contribution.revision}
    return AnswerForm(data, prefix="answer", initial=initial, user=user)


def values_form(contribution, data=None):
    indicators = list(contribution.task.indicators.all())
    known = {one.indicator_id: one for one in contribution.values.all()}
    return ValuesForm(data, prefix="values", indicators=indicators, known=known)


@login_required
@require_safe
def contribution(request, pk):
    """Write it, or read what was filed; whoever may do both writes."""
    found = visible_contribution(request, pk)
    user = request.user
    due, _late_after, until = collecting.days_of(found.cycle, reporter_of(found))
    writes = permissions.can_write(user, found)
    context = {
        "contribution": found,
        "cycle": found.cycle,
        "due_on": due,
        "until_on": until,
        "writes": writes,
        "own": permissions.can_read_draft(user, found),
        "can_sign": permissions.can_sign(user, found),
        "can_decide": permissions.can_decide(user, found),
        "can_reopen": permissions.can_reopen(user, found),
        "can_waive": permissions.can_waive(user, found),
        "rounds": round_rows(found),
        "indicators": found.task.indicators.all(),
    }
    if writes:
        context |= writing(found, user)
    else:
        context["unfiled"] = context["own"] and found.is_editable
        content = contents.written(found) if context["unfiled"] else None
        context["filed"] = readable(found, user, content=content)
        if context["filed"]:
            audit.record_reading(found, by=user, label=HandlingLabel.INSTITUTIONS)
    template = "contribution_write" if writes else "contribution_read"
    return render(request, f"reports/{template}.html", context)


def writing(found, user):
    """Return what the writing page shows beside the facts."""
    before = contents.last_accepted(found) or {}
    remarks = last_remarks(found)
    return {
        "boxes": [
            {
                "box": box,
                "saved": saved,
                "form": box_form(box, saved, user),
                "before": before.get("boxes", {}).get(box.key, ""),
                "remark": remarks.get(box.key, ""),
            }
            for box, saved in texts_of(found)
        ],
        "answer_form": answer_form(found, user),
        "values_form": values_form(found),
        "activities": contents.activities_of(found),
        "evidence": found.evidence.filter(withdrawn_at__isnull=True).select_related(
            "version__document"
        ),
        "evidence_form": EvidenceForm(user=user),
        "problems": contributing.problems(found),
    }


def last_remarks(found):
    """Return the remarks of the newest return, while it is being corrected."""
    event = found.events.filter(act="returned").order_by("-pk").first()
    return event.remarks if event and found.state == "returned" else {}


@login_required
@require_POST
def box_save(request, pk, box):
    """Save one box; on a clash both texts are shown side by side and nothing is lost."""
    found = visible_contribution(request, pk, permissions.can_write)
    pairs = {one.key: (one, saved) for one, saved in texts_of(found)}
    if box not in pairs:
        raise Http404
    box, saved = pairs[box]
    form = box_form(box, saved, request.user, request.POST)
    context = {"contribution": found, "box": box, "saved": saved, "form": form}
    if not form.is_valid():
        return answer_box(request, context, 422)
    try:
        saved = contributing.save_box(
            found,
            box,
            text=form.cleaned_data["text"],
            based_on=form.cleaned_data["based_on"],
            by=request.user,
        )
    except ValidationError as error:
        form.add_error("text", error)
        return answer_box(request, context, 422)
    except contributing.Clash as clash:
        mine = form.cleaned_data["text"]
        fresh = box_form(box, clash.saved, None, text=mine)
        context |= {"saved": clash.saved, "theirs": clash.saved, "form": fresh}
        return answer_box(request, context, 409)
    if request.htmx:
        context |= {"saved": saved, "form": box_form(box, saved, None), "just_saved": True}
        response = render(request, "reports/_partials/box_saved.html", context)
        return retarget(reswap(response, "innerHTML"), f"#saved-{box.key}")
    messages.success(request, _("The text is saved."))
    return redirect(f"{found.get_absolute_url()}#box-{box.key}")


def answer_box(request, context, status):
    template = "_partials/box" if request.htmx else "box_page"
    return render(request, f"reports/{template}.html", context, status=status)


@login_required
@require_POST
def answer_save(request, pk):
    """Save the answer, rating and money; a clash shows what was saved meanwhile."""
    found = visible_contribution(request, pk, permissions.can_write)
    form = answer_form(found, request.user, request.POST)
    context = {"contribution": found, "form": form}
    if not form.is_valid():
        return render(request, "reports/answer_page.html", context, status=422)
    facts = {name: form.cleaned_data[name] for name in contributing.FACTS}
    based_on = form.cleaned_data["based_on"]
    try:
        contributing.save_answer(found, facts, based_on=based_on, by=request.user)
    except contributing.Clash as clash:
        fresh = AnswerForm(
            prefix="answer", initial=facts | {"based_on": clash.saved.revision}, user=None
        )
        context |= {"form": fresh, "theirs": clash.saved}
        return render(request, "reports/answer_page.html", context, status=409)
    messages.success(request, _("The answer is saved."))
    return redirect(f"{found.get_absolute_url()}#answer")


@login_required
@require_POST
def values_save(request, pk):
    """Save the values of all indicators, or none."""
    found = visible_contribution(request, pk, permissions.can_write)
    form = values_form(found, request.POST)
    if not form.is_valid():
        context = {"contribution": found, "form": form}
        return render(request, "reports/values_page.html", context, status=422)
    contributing.save_values(found, form.values(), by=request.user)
    messages.success(request, _("The values are saved."))
    return redirect(f"{found.get_absolute_url()}#values")


@login_required
@require_POST
def prepare(request, pk):
    """Hand it to the signatory."""
    found = visible_contribution(request, pk, permissions.can_write)
    contributing.prepare(found, by=request.user)
    messages.success(request, _("Ready: the signatory of your institution can file it now."))
    return redirect(found)


@login_required
@require_POST
def file(request, pk):
    """File it with the signatory's name."""
    found = visible_contribution(request, pk, permissions.can_sign)
    contributing.file(found, by=request.user)
    messages.success(request, _("Filed. The secretary of the national team sees it now."))
    return redirect(found)


@login_required
@require_safe
def round_detail(request, pk, event):
    """One earlier round as it was filed."""
    found = visible_contribution(request, pk)
    event = get_object_or_404(found.events.filter(act="submitted"), pk=event)
    context = {"contribution": found, "cycle": found.cycle, "event": event}
    context["filed"] = readable(found, request.user, content=event.content)
    return render(request, "reports/round_detail.html", context)
