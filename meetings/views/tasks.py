"""Tasks: the list, one task with its steps, handing down, and the round before a meeting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordination import audit, documents
from coordination.choices import HandlingLabel
from coordination.models import User
from coordination.refusals import Refused
from meetings import decision_papers, permissions, task_asking, task_following, task_letters
from meetings.choices import ActionState, ProgressWord
from meetings.filters import TaskFilter
from meetings.forms.tasks import ArrangeForm, HandDownForm, StepForm, WordForm
from meetings.models import Action, TaskQuery
from meetings.views.decisions import as_file, visible_decision
from meetings.views.found import seats_of_team, visible_meeting
from teams.choices import TeamLevel
from teams.models import Mandate, Team
from teams.standing import standing_of

PER_PAGE = 50


def actions_of(user):
    return Action.objects.visible_to(user).select_related(
        "team__voivodeship",
        "owner_seat__institution",
        "meeting",
        "item",
        "decision",
        "parent__team__voivodeship",
        "contact",
    )


def visible_action(request, pk, may=None):
    """Return a task this person may see; `may` asks of it."""
    found = get_object_or_404(actions_of(request.user), pk=pk)
    if may is not None and not may(request.user, found):
        raise PermissionDenied
    return found


@login_required
@require_GET
def task_list(request):
    """Tasks of one's teams and seats, those with the nearest date first."""
    tasks = actions_of(request.user).by_urgency()
    data = request.GET if request.GET else {"state": "unfinished"}
    found = TaskFilter(data, queryset=tasks, request=request)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "meetings/task_list.html", {"filter": found, "page": page})


def steps_for(user, action):
    """Return the steps this person may take with a task, in their order."""
    if action.closed_at is not None:
        return []
    settles = permissions.can_settle_action(user, action)
    works = permissions.can_work_on(user, action)
    steps = task_following.STEPS[action.state]
    if action.state == ActionState.REPORTED:
        return steps if settles else []
    allowed = [one for one in steps if (settles if one in task_following.OF_OFFICERS else works)]
    if ActionState.REFUSED in allowed:  # to refuse and to drop it would be the same here
        return [one for one in allowed if one != ActionState.DROPPED]
    if works and action.state in (ActionState.ACCEPTED, ActionState.IN_PROGRESS):
        return [*ProgressWord, *(one for one in allowed if one in task_following.OF_OFFICERS)]
    return allowed


@login_required
@require_GET
def task(request, pk):
    found = visible_action(request, pk)
    updates = found.updates.select_related("by")
    children = list(
        found.children.select_related("team__voivodeship", "owner_seat__institution").order_by(
            "team__voivodeship__name", "pk"
        )
    )
    last = {}
    for update in found.updates.model.objects.filter(action__in=children).exclude(note=""):
        last[update.action_id] = update
    for child in children:
        child.last = last.get(child.pk)
    context = {
        "action": found,
        "updates": updates,
        "children": children,
        "tally": tally_of(children),
        "documents": found.documents.select_related("document").prefetch_related(
            "document__versions"
        ),
        "steps": steps_for(request.user, found),
        "can_arrange": found.closed_at is None
        and permissions.can_settle_action(request.user, found),
        "sees_meeting": found.meeting_id and permissions.can_view(request.user, found.meeting),
        "can_download": task_letters.label_of(found) != HandlingLabel.PERSONS,
        "helpers": found.helpers.select_related("institution"),
    }
    return render(request, "meetings/task.html", context)


def tally_of(children):
    """Count the children of a task by what became of them; silence stands by itself."""
    states = [child.state for child in children]
    finished = [ActionState.REPORTED, ActionState.VERIFIED]
    under_way = [ActionState.ACCEPTED, ActionState.IN_PROGRESS]
    return {
        "all": len(states),
        "finished": sum(1 for one in states if one in finished),
        "under_way": sum(1 for one in states if one in under_way),
        "refused": sum(1 for one in states if one in (ActionState.REFUSED, ActionState.DROPPED)),
        "silent": states.count(ActionState.PROPOSED),
        "overdue": sum(1 for child in children if child.is_overdue),
    }


@login_required
@require_http_methods(["GET", "POST"])
def task_step(request, pk):
    """Accept, refuse, begin, report, verify, return or drop a task."""
    found = visible_action(request, pk)
    steps = steps_for(request.user, found)
    if not steps:
        raise PermissionDenied
    needs_owner = found.owner_seat_id is None
    form = StepForm(
        request.POST or None,
        request.FILES or None,
        steps=steps,
        seats=seats_of_team(found.team) if needs_owner else None,
        from_state=found.state,
        initial={"state": steps[0]} if len(steps) == 1 else {},
        user=request.user,
    )
    if form.is_valid() and step_taken(form, found, request.user):
        messages.success(request, _("The step is noted."))
        return redirect(found)
    return render(request, "meetings/task_step.html", {"action": found, "form": form})


def step_taken(form, action, user):
    """Take a step with its evidence; what is refused stands in the form."""
    cleaned = form.cleaned_data
    file = cleaned.get("evidence")
    try:
        with transaction.atomic():
            if cleaned["state"] in ProgressWord.values:
                task_following.say(action, word=cleaned["state"], note=cleaned["note"], by=user)
            else:
                task_following.advance(
                    action,
                    cleaned["state"],
                    note=cleaned["note"],
                    owner_seat=cleaned.get("owner_seat"),
                    by=user,
                )
            if file:
                label = task_letters.label_of(action)
                version = documents.store(file, title=file.name[:200], label=label, by=user)
                task_following.attach(action, version, by=user)
    except ValidationError as error:
        form.add_error("evidence", error)
        return False
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


@login_required
@require_http_methods(["GET", "POST"])
def task_arrange(request, pk):
    found = visible_action(request, pk, permissions.can_settle_action)
    people = User.objects.active().filter(
        pk__in=Mandate.objects.on_day().filter(seat=found.owner_seat_id).values("user")
    )
    initial = {name: getattr(found, name) for name in ("contact", "due_on", "priority")}
    form = ArrangeForm(
        request.POST or None,
        people=people,
        seats=seats_of_team(found.team).exclude(pk=found.owner_seat_id),
        initial=initial | {"helpers": found.helpers.all()},
        user=request.user,
    )
    if form.is_valid():
        names = ("contact", "helpers", "due_on", "priority")
        facts = {name: form.cleaned_data[name] for name in names}
        task_following.arrange(found, by=request.user, **facts)
        messages.success(request, _("The task is saved."))
        return redirect(found)
    context = {"action": found, "form": form, "arranges": True}
    return render(request, "meetings/task_step.html", context)


@login_required
@require_GET
def task_evidence(request, pk, attached):
    found = visible_action(request, pk)
    attached = get_object_or_404(found.documents.select_related("document"), pk=attached)
    if task_letters.label_of(found) == HandlingLabel.PERSONS:
        raise PermissionDenied
    version = attached.document.versions.order_by("-number").first()
    audit.record_reading(
        attached.document,
        by=request.user,
        label=attached.document.label,
        team_id=found.team_id,
    )
    return documents.download(version)


def all_voivodeships(team, teams):
    """Return the teams that are marked at first: for the national team all sixteen."""
    national = team.level == TeamLevel.NATIONAL
    return teams.filter(level=TeamLevel.VOIVODESHIP) if national else []


@login_required
@require_http_methods(["GET", "POST"])
def hand_down(request, pk):
    """Make tasks of many teams out of one decision."""
    decision = visible_decision(request, pk, permissions.keeps_register)
    teams = Team.objects.active().exclude(pk=decision.team_id).select_related("voivodeship")
    form = HandDownForm(
        request.POST or None,
        seats=seats_of_team(decision.team),
        teams=teams.in_polish_order(),
        initial={"teams": all_voivodeships(decision.team, teams)},
        user=request.user,
    )
    if form.is_valid():
        names = ("title", "owner_seat", "due_on", "teams")
        facts = {name: form.cleaned_data[name] for name in names}
        if decision.item_id:
            facts["source"] = {"meeting": decision.meeting, "item": decision.item}
        parent = task_following.hand_down(
            decision.team, decision=decision, by=request.user, **facts
        )
        messages.success(request, _("The teams are asked to take the task on."))
        return redirect(parent)
    return render(request, "meetings/hand_down.html", {"decision": decision, "form": form})


def tasks_context(request, pk):
    """A meeting and the tasks of its team that this person may see, with what was said."""
    meeting = visible_meeting(request, pk)
    if meeting.team_id not in standing_of(request.user).teams:
        raise Http404
    seen = set(
        Action.objects.visible_to(request.user).of_team(meeting.team).values_list("pk", flat=True)
    )
    actions = [one for one in task_asking.states_for(meeting) if one.pk in seen]
    return {"meeting": meeting, "actions": actions}


@login_required
@require_GET
def meeting_tasks(request, pk):
    """How the tasks go, as the meeting hears it: what was asked before it and what was said."""
    context = tasks_context(request, pk)
    round_ = getattr(context["meeting"], "task_round", None)
    context["round"] = round_
    context["silent"] = round_.queries.filter(answered_at=None) if round_ else []
    context["steers"] = permissions.steers(request.user, context["meeting"])
    return render(request, "meetings/meeting_tasks.html", context)


@login_required
@require_GET
def meeting_tasks_pdf(request, pk):
    context = tasks_context(request, pk)
    meeting = context["meeting"]
    if not permissions.can_download(request.user, meeting):
        raise PermissionDenied
    data = decision_papers.tasks_pdf(meeting, context["actions"])
    return as_file(data, decision_papers.PDF_TYPE, f"zadania-{meeting.pk}.pdf")


@require_http_methods(["GET", "POST"])
def task_answer_by_link(request, secret):
    """Say how one's tasks go, without an account. GET shows; only POST changes anything."""
    queries = TaskQuery.objects.select_related("round__meeting__team__voivodeship", "user")
    query = get_object_or_404(queries, secret=secret)
    actions = list(task_asking.still_his(query))
    if not actions:
        raise Http404
    meeting = query.round.meeting
    is_open = meeting.is_convened and meeting.ends_at > timezone.now()
    with translation.override(query.language):
        task_letters.mark(actions)
        forms = [
            WordForm(request.POST or None, prefix=f"t{action.pk}", action=action, user=query.user)
            for action in actions
            if action.closed_at is None
        ]
        sentence = ""
        checked = [form.is_valid() for form in forms]  # each form, so that each shows its errors
        if request.method == "POST" and is_open and all(checked):
            sentence = answered(query, forms)
            if not sentence:
                return redirect(f"{request.path}?done=1")
        context = {
            "query": query,
            "meeting": meeting,
            "forms": forms,
            "is_open": is_open,
            "done": "done" in request.GET and query.answered_at,
            "sentence": sentence,
        }
        return render(request, "meetings/task_answer_by_link.html", context)


def answered(query, forms):
    """Take what was said; return the sentence of a refusal, or nothing."""
    said = {
        form.action.pk: (form.cleaned_data["word"], form.cleaned_data["note"])
        for form in forms
        if form.cleaned_data["word"]
    }
    if not said:
        return _("Say something of at least one task.")
    try:
        task_asking.answer(query, said)
    except Refused as refused:
        return str(refused)
    return ""
