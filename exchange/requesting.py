"""Requests for information: asking, answering for one institution, asking one more, closing.

The desk asks and reminds; it never commands. Silence is "no answer", never "does not do" (§1).
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Collate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination import audit, documents, outbox
from coordination.polish_collation import POLISH
from coordination.refusals import Refused
from exchange import audiences, finding_requests, request_letters, request_reminding
from exchange.clashing import refuse_overtaken
from exchange.models import InformationRequest, ReplyRound, RequestReply
from exchange.request_choices import NEEDS_WORDS, ReplyKind

FURTHEST_DAYS = 730


class DayIsPast(Refused):
    message = _("Choose a day later than today, within two years, so that they can answer.")


class Closed(Refused):
    message = _("This request is closed; nothing more is answered.")


class NobodyElse(Refused):
    message = _("Choose at least one institution other than your own.")


class AskedAlready(Refused):
    message = _("This institution is asked already.")


class Incomplete(Refused):
    message = _("Write the answer itself; for a refusal its basis, for another one its name.")


@transaction.atomic
def ask(choice, *, source, title, text, ground, due_on, shares_replies, by):
    """Ask institutions a question: each gets a row of its own to answer. Return the request.

    Args:
        choice: Label and institutions, an `audiences.Choice`.
        source: The institution or team that asks.
        title: The question in a sentence.
        text: What exactly is asked.
        ground: On what ground it is asked.
        due_on: The day until which an answer is asked for.
        shares_replies: Whether the addressees read each other's answers.
        by: The person acting. Permission is the caller's to check.

    Raises:
        DayIsPast: The day is not to come.
        NobodyElse: No other institution is chosen.
        NobodyAddressed, NotUnderThisLabel: See `audiences.Choice.check`.
    """
    if not is_answerable(due_on):
        raise DayIsPast
    asked = [one for one in choice.institutions if one != source]
    if not asked:
        raise NobodyElse
    audience = audiences.address(choice, source=source, by=by)
    receipts = audiences.send(audience)
    audience.refresh_from_db()
    request = InformationRequest(
        audience=audience,
        title=title,
        text=text,
        ground=ground,
        due_on=due_on,
        shares_replies=shares_replies,
    )
    request.full_clean(exclude=["audience"])
    request.save()
    for institution in asked:
        request_reminding.promise(
            RequestReply.objects.create(request=request, institution=institution)
        )
    finding_requests.index(request)
    audit.record(
        "request.sent", request, by=by, team_id=audience.source_team_id, addressees=len(asked)
    )
    outbox.send_all(request_letters.asked(request, one.user) for one in receipts)
    return request


def is_answerable(day):
    """Whether a day is to come, and not so far away that nobody would remember the request."""
    return 0 < (day - timezone.localdate()).days <= FURTHEST_DAYS


def lock_open(request):
    """Return a request that still takes answers, under a lock."""
    request = InformationRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not request.is_open:
        raise Closed
    return request


@transaction.atomic
def reply(reply, *, kind, text="", basis="", redirected_to=None, uploaded=None, based_on, by):
    """Answer for one institution, or correct its answer; the asker is told. Return the reply.

    Args:
        reply: The row of the institution.
        kind: A value of `ReplyKind`.
        text: The answer.
        basis: On what basis it is refused.
        redirected_to: Which institution may hold it.
        uploaded: A file that belongs to the answer.
        based_on: How many answers the institution had given when the writer began.
        by: The person acting. Permission is the caller's to check.

    Raises:
        Closed: The asker has closed the request.
        Overtaken: A colleague has answered for the institution since.
        Incomplete: What the kind needs is missing.
        ValidationError: The file is refused, with the sentence to show.
    """
    request = lock_open(reply.request)
    reply = RequestReply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    refuse_overtaken(reply.revision, based_on)
    refuse_incomplete(kind, text, basis, redirected_to)
    reply.kind, reply.text = ReplyKind(kind), text
    reply.basis = basis if kind == ReplyKind.REFUSED else ""
    reply.redirected_to = redirected_to if kind == ReplyKind.REDIRECTED else None
    reply.replied_by, reply.replied_at = by, timezone.now()
    if uploaded:
        label = request.audience.label
        version = documents.store(
            uploaded, title=uploaded.name, label=label, by=by, document=reply.document
        )
        reply.document = version.document
    reply.full_clean(exclude=["request", "institution", "redirected_to", "document", "replied_by"])
    reply.save()
    ReplyRound.objects.create(reply=reply, kind=reply.kind, text=text, basis=reply.basis, by=by)
    request_reminding.end(reply)
    audit.record("request.replied", request, by=by, institution=reply.institution_id, kind=kind)
    if request.audience.by.is_active:
        outbox.send_all([request_letters.replied(reply)])
    return reply


def refuse_incomplete(kind, text, basis, redirected_to):
    missing = (
        (kind in NEEDS_WORDS and not text.strip())
        or (kind == ReplyKind.REFUSED and not basis.strip())
        or (kind == ReplyKind.REDIRECTED and redirected_to is None)
    )
    if missing:
        raise Incomplete


@transaction.atomic
def ask_also(request, institution, *, by):
    """Ask one more institution, such as the one that an addressee named. Return its row.

    Raises:
        Closed: The request is closed.
        AskedAlready: It is an addressee, or the asker itself.
    """
    request = lock_open(request)
    own = institution.pk == request.audience.source_institution_id
    if own or request.replies.filter(institution=institution).exists():
        raise AskedAlready
    receipts = audiences.let_in(request.audience, institution=institution)
    row = RequestReply.objects.create(request=request, institution=institution)
    request_reminding.promise(row)
    audit.record("request.sent_also", request, by=by, institution=institution.pk)
    outbox.send_all(request_letters.asked(request, one.user) for one in receipts)
    return row


@transaction.atomic
def close(request, *, by):
    """Take no more answers; those who have said nothing are told that they need not.

    Raises:
        Closed: It was closed before.
    """
    request = lock_open(request)
    silent = list(request.replies.filter(kind=""))
    request.closed_at, request.closed_by = timezone.now(), by
    request.save(update_fields=["closed_at", "closed_by"])
    for row in silent:
        request_reminding.end(row)
    audit.record("request.closed", request, by=by, silent=len(silent))
    outbox.send_all(
        request_letters.closed(row, person)
        for row in silent
        for person in request_reminding.people_of(row)
    )
    return request


@dataclass
class Tally:
    """How many addressees said what; the silent are counted by themselves."""

    asked: int
    silent: int
    by_kind: list


def matrix(request, user):
    """Return the replies this person may read, in Polish order, and the counts of all of them."""
    rows = list(
        RequestReply.objects.visible_to(user)
        .filter(request=request)
        .select_related("institution", "redirected_to", "document", "replied_by")
        .prefetch_related("reminders", "rounds")
        .order_by(Collate("institution__name", POLISH))
    )
    kinds = [row.kind for row in rows]
    by_kind = [(kind.label, kinds.count(kind)) for kind in ReplyKind if kind in kinds]
    return rows, Tally(len(rows), kinds.count(""), by_kind)
