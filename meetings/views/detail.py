"""The page of a meeting: facts, agenda, documents, and for conveners the answers live."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from coordination import audit, documents
from coordination.choices import READING_IS_AUDITED, DeliveryState, HandlingLabel
from coordination.models import Delivery, IncomingMail
from meetings import (
    agenda_reading,
    approving,
    joint,
    minutes_facts,
    packs,
    permissions,
    quorum,
    rules_clock,
)
from meetings.choices import ARRANGEABLE, EDITABLE, Answer
from meetings.models import Invitee, RsvpEvent
from meetings.views.found import visible_meeting
from teams.standing import standing_of


def progress_of(meeting):
    """Count the letters about a meeting by what became of them."""
    counts = dict(
        Delivery.objects.about(meeting).order_by().values_list("state").annotate(Count("pk"))
    )
    waiting = counts.get(DeliveryState.PENDING, 0) + counts.get(DeliveryState.SENDING, 0)
    sent = counts.get(DeliveryState.SENT, 0) + counts.get(DeliveryState.GATHERED, 0)
    return {
        "total": sum(counts.values()),
        "sent": sent,
        "waiting": waiting,
        "troubled": sum(counts.values()) - sent - waiting,
    }


def answers_context(meeting, steers):
    """What the answers panel shows; members get the forecast by number only."""
    invitees = list(
        meeting.invitees.current()
        .prefetch_related(
            "substitute_for",
            Prefetch(
                "events",
                RsvpEvent.objects.filter(
                    proposed_start_at__isnull=False, proposal_settled_at__isnull=True
                ),
                to_attr="open_proposals",
            ),
        )
        .in_order()
    )
    by_team = quorum.forecasts(meeting, invitees, timezone.localdate(meeting.starts_at))
    context = {
        "meeting": meeting,
        "invitees": invitees,
        "forecast": by_team[0][1],
        "forecasts": by_team,
        "accepted": sum(1 for one in invitees if one.answer == Answer.ACCEPTED),
        "can_see_answers": steers,
        "can_record_answers": steers and meeting.is_convened,
    }
    if steers:
        context["progress"] = progress_of(meeting)
        context["proposals"] = [
            (invitee, event) for invitee in invitees for event in invitee.open_proposals
        ]
        context["letters"] = IncomingMail.objects.about(meeting).defer("raw")[:20]
    return context


@login_required
@require_GET
def meeting_detail(request, pk):
    meeting = visible_meeting(request, pk)
    user = request.user
    if meeting.label in READING_IS_AUDITED:
        audit.record_reading(meeting, by=user, label=meeting.label, team_id=meeting.team_id)
    steers = permissions.steers(user, meeting)
    items = agenda_reading.for_person(meeting, user)
    context = {
        **(answers_context(meeting, steers) if not meeting.has_record else {"meeting": meeting}),
        "items": items,
        "documents": documents_for(meeting, user),
        "packs": packs.of_person(meeting, user),
        "own": Invitee.objects.of_person(user).filter(meeting=meeting).first(),
        "can_edit": steers and meeting.status in EDITABLE,
        "can_arrange": steers and meeting.status in ARRANGEABLE,
        "can_convene": steers and meeting.is_draft,
        "can_cancel": steers and meeting.is_convened,
        "can_open": steers and meeting.is_convened,
        "can_keep_record": steers and meeting.is_under_way,
        "can_circulate": steers and meeting.has_record,
        "can_see_mail": steers and permissions.can_see_mail(user, meeting),
        "can_download": not meeting.is_named_persons_only,
        "joined": joint.joined_of(meeting),
        "can_join_teams": steers and meeting.is_draft,
        "terms": terms_of(user, meeting),
        "ballots": meeting.ballots.filter(item__in=readable_of(items)),
        "has_tasks": meeting.team_id in standing_of(user).teams and not meeting.is_draft,
    }
    if meeting.has_record:
        context |= record_context(meeting, steers, items)
    return render(request, "meetings/meeting_detail.html", context)


def terms_of(user, meeting):
    """The clock of the rules of procedure, for those who have to keep them."""
    if not permissions.can_certify(user, meeting):
        return []
    return [(term, rules_clock.sentence(term)) for term in rules_clock.terms(meeting)]


def documents_for(meeting, user):
    """Documents on the table that this person may read, each with how many have read it."""
    attached = meeting.documents.readable_in(meeting, user).on_the_table().with_versions()
    return attached.select_related("item").annotate(readers=Count("readings__user", distinct=True))


def readable_of(items):
    """Keys of the items whose words this person may read; votes, decisions and tasks share them."""
    return [item.pk for item in items if item.is_readable]


def record_context(meeting, steers, items):
    """What stays of a meeting: circulated minutes, attendance; for its officers who has answered.

    Decisions and tasks of items that this person may not read are left out.
    """
    readable = readable_of(items)
    releases = list(meeting.minutes.releases.select_related("pdf", "docx"))
    context = {
        "attendance": minutes_facts.attendance_rows(meeting),
        "quorum_sentence": minutes_facts.quorum_sentence(meeting),
        "releases": releases,
        "approval": approving.approval_of(meeting),
        "decisions": meeting.decisions.filter(item__in=readable).select_related("item"),
        "actions": meeting.actions.filter(item__in=readable).select_related(
            "owner_seat__institution"
        ),
    }
    if steers and releases:
        awaited = releases[-1].acknowledgements
        context |= {
            "remarks_open": approving.unsettled(meeting).count(),
            "remarks_answered": awaited.filter(answered_at__isnull=False).count(),
            "remarks_asked": awaited.count(),
        }
    return context


@login_required
@require_GET
def meeting_answers(request, pk):
    """The answers panel alone, asked for every few seconds by the open page."""
    meeting = visible_meeting(request, pk)
    return render(
        request,
        "meetings/_partials/answers.html",
        answers_context(meeting, permissions.can_see_answers(request.user, meeting)),
    )


@login_required
@require_GET
def document_download(request, pk, attached):
    meeting = visible_meeting(request, pk)
    if not permissions.can_download(request.user, meeting):
        raise PermissionDenied
    attached = get_object_or_404(
        meeting.documents.readable_in(meeting, request.user).on_the_table().with_versions(),
        pk=attached,
    )
    if attached.document.label == HandlingLabel.PERSONS:
        raise PermissionDenied
    version = attached.version
    if attached.document.label in READING_IS_AUDITED:
        audit.record_reading(
            attached.document,
            by=request.user,
            label=attached.document.label,
            team_id=meeting.team_id,
        )
    packs.note_reading(attached, version, request.user)
    return documents.download(version)
