"""Forms of a series of meetings."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.choices import HandlingLabel
from coordination.forms import date_input
from coordination.guarded_forms import GuardedForm
from meetings import agenda
from meetings.choices import Frequency, HolidayRule
from meetings.forms.planning import LENGTHS
from meetings.forms.proposals import not_past
from meetings.local_times import moment
from teams.models import Team

LONGEST = timedelta(days=5 * 366)


class SeriesForm(GuardedForm):
    """The rule, and what each meeting begins with; without its first day when it follows one."""

    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none())
    title = forms.CharField(label=_("Subject"), max_length=160)
    frequency = forms.ChoiceField(
        label=_("How often"), choices=Frequency, initial=Frequency.QUARTERLY
    )
    begins_on = forms.DateField(
        label=_("First day"),
        widget=date_input(),
        help_text=_("It sets the weekday, for example the second Tuesday of the month."),
    )
    until_on = forms.DateField(
        label=_("Last day"),
        widget=date_input(),
        error_messages={
            "required": _("A series that never ends cannot be begun. Give its last day.")
        },
        help_text=_("At most five years ahead."),
    )
    hour = forms.TimeField(
        label=_("Start"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.TypedChoiceField(label=_("Length"), choices=LENGTHS, coerce=int, initial=120)
    holidays = forms.ChoiceField(
        label=_("On a holiday or at a weekend"), choices=HolidayRule, initial=HolidayRule.NEXT
    )
    place = forms.CharField(label=_("Place"), max_length=200, help_text=_("Address and room."))
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One item a line. Left empty, each meeting begins with what is left open."),
    )
    label = forms.ChoiceField(
        label=_("Who may see it"), choices=HandlingLabel, initial=HandlingLabel.UNITS
    )
    ahead = forms.TypedChoiceField(
        label=_("Meetings prepared ahead"),
        choices=[(number, str(number)) for number in range(1, 7)],
        coerce=int,
        initial=2,
    )

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
        if len(teams) == 1:
            self.fields["team"].initial = teams[0]
            self.fields["team"].empty_label = None

    def clean_begins_on(self):
        return not_past(self.cleaned_data["begins_on"])

    def clean_agenda(self):
        agenda.read_lines(self.cleaned_data["agenda"])
        return self.cleaned_data["agenda"]

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("begins_on"), cleaned.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("A series ends after it begins."))
        elif first and last and last - first > LONGEST:
            self.add_error("until_on", _("A series lasts five years at most."))
        if first and cleaned.get("hour"):
            try:
                moment(first, cleaned["hour"])
            except ValidationError as error:
                self.add_error("hour", error)
        return cleaned

    def rule(self):
        """Return what `recurring` takes."""
        return {name: value for name, value in self.cleaned_data.items() if name in RULE}


RULE = {"title", "frequency", "begins_on", "until_on", "hour", "minutes", "holidays", "place"}
RULE |= {"agenda", "label", "ahead"}


def initial_of_series(series):
    return {name: getattr(series, name) for name in RULE} | {"team": series.team_id}


class EndSeriesForm(forms.Form):
    from_on = forms.DateField(label=_("No meetings from this day on"), widget=date_input())

    def clean_from_on(self):
        return not_past(self.cleaned_data["from_on"])


class SkipForm(GuardedForm):
    reason = forms.CharField(label=_("Reason"), max_length=250, required=False)
