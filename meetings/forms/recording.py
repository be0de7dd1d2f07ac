"""Forms used while and after a meeting takes place."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.choice_fields import SeveralField
from coordination.forms import date_input
from coordination.guarded_forms import GuardedForm
from meetings.choices import ActionPriority, DecisionKind, DecisionWay, ItemState, PresenceMode
from meetings.local_times import moment
from meetings.models import AgendaItem
from teams.models import Seat

AT_A_MEETING = [(one.value, one.label) for one in (DecisionWay.CONSENSUS, DecisionWay.VOTE)]


class PresenceForm(forms.Form):
    """How one invitee took part; one small form a row, many rows on the page."""

    mode = forms.ChoiceField(
        label=_("Presence"), choices=[("", "—"), *PresenceMode.choices], required=False
    )
    deputy_name = forms.CharField(label=_("Name of the deputy"), max_length=120, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("mode") == PresenceMode.BY_DEPUTY and not cleaned.get("deputy_name"):
            self.add_error("deputy_name", _("Give the name of the deputy."))
        return cleaned


class PresenceDetailForm(GuardedForm):
    """Everything about one invitee's presence: times, excuse, items he keeps out of."""

    unguarded_fields = {"deputy_name"}

    mode = forms.ChoiceField(label=_("Presence"), choices=PresenceMode)
    deputy_name = forms.CharField(label=_("Name of the deputy"), max_length=120, required=False)
    arrived = forms.TimeField(
        label=_("Came at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    left = forms.TimeField(
        label=_("Left at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    excuse = forms.CharField(
        label=_("Excuse"),
        max_length=500,
        required=False,
        help_text=_("Why the absence is excused. No health data."),
    )
    excuse_file = forms.FileField(label=_("Document of the excuse"), required=False)
    keeps_out = SeveralField(
        label=_("Keeps out of these items"),
        queryset=AgendaItem.objects.none(),
        required=False,
        help_text=_("The seat does not count to the quorum of these items."),
    )
    keep_out_reason = forms.CharField(
        label=_("Reason for keeping out"), max_length=250, required=False
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["keeps_out"].queryset = meeting.items.all()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("mode") == PresenceMode.BY_DEPUTY and not cleaned.get("deputy_name"):
            self.add_error("deputy_name", _("Give the name of the deputy."))
        if cleaned.get("keeps_out") and not cleaned.get("keep_out_reason"):
            self.add_error("keep_out_reason", _("Give the reason."))
        says_why = cleaned.get("excuse") or cleaned.get("excuse_file")
        if says_why and cleaned.get("mode") != PresenceMode.EXCUSED:
            self.add_error("mode", _("An excuse belongs to an excused absence."))
        self.put_moments(cleaned)
        return cleaned

    def put_moments(self, cleaned):
        """Turn hours of the day of the meeting into moments."""
        day = self.meeting.local_start.date()
        for name in ("arrived", "left"):
            hour = cleaned.get(name)
            try:
                cleaned[f"{name}_at"] = moment(day, hour, self.meeting.tz) if hour else None
            except forms.ValidationError as error:
                self.add_error(name, error)
        came, left = cleaned.get("arrived_at"), cleaned.get("left_at")
        if came and left and left < came:
            self.add_error("left", _("Nobody leaves before he comes."))


class CheckInForm(forms.Form):
    """The address to which the invitation went, and how one takes part."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The address to which your invitation came."),
    )
    remote = forms.BooleanField(label=_("I take part remotely"), required=False)


class ItemForm(GuardedForm):
    title = forms.CharField(label=_("Subject of the new item"), max_length=250)


class ItemStateForm(forms.Form):
    state = forms.ChoiceField(label=_("What became of it"), choices=ItemState)


class DecisionForm(GuardedForm):
    kind = forms.ChoiceField(
        label=_("Kind"), choices=DecisionKind, initial=DecisionKind.ARRANGEMENT
    )
    text = forms.CharField(
        label=_("Text of the decision"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    way = forms.ChoiceField(
        label=_("Way of deciding"),
        choices=[("", "—"), *AT_A_MEETING],
        required=False,
        help_text=_("Consensus is sought first; a vote follows where it fails."),
    )
    taken_how = forms.CharField(
        label=_("How it was taken"),
        max_length=200,
        required=False,
        help_text=_("For example: by consensus; 9 for, 1 against, 2 abstained."),
    )
    in_force_from_on = forms.DateField(
        label=_("In force from"),
        required=False,
        widget=date_input(),
        help_text=_("Empty: from the day on which it was taken."),
    )


class VoidDecisionForm(GuardedForm):
    reason = forms.CharField(label=_("Reason for voiding"), max_length=250)


class ActionForm(GuardedForm):
    """A task at an item; only seats of the meeting's team can own it."""

    title = forms.CharField(label=_("What is to be done"), max_length=300)
    owner_seat = forms.ModelChoiceField(label=_("Who"), queryset=Seat.objects.none())
    due_on = forms.DateField(
        label=_("By when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    priority = forms.ChoiceField(
        label=_("Priority"),
        choices=ActionPriority,
        initial=ActionPriority.NORMAL,
        required=False,
    )
    accepted = forms.BooleanField(
        label=_("The owner has taken it on at the meeting"),
        required=False,
        initial=True,
        help_text=_("Otherwise the owner is asked by mail to accept or refuse it."),
    )

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner_seat"].queryset = seats

    def clean_priority(self):
        return self.cleaned_data["priority"] or ActionPriority.NORMAL
