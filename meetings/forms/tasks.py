"""Forms of tasks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.choice_fields import SeveralField
from coordination.forms import date_input
from coordination.guarded_forms import GuardedForm
from coordination.models import User
from meetings.choices import ActionPriority, ActionState, ProgressWord
from meetings.task_following import SAY_WHY
from teams.models import Seat, Team


class StepForm(GuardedForm):
    """The next step of a task, with a sentence, evidence, and an owner where it has none.

    Args:
        steps: States that may follow, for this person.
        seats: Seats of the team, where the task has no owner yet; else None.
        from_state: The present state.
    """

    state = forms.ChoiceField(label=_("What is next"), widget=forms.RadioSelect)
    owner_seat = forms.ModelChoiceField(
        label=_("Who does it"),
        queryset=Seat.objects.none(),
        required=False,
        empty_label="—",
        help_text=_("Needed to accept it."),
    )
    note = forms.CharField(
        label=_("In one sentence"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    evidence = forms.FileField(label=_("Evidence"), required=False)

    def __init__(self, *args, steps, seats, from_state, **kwargs):
        super().__init__(*args, **kwargs)
        self.from_state = from_state
        self.fields["state"].choices = [(one.value, name_of_step(from_state, one)) for one in steps]
        needs = [one for one in steps if needs_note(from_state, one)]
        note = self.fields["note"]
        note.required = len(needs) == len(steps)
        if needs and not note.required:
            names = ", ".join(str(name_of_step(from_state, one)) for one in needs)
            note.help_text = _("Required with: %(steps)s.") % {"steps": names}
            note.sometimes_required = True  # so that its label does not call it optional
        if seats is None:
            del self.fields["owner_seat"]
        else:
            self.fields["owner_seat"].queryset = seats

    def clean(self):
        cleaned = super().clean()
        state = cleaned.get("state")
        if needs_note(self.from_state, state) and not cleaned.get("note") and not self.errors:
            self.add_error("note", _("Say it in one sentence."))
        accepts = state == ActionState.ACCEPTED and "owner_seat" in self.fields
        if accepts and not cleaned.get("owner_seat"):
            self.add_error("owner_seat", _("Choose the seat that does the task."))
        return cleaned


def needs_note(before, step):
    """Whether a step is explained in a sentence."""
    returned = before == ActionState.REPORTED and step == ActionState.IN_PROGRESS
    return returned or step in SAY_WHY or step in (ProgressWord.DONE, ProgressWord.BLOCKED)


def name_of_step(before, state):
    """Say a step as the act it is, or how the task goes in the words of its owner."""
    if state in ProgressWord.values:
        return ProgressWord(state).label
    if before == ActionState.REPORTED and state == ActionState.IN_PROGRESS:
        return _("return it: not done yet")
    return {
        ActionState.ACCEPTED: _("accept it"),
        ActionState.REFUSED: _("refuse it"),
        ActionState.DROPPED: _("drop it"),
        ActionState.IN_PROGRESS: _("begin it"),
        ActionState.REPORTED: _("report it done"),
        ActionState.VERIFIED: _("confirm that it is done"),
    }[state]


class ArrangeForm(GuardedForm):
    """Contact, helpers, date and priority of a task."""

    contact = forms.ModelChoiceField(
        label=_("Contact"),
        queryset=User.objects.none(),
        required=False,
        empty_label="—",
        help_text=_("Letters about the task go to this person; empty: to all of the seat."),
    )
    helpers = SeveralField(label=_("Who helps"), queryset=Seat.objects.none(), required=False)
    due_on = forms.DateField(label=_("By when"), required=False, widget=date_input())
    priority = forms.ChoiceField(label=_("Priority"), choices=ActionPriority)

    def __init__(self, *args, people, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = people
        self.fields["contact"].label_from_instance = lambda one: one.full_name
        self.fields["helpers"].queryset = seats


class WordForm(GuardedForm):
    """Done, under way or blocked, and one sentence; rows of it make the page of a round."""

    word = forms.ChoiceField(
        label=_("How it goes"), choices=ProgressWord, required=False, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("One sentence"), max_length=500, required=False)

    def __init__(self, *args, action, **kwargs):
        super().__init__(*args, **kwargs)
        self.action = action

    def clean(self):
        cleaned = super().clean()
        word, note = cleaned.get("word"), cleaned.get("note")
        if word in (ProgressWord.DONE, ProgressWord.BLOCKED) and not note and not self.errors:
            self.add_error("note", _("Say it in one sentence."))
        if note and not word and not self.errors:
            self.add_error("word", _("Choose how it goes."))
        return cleaned


class HandDownForm(GuardedForm):
    """One task for many teams."""

    title = forms.CharField(label=_("What is to be done"), max_length=300)
    owner_seat = forms.ModelChoiceField(
        label=_("Who follows it"),
        queryset=Seat.objects.none(),
        empty_label="—",
        help_text=_("A seat of your team."),
    )
    due_on = forms.DateField(label=_("By when"), required=False, widget=date_input())
    teams = SeveralField(
        label=_("Teams that are asked"),
        queryset=Team.objects.none(),
        error_messages={"required": _("Choose at least one team.")},
        help_text=_("Each of them accepts it for one of its seats, or refuses it with a reason."),
    )

    def __init__(self, *args, seats, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner_seat"].queryset = seats
        self.fields["teams"].queryset = teams
        self.fields["teams"].label_from_instance = lambda one: one.short_name
