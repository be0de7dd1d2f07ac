"""Label and audience in one: whom a label lets one choose, whom a choice reaches, how it is sent.

Everything addressed in this room goes through here: posts, requests for information, the library.
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.choices import HandlingLabel, InstitutionKind
from coordination.models import Institution, InstitutionPost, User
from coordination.refusals import Refused
from exchange.choices import ADDRESSABLE, OPEN_LABELS
from exchange.models import Audience, AudienceTarget, Receipt
from exchange.standing import FLOORS
from teams.models import Mandate, Seat, Team, TeamRole

MOST_PERSONS = 300


class NobodyAddressed(Refused):
    message = _("Choose to whom it goes: under this label nobody reads it but the addressees.")


class NotUnderThisLabel(Refused):
    message = _("This label does not let you choose such addressees.")


class TooManyPersons(Refused):
    message = _(
        "At most 300 persons can be named one by one. Address a team, institutions or a group."
    )


class NowhereToBelong(Refused):
    message = _(
        "A named person belongs to no institution and no team today, so nothing reaches it."
    )


class IsSent(Refused):
    message = _("It has been sent already.")


@dataclass(frozen=True)
class Choice:
    """A label and the addressees chosen under it, saved or not.

    Args:
        label: A value of `HandlingLabel`.
        teams: Teams; under an open label none means all teams.
        institutions, groups, persons: Other addressees.
    """

    label: str
    teams: tuple = ()
    institutions: tuple = ()
    groups: tuple = ()
    persons: tuple = ()

    @property
    def is_open(self):
        """Whether everybody who belongs to the desk's teams and institutions may read it."""
        return self.label in OPEN_LABELS

    def check(self):
        """Refuse addressees that the label does not allow, and an empty choice under a narrow one.

        Raises:
            NotUnderThisLabel: A kind of addressee does not go with the label.
            NobodyAddressed: Nobody is chosen although only addressees read it.
            TooManyPersons: More persons are named than anybody looks through.
        """
        chosen = {name for name in KINDS if getattr(self, name)}
        if chosen - ADDRESSABLE[HandlingLabel(self.label)]:
            raise NotUnderThisLabel
        if not chosen and not self.is_open:
            raise NobodyAddressed
        if len(self.persons) > MOST_PERSONS:
            raise TooManyPersons


KINDS = ("teams", "institutions", "groups", "persons")


@dataclass
class Reach:
    """Whom a choice reaches today: `{person: institution}`, None for an officer without one.

    `is_open` says that everybody may read it besides those who are told.
    """

    people: dict = field(default_factory=dict)
    is_open: bool = False

    @property
    def number(self):
        return len(self.people)

    @property
    def of_teams(self):
        """How many are officers of teams without an institution of their own."""
        return sum(1 for institution in self.people.values() if institution is None)

    def by_institution(self):
        """Return `(institution, how many people)` in Polish order."""
        numbers: dict = {}
        for key in self.people.values():
            numbers[key] = numbers.get(key, 0) + 1
        found = Institution.objects.filter(pk__in=numbers).in_polish_order()
        return [(one, numbers[one.pk]) for one in found]


def units_of(institutions):
    """Return the keys of institutions and of every unit under them."""
    wanted = list(institutions)
    under = Q()
    for floor in FLOORS:
        under |= Q(**{f"{floor[2:]}{'__' if floor else ''}pk__in": wanted})
    return set(Institution.objects.filter(under).values_list("pk", flat=True))


def reach_of(choice):
    """Return whom a choice reaches today; what its label does not allow reaches nobody.

    The number of questions does not grow with the people.
    """
    allowed = ADDRESSABLE[HandlingLabel(choice.label)]
    chosen = {name: list(getattr(choice, name)) if name in allowed else [] for name in KINDS}
    institutions = {one.pk for one in chosen["institutions"]}
    persons = {one.pk for one in chosen["persons"]}
    for group in chosen["groups"]:
        for member in group.members.all():
            (institutions if member.institution_id else persons).add(
                member.institution_id or member.person_id
            )
    teams = {one.pk for one in chosen["teams"]}
    if choice.label == HandlingLabel.UNITS and institutions:
        institutions = units_of(institutions)
    everybody = choice.is_open and not teams
    return Reach(people_of(teams, institutions, persons, choice.label, everybody), choice.is_open)


def people_of(teams, institutions, persons, label, everybody):
    """Return `{person: institution}` of those who stand today where something is addressed."""
    seats = Mandate.objects.on_day().filter(seat__in=Seat.objects.on_day(), user__is_active=True)
    posts = InstitutionPost.objects.on_day().filter(user__is_active=True)
    roles = TeamRole.objects.on_day().filter(user__is_active=True)
    if not everybody:
        in_team = Q(seat__team__in=teams)
        if label not in OPEN_LABELS:
            in_team &= ~Q(seat__institution__kind=InstitutionKind.NGO)
        seats = seats.filter(in_team | Q(seat__institution__in=institutions) | Q(user__in=persons))
        posts = posts.filter(Q(institution__in=institutions) | Q(user__in=persons))
        roles = roles.filter(Q(team__in=teams) | Q(user__in=persons))
    found = dict.fromkeys(roles.order_by().values_list("user", flat=True))
    rows = [
        *posts.order_by("pk").values_list("user", "institution"),
        *seats.order_by("-pk").values_list("user", "seat__institution"),
    ]
    return found | dict(rows)


def anchors_of(persons):
    """Return `{person: fields}` that tie rights to where people stand today, in three questions.

    Whoever belongs nowhere is left out.
    """
    keys = {one.pk for one in persons}
    places = people_of(set(), set(), keys, HandlingLabel.PERSONS, everybody=False)
    serving = TeamRole.objects.on_day().filter(user__in=keys).order_by("-team")
    offices = dict(serving.values_list("user", "team"))
    return {
        person: {"anchor_institution_id": place}
        if place is not None
        else {"anchor_team_id": offices[person]}
        for person, place in places.items()
    }


@transaction.atomic
def address(choice, *, source, by, audience=None):
    """Write down label and addressees of a thing in preparation. Return the audience.

    Args:
        choice: A `Choice`; a draft may still address nobody.
        source: The institution or team in whose name it goes out.
        by: The person who prepares it.
        audience: The one to write anew, of a thing that was saved before.

    Raises:
        IsSent: It is no draft any more.
    """
    if audience is None:
        audience = Audience(by=by)
    elif Audience.objects.select_for_update().get(pk=audience.pk).sent_at is not None:
        raise IsSent
    is_team = isinstance(source, Team)
    audience.label = choice.label
    audience.source_team = source if is_team else None
    audience.source_institution = None if is_team else source
    audience.save()
    write_targets(audience, choice)
    return audience


def write_targets(audience, choice):
    """Put exactly these addressees on an audience.

    Raises:
        NowhereToBelong: A named person belongs to no institution and holds no office today.
    """
    anchors = anchors_of(choice.persons)
    if any(one.pk not in anchors for one in choice.persons):
        raise NowhereToBelong
    audience.targets.all().delete()
    AudienceTarget.objects.bulk_create(
        [
            *(AudienceTarget(audience=audience, team=one) for one in choice.teams),
            *(AudienceTarget(audience=audience, institution=one) for one in choice.institutions),
            *(
                AudienceTarget(audience=audience, person=one, **anchors[one.pk])
                for one in choice.persons
            ),
        ]
    )
    audience.groups.set(choice.groups)


def choice_of(audience):
    """Return the choice that is written on an audience; members of groups are not in it."""
    chosen = {"teams": [], "institutions": [], "persons": []}
    own = audience.targets.filter(via__isnull=True)
    for one in own.select_related("team__voivodeship", "institution", "person"):
        name = "teams" if one.team_id else "institutions" if one.institution_id else "persons"
        chosen[name].append(one.team or one.institution or one.person)
    groups = tuple(audience.groups.prefetch_related("members"))
    return Choice(audience.label, groups=groups, **{k: tuple(v) for k, v in chosen.items()})


@transaction.atomic
def send(audience):
    """Settle the addressees for good and write who can read the thing now. Return the receipts.

    Groups are resolved: what is changed in a group later is a matter of later things. The sender
    is no reader of his own and gets no receipt.

    Raises:
        IsSent: It was sent before.
        NobodyAddressed, NotUnderThisLabel, TooManyPersons: See `Choice.check`.
    """
    audience = Audience.objects.select_for_update().get(pk=audience.pk)
    if audience.sent_at is not None:
        raise IsSent
    choice = choice_of(audience)
    choice.check()
    resolve_groups(audience, choice)
    audience.sent_at = timezone.now()
    audience.save(update_fields=["sent_at"])
    return write_receipts(audience, reach_of(choice))


def resolve_groups(audience, choice):
    """Address the members of the chosen groups by themselves, each once.

    A person of a group who has left everything meanwhile is no addressee any more.
    """
    known = {(one.institution_id, one.person_id) for one in audience.targets.all()}
    members = [one for group in choice.groups for one in group.members.select_related("person")]
    anchors = anchors_of([one.person for one in members if one.person_id])
    for member in members:
        key = (member.institution_id, member.person_id)
        if key in known or (member.person_id and member.person_id not in anchors):
            continue
        known.add(key)
        AudienceTarget.objects.create(
            audience=audience,
            institution_id=member.institution_id,
            person_id=member.person_id,
            via_id=member.group_id,
            **anchors.get(member.person_id, {}),
        )


def reach_today(audience):
    """Return whom a sent audience reaches today; members of groups as they were when it was sent.

    A named person counts while he stands where he was named.
    """
    targets = list(audience.targets.select_related("team", "institution"))
    mandates = Mandate.objects.on_day().filter(user=OuterRef("person"))
    seated = mandates.filter(
        seat__in=Seat.objects.on_day(), seat__institution=OuterRef("anchor_institution")
    )
    posted = InstitutionPost.objects.on_day().filter(
        user=OuterRef("person"), institution=OuterRef("anchor_institution")
    )
    serving = TeamRole.objects.on_day().filter(
        user=OuterRef("person"), team=OuterRef("anchor_team")
    )
    named = audience.targets.filter(Exists(seated) | Exists(posted) | Exists(serving))
    return reach_of(
        Choice(
            audience.label,
            teams=tuple(one.team for one in targets if one.team_id),
            institutions=tuple(one.institution for one in targets if one.institution_id),
            persons=tuple(User.objects.filter(pk__in=named.values("person"))),
        )
    )


@transaction.atomic
def change(audience, choice):
    """Give a sent audience another label and other addressees. Return the new receipts.

    Receipts of those who are left out stay as a record of who could read it; they read no more.

    Raises:
        NobodyAddressed, NotUnderThisLabel, TooManyPersons: See `Choice.check`.
    """
    audience = Audience.objects.select_for_update().get(pk=audience.pk)
    choice.check()
    audience.label = choice.label
    audience.save(update_fields=["label"])
    write_targets(audience, choice)
    resolve_groups(audience, choice)
    return write_receipts(audience, reach_of(choice))


@transaction.atomic
def let_in(audience, *, institution=None, person=None):
    """Add one addressee to a sent audience at the will of its source. Return the new receipts.

    Raises:
        NowhereToBelong: The person belongs to no institution and holds no office today.
    """
    anchors = anchors_of([person]) if person else {}
    if person and person.pk not in anchors:
        raise NowhereToBelong
    AudienceTarget.objects.get_or_create(
        audience=audience,
        institution=institution,
        person=person,
        defaults=anchors[person.pk] if person else {},
    )
    institutions, persons = [institution] if institution else [], [person] if person else []
    choice = Choice(audience.label, institutions=tuple(institutions), persons=tuple(persons))
    return write_receipts(audience, reach_of(choice))


def write_receipts(audience, reach):
    """Write a row for everybody who is reached and has none; return the new ones."""
    known = set(audience.receipts.values_list("user", flat=True)) | {audience.by_id}
    Receipt.objects.bulk_create(
        (
            Receipt(audience=audience, user_id=person, institution_id=institution)
            for person, institution in reach.people.items()
            if person not in known
        ),
        batch_size=500,
        # Whoever reads at this moment writes a receipt of his own.
        ignore_conflicts=True,
    )
    return audience.receipts.exclude(user__in=known).select_related("user")
