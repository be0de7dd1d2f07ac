"""What may be typed in about teams."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.choice_fields import SeveralField
from coordination.forms import PersonField
from coordination.guarded_forms import GuardedForm, GuardedModelForm
from coordination.models import Institution
from teams.choices import Capacity, RoleName, SeatStanding
from teams.models import Seat, TeamRules


def date_input():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def day_field(label):
    return forms.DateField(label=label, widget=date_input(), initial=timezone.localdate)


class SeatForm(GuardedForm):
    institution = forms.ModelChoiceField(
        label=_("Institution"), queryset=Institution.objects.active().in_polish_order()
    )
    title = forms.CharField(
        label=_("Title of the seat"),
        max_length=150,
        required=False,
        help_text=_("Only if the institution has several seats."),
    )
    standing = forms.ChoiceField(label=_("Standing"), choices=SeatStanding)
    counts_to_quorum = forms.BooleanField(
        label=_("counts to the quorum"), required=False, initial=True
    )
    from_on = day_field(_("From"))

    def __init__(self, *args, team, **kwargs):
        super().__init__(*args, **kwargs)
        if team.parent_id is not None:
            # A working group is made of the institutions of its team.
            of_parent = Seat.objects.filter(team=team.parent_id).on_day().values("institution")
            institutions = self.fields["institution"].queryset
            self.fields["institution"].queryset = institutions.filter(pk__in=of_parent)


class AppointForm(GuardedForm):
    """A person for a seat, with the document that appoints him."""

    unguarded_fields = {"act"}

    user = PersonField(label=_("Person"))
    capacity = forms.ChoiceField(label=_("Capacity"), choices=Capacity)
    from_on = day_field(_("From"))
    act = forms.CharField(label=_("Appointing document"), max_length=250)


class HandOverForm(GuardedForm):
    """The successor of a representative."""

    unguarded_fields = {"act"}

    to = PersonField(label=_("Successor"))
    from_on = day_field(_("First day of the successor"))
    act = forms.CharField(label=_("Appointing document"), max_length=250)


class EndForm(GuardedForm):
    until_on = day_field(_("Last day"))
    act = forms.CharField(label=_("Dismissing document"), max_length=250, required=False)


class RoleForm(GuardedForm):
    user = PersonField(label=_("Person"))
    role = forms.ChoiceField(label=_("Role"), choices=RoleName)
    from_on = day_field(_("From"))
    act = forms.CharField(label=_("Appointing document"), max_length=250, required=False)


class FirstOfficerForm(RoleForm):
    """Who begins to lead a team that has nobody; only the two offices that do its work."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        leading = [RoleName.COORDINATOR, RoleName.SECRETARY]
        self.fields["role"].choices = [(role.value, role.label) for role in leading]


class RulesForm(GuardedModelForm):
    """Rules of procedure from a day on."""

    class Meta:
        model = TeamRules
        fields = [
            "from_on",
            "legal_basis",
            "notice_days",
            "document_days",
            "minutes_days",
            "objection_days",
            "circular_vote_days",
            "quorum",
            "quorum_number",
            "decision",
            "chair_breaks_tie",
            "deputies",
            "reminder_days",
        ]
        widgets = {"from_on": date_input()}


class SeatsField(SeveralField):
    """Institutions of a team by their seats."""

    def clean(self, value):
        return list(super().clean(value))


class GroupForm(GuardedForm):
    """A working group: what for, by which decision, from when, with which institutions."""

    unguarded_fields = {"act"}

    name = forms.CharField(label=_("Name of the group"), max_length=200)
    purpose = forms.CharField(
        label=_("Purpose"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    act = forms.CharField(
        label=_("Founding decision"),
        max_length=400,
        help_text=_("As it is to be cited, for example a resolution of the team."),
    )
    act_on = day_field(_("Date of the decision"))
    from_on = day_field(_("From"))
    until_on = forms.DateField(
        label=_("Until"),
        widget=date_input(),
        required=False,
        help_text=_("Left empty while the end is open."),
    )
    seats = SeatsField(
        label=_("Institutions"),
        queryset=Seat.objects.none(),
        help_text=_("Who represents them in the team today represents them in the group, too."),
        error_messages={"required": _("Choose at least one institution of the team.")},
    )

    def __init__(self, *args, parent, **kwargs):
        super().__init__(*args, **kwargs)
        seats = parent.seats.on_day().select_related("institution").in_order()
        self.fields["seats"].queryset = seats

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("from_on"), cleaned.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day cannot come before the first."))
        return cleaned


class EndGroupForm(forms.Form):
    until_on = day_field(_("Last day"))

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group

    def clean_until_on(self):
        day = self.cleaned_data["until_on"]
        if self.group.active_from_on and day < self.group.active_from_on:
            raise forms.ValidationError(_("The last day cannot come before the first."))
        return day


class RosterFileForm(forms.Form):
    file = forms.FileField(
        label=_("Table"),
        help_text=_("CSV or XLSX; columns: institution, person, email, capacity, from, document."),
    )
