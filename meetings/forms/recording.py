"""Forms used while and after a meeting takes place."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.guarded_forms import GuardedForm
from meetings.choices import ActionState, DecisionKind, ItemState, PresenceMode
from teams.models import Seat


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


class BlockForm(GuardedForm):
    """The text under one item, with the revision it started from."""

    text = forms.CharField(
        label=_("Course and findings"),
        max_length=50_000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


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
    taken_how = forms.CharField(
        label=_("How it was taken"),
        max_length=200,
        required=False,
        help_text=_("For example: by consensus; 9 for, 1 against, 2 abstained."),
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

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner_seat"].queryset = seats


class CloseActionForm(GuardedForm):
    state = forms.ChoiceField(
        label=_("Result"),
        choices=[
            (ActionState.DONE, ActionState.DONE.label),
            (ActionState.DROPPED, ActionState.DROPPED.label),
        ],
    )
    note = forms.CharField(
        label=_("How it ended"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence for the minutes of the next meeting."),
    )


class CirculateForm(GuardedForm):
    """Confirmation of circulating; a correction says what it corrects."""

    change_note = forms.CharField(label=_("What was corrected"), max_length=500)

    def __init__(self, *args, is_correction, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_correction:
            del self.fields["change_note"]
