"""Three institutions side by side and a team of another voivodeship, for the tests of this room."""

from coordination.choices import HandlingLabel, InstitutionKind
from exchange import audiences, posting
from exchange.choices import PostKind
from teams.models import Seat
from tests import factories


class Side:
    """The Police, an NGO and an inspection in one team; the Police of another voivodeship."""

    def __init__(self):
        self.team = factories.regional_team("Mazowiecki Zespół")
        self.other_team = factories.regional_team(
            "Inny", voivodeship=factories.voivodeship("30", "wielkopolskie")
        )
        self.police = factories.institution("Komenda Wojewódzka")
        self.unit = factories.institution("Komenda Miejska", parent=self.police)
        self.ngo = factories.institution("Fundacja", kind=InstitutionKind.NGO)
        self.inspection = factories.institution(
            "Inspektorat Pracy", kind=InstitutionKind.LABOUR_INSPECTION
        )
        self.far = factories.institution("Komenda w Poznaniu")
        self.officer = self.sits(self.police, "Policjant Pierwszy")
        self.colleague = self.sits(self.police, "Policjant Drugi", deputy=1)
        self.helper = self.sits(self.ngo, "Pomocnica Fundacji")
        self.inspector = self.sits(self.inspection, "Inspektor Pracy")
        self.distant = self.sits(self.far, "Daleki Policjant", team=self.other_team)
        self.in_unit = self.sits(self.unit, "Policjant Jednostki", team=self.other_team)
        self.coordinator = factories.coordinator_of(self.team)
        self.former = factories.former_member_of(self.team)
        self.administrator = factories.administrator()
        self.stranger = factories.person()

    def sits(self, institution, name, *, team=None, deputy=0):
        """Return a new person who sits for an institution in a team."""
        seat, _new = Seat.objects.get_or_create(team=team or self.team, institution=institution)
        return factories.mandate(seat, factories.person(full_name=name), deputy=deputy).user

    @property
    def everybody(self):
        """People by name, also those who belong nowhere."""
        names = [
            "officer colleague helper inspector distant in_unit coordinator former administrator",
            "stranger",
        ]
        return {name: getattr(self, name) for name in " ".join(names).split()}

    def draft(self, label=HandlingLabel.UNITS, *, by=None, source=None, links=(), **facts):
        """A draft of the Police, to the whole team unless addressees are given."""
        chosen = {name: tuple(facts.pop(name)) for name in audiences.KINDS if name in facts}
        if not chosen and label == HandlingLabel.UNITS:
            chosen = {"teams": (self.team,)}
        words = {
            "kind": PostKind.INFORMATION,
            "title": "Szkolenie w marcu",
            "text": "Zapraszamy na szkolenie.",
            "valid_until_on": None,
            "allows_comments": False,
            "asks_acknowledgement": False,
        }
        return posting.save_draft(
            audiences.Choice(label, **chosen),
            facts=words | facts,
            source=source or self.police,
            by=by or self.officer,
            links=links,
        )

    def sent(self, label=HandlingLabel.UNITS, **more):
        draft = self.draft(label, **more)
        return posting.send(draft, by=draft.audience.by)

    def warning(self, **more):
        return self.sent(kind=PostKind.WARNING, **more)


def readers(thing, people):
    """Return the names of those people who may read something, asked by the one rule."""
    found = type(thing).objects
    return {
        name for name, user in people.items() if found.visible_to(user).filter(pk=thing.pk).exists()
    }
