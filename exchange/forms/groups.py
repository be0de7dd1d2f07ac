"""Forms with which groups of addressees are made and filled."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.guarded_forms import GuardedForm
from coordination.models import Institution
from exchange import addressees
from exchange.forms.audiences import people_of_lines
from teams.models import Team


class GroupForm(GuardedForm):
    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none())
    name = forms.CharField(label=_("Name"), max_length=120)

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
        if len(teams) == 1:
            self.fields["team"].initial = teams[0]
            self.fields["team"].empty_label = None


class OneAddresseeForm(GuardedForm):
    """One institution or one person: put into a group, or let in by a source."""

    unguarded_fields = {"person"}

    institution = forms.ModelChoiceField(
        label=_("Institution"), required=False, queryset=Institution.objects.none()
    )
    person = forms.CharField(
        label=_("or a person"),
        required=False,
        max_length=254,
        help_text=_("An e-mail address, or a name of somebody in your teams."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = addressees.institutions_to_address()

    def clean_person(self):
        line = self.cleaned_data["person"].strip()
        if not line:
            return None
        people, unknown = people_of_lines([line], self.guarded_user)
        if unknown:
            raise ValidationError(
                _("Nobody is found, or more than one: %(names)s. Give the e-mail address."),
                params={"names": line},
            )
        return people[0]

    def clean(self):
        cleaned = super().clean()
        chosen = [cleaned.get("institution"), cleaned.get("person")]
        if not self.errors and sum(one is not None for one in chosen) != 1:
            self.add_error("person", _("Name one institution or one person."))
        return cleaned
