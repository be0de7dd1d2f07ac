"""Who reports: an institution or a voivodeship team, and the people who act for it."""

import re
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from coordination.choices import PostRole
from coordination.models import Institution, InstitutionPost, User
from reports.standing import reporting_standing
from teams.models import Team, TeamRole
from teams.permissions import PRESIDIUM, STEERING

KEY = re.compile(r"([it])(\d{1,15})")
WRITING = [PostRole.CONTRIBUTOR, PostRole.SIGNATORY]


@dataclass(frozen=True)
class Reporter:
    """An institution or a team, told apart once here."""

    institution: Institution | None = None
    team: Team | None = None

    def __str__(self):
        return self.name

    @property
    def key(self):
        return f"i{self.institution.pk}" if self.institution else f"t{self.team.pk}"

    @property
    def name(self):
        return self.institution.name if self.institution else str(self.team)

    @property
    def short_name(self):
        return self.institution.short_name if self.institution else team_label(self.team)

    @property
    def fields(self):
        """What finds or makes rows of this reporter."""
        return {"institution": self.institution, "team": self.team}

    @property
    def superior(self):
        """Whom to ask when nobody answers; teams have no superior on record."""
        parent = self.institution.parent if self.institution else None
        return Reporter(institution=parent) if parent else None


def team_label(team):
    return _("%(name)s (voivodeship team)") % {"name": team.short_name}


def reporter_of(row):
    """Return the reporter of a contribution, an extension or a nudge."""
    return Reporter(row.institution, row.team)


def found_by_key(key):
    """Return the reporter that a key in an address names, or None."""
    found = KEY.fullmatch(key)
    if found is None:
        return None
    if found[1] == "i":
        institution = Institution.objects.filter(pk=int(found[2])).first()
        return Reporter(institution=institution) if institution else None
    team = Team.objects.select_related("voivodeship").filter(pk=int(found[2])).first()
    return Reporter(team=team) if team else None


def people_of(reporter):
    """Return the people who write or sign for a reporter today, each once."""
    if reporter.institution:
        posts = InstitutionPost.objects.on_day().filter(
            institution=reporter.institution, role__in=WRITING
        )
        who = Q(pk__in=posts.values("user"))
    else:
        held = TeamRole.objects.on_day().filter(team=reporter.team, role__in=STEERING + PRESIDIUM)
        who = Q(pk__in=held.values("user"))
    return User.objects.active().filter(who).in_polish_order()


def signatories_of(reporter):
    """Return who may file for a reporter today."""
    if reporter.team:
        return people_of(reporter)
    posts = InstitutionPost.objects.on_day().filter(
        institution=reporter.institution, role=PostRole.SIGNATORY
    )
    return User.objects.active().filter(pk__in=posts.values("user")).in_polish_order()


def writes_for(user, reporter):
    standing = reporting_standing(user)
    if reporter.institution:
        return reporter.institution.pk in standing.institutions
    return reporter.team.pk in standing.teams


def signs_for(user, reporter):
    standing = reporting_standing(user)
    if reporter.institution:
        return reporter.institution.pk in standing.signs
    return reporter.team.pk in standing.teams


def institutions_of(user):
    """Return the institutions a person belongs to today: by a post or by a mandate in a team."""
    posts = user.posts.on_day().values_list("institution", flat=True)
    seats = user.mandates.on_day().values_list("seat__institution", flat=True)
    return {*posts, *seats}


def reporters_in(rows):
    """Return the different reporters of rows with both loaded, in the order they come."""
    return list({row.reporter_key: reporter_of(row) for row in rows}.values())
