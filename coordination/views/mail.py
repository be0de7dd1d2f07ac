"""Letters out and in: what was sent to whom, when, as which message, and what failed."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination import audit, case_data, outbox, permissions
from coordination.choices import DeliveryState
from coordination.filters import DeliveryFilter
from coordination.models import Delivery, IncomingMail

HEAVY = ["text", "html", "calendar"]
# The secret of a personal link is its reader's alone, also from those who sent the letter.
PERSONAL_LINK = re.compile(r"(/(?:answer|minutes|welcome|when|check-in|vote|progress)/)[\w-]{20,}/")


def deliveries_of(user):
    """Letters a person may list: those of the teams he is secretary of; all for administrators."""
    if permissions.is_administrator(user):
        return Delivery.objects.all()
    return Delivery.objects.filter(team_id__in=permissions.mail_teams_of(user))


def incoming_of(user):
    """Letters that came in: those of one's teams; unclaimed ones for administrators too."""
    own = Q(team_id__in=permissions.mail_teams_of(user))
    if permissions.is_administrator(user):
        own |= Q(team_id__isnull=True)
    return IncomingMail.objects.filter(own).defer("raw")


def refuse_strangers(user):
    if not permissions.can_list_mail(user):
        raise Http404


@login_required
@require_safe
def outbox_list(request):
    refuse_strangers(request.user)
    letters = deliveries_of(request.user)
    found = DeliveryFilter(request.GET or None, queryset=letters.defer(*HEAVY).order_by("-pk"))
    context = {
        "filter": found,
        "page": Paginator(found.qs, 50).get_page(request.GET.get("page")),
        "troubled": letters.troubled().count(),
        "waiting": letters.waiting().count(),
        "readable_teams": permissions.mail_teams_of(request.user),
        "again": {DeliveryState.FAILED, DeliveryState.UNSURE, DeliveryState.BOUNCED},
    }
    return render(request, "coordination/outbox_list.html", context)


@login_required
@require_safe
def outbox_letter(request, pk):
    refuse_strangers(request.user)
    letter = get_object_or_404(deliveries_of(request.user), pk=pk)
    context = {
        "letter": letter,
        "can_read": permissions.can_read_letter(request.user, letter),
        "words": PERSONAL_LINK.sub(r"\1…/", letter.text),
        "can_send_again": letter.state not in (DeliveryState.PENDING, DeliveryState.SENDING),
    }
    return render(request, "coordination/outbox_letter.html", context)


@login_required
@require_POST
def outbox_again(request, pk):
    refuse_strangers(request.user)
    letter = get_object_or_404(deliveries_of(request.user), pk=pk)
    outbox.send_again(letter, by=request.user)
    messages.success(request, _("The letter is in the queue again."))
    return redirect("coordination:outbox-letter", pk=pk)


@login_required
@require_safe
def incoming_list(request):
    refuse_strangers(request.user)
    page = Paginator(incoming_of(request.user), 50).get_page(request.GET.get("page"))
    context = {"page": page, "readable_teams": permissions.mail_teams_of(request.user)}
    return render(request, "coordination/incoming_list.html", context)


@login_required
@require_safe
def incoming_letter(request, pk):
    refuse_strangers(request.user)
    letter = get_object_or_404(incoming_of(request.user).defer(None), pk=pk)
    can_read = permissions.can_read_letter(request.user, letter)
    if can_read:
        audit.record("mail.read", letter, by=request.user, team_id=letter.team_id)
    raw = bytes(letter.raw)[:60_000].decode(errors="replace") if can_read else ""
    context = {
        "letter": letter,
        "can_read": can_read,
        "raw": raw,
        "warning": case_data.warning(letter.guard_found.split()),
    }
    return render(request, "coordination/incoming_letter.html", context)


@login_required
@require_POST
def incoming_settle(request, pk):
    """Say that a letter which waited for a person has been dealt with."""
    refuse_strangers(request.user)
    letter = get_object_or_404(incoming_of(request.user), pk=pk)
    letter.settled_by, letter.settled_at = request.user, timezone.now()
    letter.save(update_fields=["settled_by", "settled_at"])
    audit.record("mail.settled", letter, by=request.user, team_id=letter.team_id)
    messages.success(request, _("The letter is settled."))
    return redirect("coordination:incoming-letter", pk=pk)
