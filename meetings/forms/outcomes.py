"""Forms of the register of decisions and of votes."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.choice_fields import SeveralField
from coordination.choices import HandlingLabel
from coordination.forms import date_input
from coordination.guarded_forms import GuardedForm
from meetings import vote_counting
from meetings.choices import BallotKind, DecisionKind, VoteWord
from meetings.forms.polls import time_input
from meetings.forms.proposals import not_past
from meetings.local_times import moment
from meetings.models import BallotVoter, Decision
from teams.choices import DeputyRule
from teams.models import Seat, Team

HANDS_AT_MOST = 500


def long_text(rows=4):
    return forms.Textarea(attrs={"rows": rows})


class PositionForm(GuardedForm):
    """What one seat holds against a decision."""

    seat = forms.ModelChoiceField(label=_("Seat"), queryset=Seat.objects.none(), empty_label="—")
    text = forms.CharField(label=_("Separate position"), max_length=4000, widget=long_text())

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = seats


class DatesForm(GuardedForm):
    """From when a decision is in force, and when somebody looks at it again."""

    in_force_from_on = forms.DateField(
        label=_("In force from"),
        required=False,
        widget=date_input(),
        help_text=_("Empty: from the day on which it was taken."),
    )
    review_on = forms.DateField(
        label=_("Review on"),
        required=False,
        widget=date_input(),
        help_text=_("On that day its owner gets a letter."),
    )
    seat = forms.ModelChoiceField(
        label=_("Who reviews it"),
        queryset=Seat.objects.none(),
        required=False,
        empty_label=_("the secretary of the team"),
    )

    def __init__(self, *args, seats, has_review, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = seats
        if has_review:
            del self.fields["review_on"], self.fields["seat"]

    def clean_review_on(self):
        day = self.cleaned_data["review_on"]
        return not_past(day) if day else day


class ReviewForm(GuardedForm):
    """What a review found, and when the next one is."""

    finding = forms.CharField(
        label=_("What was found"),
        max_length=1000,
        widget=long_text(3),
        help_text=_("For example: stays in force; to be changed at the next meeting."),
    )
    next_on = forms.DateField(label=_("Next review on"), required=False, widget=date_input())

    def clean_next_on(self):
        day = self.cleaned_data["next_on"]
        return not_past(day) if day else day


class SupersedeForm(forms.Form):
    earlier = SeveralField(
        label=_("Takes the place of"),
        queryset=Decision.objects.none(),
        help_text=_("The earlier ones stay in the register and lead to this one."),
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["earlier"].queryset = candidates
        self.fields["earlier"].label_from_instance = lambda one: (
            f"{one.get_kind_display()} {one.signature}: {one.text[:90]}"
        )


class ReasonForm(GuardedForm):
    """Why something is undone; others will read it."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=long_text(2), help_text=_("Others will read it.")
    )


class VoidForm(GuardedForm):
    reason = forms.CharField(label=_("Reason for voiding"), max_length=250)


class BallotWordsForm(GuardedForm):
    """What every vote has: a subject, the text as it would be adopted, the kind of decision."""

    title = forms.CharField(label=_("Subject"), max_length=250)
    decision_kind = forms.ChoiceField(
        label=_("What is to be adopted"), choices=DecisionKind, initial=DecisionKind.RESOLUTION
    )
    text = forms.CharField(
        label=_("Text put to the vote"),
        max_length=5000,
        widget=long_text(6),
        help_text=_("It cannot be changed once the vote is open. Number points, if it has any."),
    )


class ItemBallotForm(BallotWordsForm):
    """A vote at an item of a meeting."""

    kind = forms.ChoiceField(
        label=_("Kind of vote"), choices=BallotKind, widget=forms.RadioSelect, initial="roll_call"
    )


class CircularForm(BallotWordsForm):
    """A circular vote: which team, for whom, until when."""

    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none(), empty_label=None)
    label = forms.ChoiceField(
        label=_("Who may see it"), choices=HandlingLabel, initial=HandlingLabel.UNITS
    )
    until_day = forms.DateField(label=_("Votes until"), widget=date_input())
    until_hour = forms.TimeField(label=_("Hour"), initial="15:00", widget=time_input())
    field_order = ["team", "title", "decision_kind", "text", "label", "until_day", "until_hour"]

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams

    def clean(self):
        cleaned = super().clean()
        day, hour = cleaned.get("until_day"), cleaned.get("until_hour")
        if day and hour:
            try:
                cleaned["closes_at"] = moment(day, hour)
            except ValidationError as error:
                self.add_error("until_hour", error)
            else:
                if cleaned["closes_at"] <= timezone.now() + timedelta(minutes=1):
                    self.add_error("until_day", _("This moment is past."))
                elif cleaned["closes_at"] > timezone.now() + timedelta(days=400):
                    self.add_error("until_day", _("A circular vote lasts a year at most."))
        return cleaned

    def facts(self):
        """Return what `voting.open_circular` takes."""
        names = ("title", "text", "decision_kind", "label", "closes_at")
        return {name: self.cleaned_data[name] for name in names}


class VoteForm(GuardedForm):
    """One word, and why; without a script it is a page with one button."""

    word = forms.ChoiceField(label=_("My vote"), choices=VoteWord, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        required=False,
        widget=long_text(3),
        help_text=_(
            "It is seen by whoever sees the vote. A reason against becomes a separate "
            "position beside the decision."
        ),
    )


class SecretVoteForm(forms.Form):
    word = forms.ChoiceField(
        label=_("My vote"),
        choices=VoteWord,
        widget=forms.RadioSelect,
        help_text=_("Nobody can see what you said, and nobody can change it, you included."),
    )


class VoteForSeatForm(VoteForm):
    """What a seat said to the secretary, and how he heard it."""

    voter = forms.ModelChoiceField(
        label=_("Who said it"),
        queryset=BallotVoter.objects.none(),
        required=False,
        empty_label=_("another person with a written authorisation"),
    )
    said_by = forms.CharField(
        label=_("Name of the authorised person"), max_length=120, required=False
    )
    heard_how = forms.CharField(
        label=_("How it was said"),
        max_length=250,
        help_text=_("For example: by telephone at 12:30. Everybody sees that you entered it."),
    )
    field_order = ["voter", "said_by", "word", "reason", "heard_how"]
    unguarded_fields = {"said_by"}

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["word"].label = _("Vote of the seat")
        self.fields["voter"].queryset = seat.voters.filter(user__is_active=True)
        rules = seat.ballot.rules
        if rules and rules.deputies == DeputyRule.APPOINTED:
            del self.fields["said_by"]
            self.fields["voter"].required = True
            self.fields["voter"].empty_label = None
        if not self.is_bound:
            self.initial.setdefault("voter", seat.voters.first())

    def clean(self):
        cleaned = super().clean()
        if "said_by" in self.fields and not cleaned.get("voter") and not cleaned.get("said_by"):
            self.add_error("said_by", _("Give the name of the authorised person."))
        return cleaned


class HandsForm(forms.Form):
    """The counted hands of an open vote, and the chair's word for a tie."""

    votes_for = forms.IntegerField(label=_("For"), min_value=0, max_value=HANDS_AT_MOST)
    against = forms.IntegerField(label=_("Against"), min_value=0, max_value=HANDS_AT_MOST)
    abstained = forms.IntegerField(label=_("Abstained"), min_value=0, max_value=HANDS_AT_MOST)
    chair_word = forms.ChoiceField(
        label=_("Vote of the chair"),
        choices=[("", "—"), *VoteWord.choices],
        required=False,
        help_text=_("Needed for a tie only."),
    )

    def facts(self):
        cleaned = self.cleaned_data
        hands = vote_counting.Count(cleaned["votes_for"], cleaned["against"], cleaned["abstained"])
        return {"hands": hands, "chair_word": cleaned["chair_word"]}


class ObjectionForm(GuardedForm):
    reason = forms.CharField(
        label=_("Why not by circular vote"),
        max_length=500,
        widget=long_text(3),
        help_text=_("The vote ends, and the text goes to the next meeting with all positions."),
    )
