"""Releasing a round: a preview of what will be hidden, two reviewers, then bytes that stay.

What goes out cannot be called back, so a release is checked against everything its readers have
already: the public has public releases, teams have both. Data corrected afterwards go out as
another release that is checked in the same way.
"""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination import audit, outbox
from coordination.models import User
from coordination.refusals import Refused
from reports.models import (
    ReleaseDecision,
    ReleasedTotal,
    ReleaseRequest,
    ReturnRound,
    StatRelease,
)
from reports.models.statistics import BETWEEN_CODES
from reports.release_choices import THRESHOLDS, Audience, ReleaseState, ShownState, Verdict
from reports.statistics import release_data, release_groups, release_letters
from reports.statistics.shapes import TOTAL, shape_in
from reports.statistics.suppressing import Reader, Reason, Release, suppress
from reports.statistics_choices import ReturnState
from teams.choices import TeamLevel
from teams.models import Mandate, TeamRole
from teams.permissions import PRESIDIUM, STEERING


class NothingAccepted(Refused):
    message = _("No return of this round has been accepted; there is nothing to release.")


class Overlaps(Refused):
    message = _(
        "A round of this table for an overlapping period has been released. Together the two "
        "could give hidden counts away, so this one cannot go out."
    )


class NotSafe(Refused):
    message = _(
        "With what was released before, some small counts could be worked out. "
        "This release cannot go out."
    )


class NotBeingPrepared(Refused):
    message = _("This request is with its reviewers or has been released.")


class NotInReview(Refused):
    message = _("This request does not wait for reviewers.")


class NotTwoReviewers(Refused):
    message = _("Two different people review a release, and its author is neither.")


class NotYourReview(Refused):
    message = _("You were not asked to review this release, or have decided already.")


class FiguresChanged(Refused):
    message = _(
        "Figures or earlier releases have changed since the preview. "
        "The author has to prepare the release again."
    )


class PreparedAlready(Refused):
    message = _("A release of this round for these readers is being prepared already.")


def lock_round(round):
    """Let one release of a round be begun or go out at a time: each is checked with the others."""
    return ReturnRound.objects.select_for_update(of=("self",)).get(pk=round.pk)


def lock(request):
    return ReleaseRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)


@transaction.atomic
def prepare(round, *, audience, threshold, words, by):
    """Begin a request to release a round, with the preview of what it would hide.

    Raises:
        NothingAccepted: No return has been accepted.
        Overlaps: A round of the table for an overlapping period is out already.
        PreparedAlready: Somebody has begun one for these readers.
    """
    lock_round(round)
    if not round.returns.filter(state=ReturnState.ACCEPTED).exists():
        raise NothingAccepted
    refuse_overlapping(round)
    standing = round.release_requests.filter(audience=audience)
    if standing.exclude(state=ReleaseState.RELEASED).exists():
        raise PreparedAlready
    request = ReleaseRequest(
        round=round, audience=audience, threshold=threshold, words=words.strip(), author=by
    )
    request.full_clean(exclude=["first_reviewer", "second_reviewer"])
    request.preview = preview_of(request)
    request.save()
    audit.record("release.prepared", request, by=by, threshold=threshold)
    return request


@transaction.atomic
def prepare_again(request, *, threshold, words, by):
    """Work out the preview anew, after an objection, a correction or a second thought.

    Decisions made before stay on record with the revision they were about.
    """
    request = lock(request)
    if request.state == ReleaseState.RELEASED:
        raise NotBeingPrepared
    refuse_overlapping(request.round)
    request.threshold, request.words = threshold, words.strip()
    request.author = by
    request.first_reviewer = request.second_reviewer = None
    request.state = ReleaseState.PREPARED
    request.revision += 1
    request.full_clean()
    request.preview = preview_of(request)
    request.save()
    audit.record("release.prepared", request, by=by, threshold=threshold)
    return request


@transaction.atomic
def send(request, *, first, second, by):
    """Ask two people to review a request.

    Raises:
        NotBeingPrepared: It is with its reviewers, or out.
        NotSafe: Small counts could be worked out from it.
        NotTwoReviewers: They are one person, or one of them is the author.
    """
    request = lock(request)
    if not request.is_being_prepared:
        raise NotBeingPrepared
    if not request.is_safe:
        raise NotSafe
    if len({first.pk, second.pk, request.author_id}) < 3:
        raise NotTwoReviewers
    if request.state == ReleaseState.OBJECTED:
        request.revision += 1
    request.first_reviewer, request.second_reviewer = first, second
    request.state = ReleaseState.IN_REVIEW
    request.save()
    outbox.send_all([release_letters.review_asked(request, one) for one in (first, second)])
    audit.record("release.sent", request, by=by, reviewers=[first.pk, second.pk])
    return request


@transaction.atomic
def decide(request, *, verdict, reason, by):
    """Approve or object; the second approval releases what was previewed.

    Raises:
        NotInReview: It is not with reviewers.
        NotYourReview: The person was not asked, or has decided.
        FiguresChanged: What would go out is no longer what the reviewers saw.
    """
    request = lock(request)
    if not request.is_in_review:
        raise NotInReview
    if by.pk not in (request.first_reviewer_id, request.second_reviewer_id):
        raise NotYourReview
    said = request.decisions.filter(revision=request.revision)
    if said.filter(by=by).exists():
        raise NotYourReview
    ReleaseDecision.objects.create(
        request=request, revision=request.revision, by=by, verdict=verdict, reason=reason.strip()
    )
    audit.record(f"release.{verdict}", request, by=by, revision=request.revision)
    if verdict == Verdict.OBJECTED:
        request.state = ReleaseState.OBJECTED
        request.save(update_fields=["state"])
    elif said.filter(verdict=Verdict.APPROVED).count() == 2:
        let_out(request, by=by)
    return request


def let_out(request, *, by):
    """Keep what was previewed as bytes, if it is still what would be hidden today."""
    lock_round(request.round)
    if preview_of(request)["fingerprint"] != request.preview["fingerprint"]:
        raise FiguresChanged
    refuse_overlapping(request.round)
    octets = release_data.octets_of(request.preview["data"])
    earlier = StatRelease.objects.filter(round=request.round, audience=request.audience)
    release = StatRelease.objects.create(
        request=request,
        round=request.round,
        audience=request.audience,
        number=earlier.count() + 1,
        title=request.round.title,
        data=octets,
        sha256=release_data.sha256(octets),
    )
    ReleasedTotal.objects.bulk_create(totals_of(release, request.preview["data"]))
    request.state = ReleaseState.RELEASED
    request.save(update_fields=["state"])
    audit.record("release.let_out", release, by=by, sha256=release.sha256)
    return release


def preview_of(request):
    """Return what a request would release and hide, with reasons; for the office alone."""
    lines = release_groups.lines_of(request.round)
    tables = release_groups.tables_of(request.round, lines)
    earlier = list(earlier_of(request))
    groups, unprotected, hidden = [], [], {}
    for group, table in tables.items():
        found = suppress(table, readers_of(request, group, earlier), threshold=request.threshold)
        reasons = {key: why.value for key, why in found.hidden.items()}
        hidden[group] = set(reasons)
        groups.append(
            {
                "key": group,
                "counts": [
                    [list(key), value, reasons.get(key, "")] for key, value in table.values.items()
                ],
            }
        )
        unprotected += [[group, list(key)] for key in found.unprotected]
    data = release_data.data_of(request.round, lines, hidden, request)
    facts = [groups, unprotected, data, sorted(one.pk for one in earlier)]
    return {
        "groups": groups,
        "unprotected": unprotected,
        "data": data,
        "fingerprint": release_data.sha256(release_data.octets_of({"facts": facts})),
    }


def earlier_of(request):
    """Everything that went out of this round, to anybody."""
    return StatRelease.objects.filter(round=request.round).select_related("request").order_by("pk")


def readers_of(request, group, earlier):
    """Return who will read a release, with what each of them has already of a group."""
    public = [one for one in earlier if one.audience == Audience.PUBLIC]
    inside = [one for one in earlier if one.audience == Audience.TEAMS]
    if request.audience == Audience.TEAMS:
        return [reader(request, request.threshold, group, earlier)]
    readers = [reader(request, request.threshold, group, public)]
    if inside:
        threshold = max(one.request.threshold for one in inside)
        readers.append(reader(request, threshold, group, earlier))
    return readers


def reader(request, threshold, group, releases):
    had = [as_released(one, group, request.audience) for one in releases]
    return Reader(threshold, tuple(one for one in had if one))


def as_released(release, group, audience):
    """Return what one release told of a group, or None if it did not have it."""
    for kept in release.request.preview["groups"]:
        if kept["key"] == group:
            return Release(
                {tuple(key): value for key, value, _why in kept["counts"]},
                frozenset(tuple(key) for key, _value, why in kept["counts"] if why),
                keeps=release.audience == audience,
            )
    return None


def refuse_overlapping(round):
    """Two periods of one table that overlap make equations that no check of one round sees."""
    same = Q(round__table=round.table_id)
    if round.table.standard:
        same |= Q(round__table__standard=round.table.standard)
    others = StatRelease.objects.filter(same).exclude(round=round)
    overlapping = others.filter(
        round__period_from_on__lte=round.period_to_on, round__period_to_on__gte=round.period_from_on
    )
    if overlapping.exists():
        raise Overlaps


def totals_of(release, data):
    """Return the total of each return as the release shows it, if the table asks for totals."""
    shape = shape_in(release.round)
    if not all(axis.summed for axis in shape.axes):
        return
    whole = BETWEEN_CODES.join(TOTAL for _axis in shape.axes)
    for one in data["returns"]:
        cells = {cell["codes"]: cell for cell in one["cells"]}
        cell = cells.get(whole, {"state": ShownState.NONE})
        yield ReleasedTotal(
            release=release,
            table_title=shape.title,
            unit=shape.counting_unit,
            reporter=one["reporter"],
            kind=one["kind"],
            teryt=one["teryt"],
            year_from=release.round.period_from_on.year,
            year_to=release.round.period_to_on.year,
            state=cell["state"],
            value=cell.get("value"),
        )


def reviewers_for(request):
    """Return who may be asked: officers and members of the national team, but not the author."""
    held = TeamRole.objects.on_day().filter(
        team__level=TeamLevel.NATIONAL, role__in=STEERING + PRESIDIUM
    )
    sitting = Mandate.objects.on_day().filter(seat__team__level=TeamLevel.NATIONAL)
    who = Q(pk__in=held.values("user")) | Q(pk__in=sitting.values("user"))
    return User.objects.active().filter(who).exclude(pk=request.author_id).in_polish_order()


def reasons_of(request):
    """Return how many counts a preview hides for each reason."""
    counted = {reason.value: 0 for reason in Reason}
    for group in request.preview["groups"]:
        for _key, _value, why in group["counts"]:
            if why:
                counted[why] += 1
    return counted


def lowest_threshold(audience):
    return THRESHOLDS[Audience(audience)]
