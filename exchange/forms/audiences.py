"""Label and addressees in one control, for everything that is addressed."""

from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.functions import Collate, Lower
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from coordination.choice_fields import SeveralField
from coordination.choices import HandlingLabel
from coordination.guarded_forms import GuardedForm
from coordination.models import Institution, User
from coordination.polish_collation import POLISH
from coordination.refusals import Refused
from exchange import addressees, audiences
from exchange.choices import ADDRESSABLE
from exchange.models import AudienceGroup
from teams.models import Team

LONGEST_PERSONS = 20_000


class ByVoivodeship(ModelChoiceIterator):
    """Institutions in groups: the central ones, then voivodeship by voivodeship."""

    def __iter__(self):
        placed = self.queryset.select_related("voivodeship").order_by(
            Collate("voivodeship__name", POLISH).asc(nulls_first=True), Collate("name", POLISH)
        )
        for where, found in groupby(placed, key=lambda one: one.voivodeship):
            yield (str(where or _("central")), [self.choice(one) for one in found])


class FoldedChoices(forms.CheckboxSelectMultiple):
    """Many checkboxes in groups that open."""

    template_name = "exchange/_partials/folded_choices.html"
    use_fieldset = True


class InstitutionsField(SeveralField):
    iterator = ByVoivodeship
    widget = FoldedChoices


class TeamsField(SeveralField):
    def label_from_instance(self, team):
        return team.short_name


class GroupsField(SeveralField):
    def label_from_instance(self, group):
        return f"{group.name} ({group.team.short_name})"


class PersonsField(forms.CharField):
    """People one by one, each in a line: an e-mail address, or a name from one's own teams."""

    widget = forms.Textarea

    def __init__(self, **kwargs):
        super().__init__(max_length=LONGEST_PERSONS, **kwargs)
        self.widget.attrs.update({"rows": 3, "spellcheck": "false"})


class AudienceForm(GuardedForm):
    """The control itself; a form of something addressed takes it as its base.

    Args:
        user: The person who writes.
    """

    unguarded_fields = {"persons"}

    source = forms.ChoiceField(label=_("In whose name"))
    label = forms.ChoiceField(
        label=_("Who may read it"),
        choices=HandlingLabel,
        initial=HandlingLabel.UNITS,
        widget=forms.RadioSelect,
        help_text=_("Classified information has no place here."),
    )
    teams = TeamsField(
        label=_("Teams"),
        required=False,
        queryset=Team.objects.none(),
        help_text=_("Under a label for all, none chosen means every team."),
    )
    institutions = InstitutionsField(
        label=_("Institutions"), required=False, queryset=Institution.objects.none()
    )
    groups = GroupsField(
        label=_("Groups of addressees"), required=False, queryset=AudienceGroup.objects.none()
    )
    persons = PersonsField(
        label=_("Named persons"),
        required=False,
        help_text=_("One in a line: an e-mail address, or a name of somebody in your teams."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        user = self.guarded_user
        self.sources = {key_of(one): one for one in addressees.sources_of(user)}
        self.fields["source"].choices = [(key, str(one)) for key, one in self.sources.items()]
        self.fields["teams"].queryset = addressees.teams_to_address(user)
        self.fields["institutions"].queryset = addressees.institutions_to_address()
        groups = addressees.groups_to_address(user).prefetch_related("members")
        self.fields["groups"].queryset = groups
        if len(self.sources) == 1:
            self.fields["source"].widget = forms.HiddenInput()
            self.fields["source"].initial = next(iter(self.sources))

    def clean_source(self):
        return self.sources[self.cleaned_data["source"]]

    def clean_persons(self):
        """Turn lines into people; whoever is not found is named beside the field."""
        lines = [line.strip(" ,;") for line in self.cleaned_data["persons"].splitlines()]
        lines = list(dict.fromkeys(line for line in lines if line))
        if len(lines) > audiences.MOST_PERSONS:
            raise ValidationError(str(audiences.TooManyPersons()))
        found, unknown = people_of_lines(lines, self.guarded_user)
        if unknown:
            raise ValidationError(
                _("Nobody is found, or more than one: %(names)s. Give the e-mail address."),
                params={"names": ", ".join(unknown[:5])},
            )
        return found

    def choice(self):
        """Return what is chosen; what the label does not allow is left out."""
        label = self.cleaned_data["label"]
        allowed = ADDRESSABLE[HandlingLabel(label)]
        chosen = {
            name: tuple(self.cleaned_data.get(name) or ()) if name in allowed else ()
            for name in audiences.KINDS
        }
        return audiences.Choice(label, **chosen)

    def check_choice(self):
        """Put what keeps the choice from being sent beside the label."""
        try:
            self.choice().check()
        except Refused as refusal:
            self.add_error("label", str(refusal))
            return False
        return True


def key_of(source):
    return f"{'team' if isinstance(source, Team) else 'institution'}:{source.pk}"


def initial_of(audience):
    """Return what the control shows of an audience that was saved."""
    choice = audiences.choice_of(audience)
    return {
        "source": key_of(audience.source),
        "label": audience.label,
        "teams": [one.pk for one in choice.teams],
        "institutions": [one.pk for one in choice.institutions],
        "groups": [one.pk for one in choice.groups],
        "persons": "\n".join(one.email for one in choice.persons),
    }


def people_of_lines(lines, user):
    """Return `(people, lines that name nobody or several)`; a fixed number of questions."""
    wanted = [line.casefold() for line in lines]
    by_address = User.objects.active().annotate(address=Lower("email")).filter(address__in=wanted)
    found = {one.email.casefold(): one for one in by_address}
    names: dict = {}
    if any("@" not in line for line in lines):
        for one in addressees.people_known_to(user):
            names.setdefault(one.full_name.casefold(), []).append(one)
    people = {}
    for line, word in zip(lines, wanted, strict=True):
        named = names.get(word, [])
        person = found.get(word) or (named[0] if len(named) == 1 else None)
        people[line] = person
    anchors = audiences.anchors_of([one for one in people.values() if one is not None])
    unknown = [line for line, one in people.items() if one is None or one.pk not in anchors]
    return tuple(dict.fromkeys(one for one in people.values() if one is not None)), unknown
