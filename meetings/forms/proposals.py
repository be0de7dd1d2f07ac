"""Forms with which items are put forward, settled and asked for."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.choice_fields import SeveralField
from coordination.choices import HandlingLabel
from coordination.file_fields import SeveralFilesField
from coordination.forms import date_input
from coordination.guarded_forms import GuardedForm
from meetings.choices import ItemPurpose, ProposalState, QuestionReply
from meetings.forms.agenda import SeatsField
from meetings.local_times import moment
from meetings.models import Meeting
from teams.models import Seat, Team


def not_past(day):
    """Refuse a day that is over, and one that nobody plans for."""
    today = timezone.localdate()
    if day < today:
        raise ValidationError(_("This day is past."))
    if day > today + timedelta(days=1100):
        raise ValidationError(_("Give a day within the next three years."))
    return day


class ProposalForm(GuardedForm):
    """An item put forward, with documents."""

    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none())
    title = forms.CharField(label=_("Subject"), max_length=250)
    justification = forms.CharField(
        label=_("Why, and what is to come of it"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    purpose = forms.ChoiceField(
        label=_("Purpose"), choices=ItemPurpose, initial=ItemPurpose.DISCUSSION
    )
    minutes = forms.IntegerField(
        label=_("Length in minutes"), required=False, min_value=1, max_value=600, initial=15
    )
    label = forms.ChoiceField(
        label=_("Who may see it"),
        choices=HandlingLabel,
        initial=HandlingLabel.UNITS,
        help_text=_("Classified information has no place here."),
    )
    documents = SeveralFilesField(
        label=_("Documents"),
        required=False,
        help_text=_("PDF, Word, Excel or pictures, up to 25 MB each."),
    )

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
        if len(teams) == 1:
            self.fields["team"].initial = teams[0]
            self.fields["team"].empty_label = None

    def words(self):
        """Return the words of the proposal as the operations take them."""
        names = ["title", "justification", "purpose", "minutes", "label"]
        return {name: self.cleaned_data[name] for name in names}


def initial_of_proposal(proposal):
    names = ["team", "title", "justification", "purpose", "minutes", "label"]
    return {name: getattr(proposal, name) for name in names}


class SettleForm(GuardedForm):
    """Accept, return with a reason, or reject with a reason."""

    state = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[
            (ProposalState.ACCEPTED, _("accept")),
            (ProposalState.RETURNED, _("return for correction")),
            (ProposalState.REJECTED, _("reject")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever put it forward will read it."),
    )

    def clean(self):
        cleaned = super().clean()
        wants_reason = cleaned.get("state") in (ProposalState.RETURNED, ProposalState.REJECTED)
        if wants_reason and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why: whoever put it forward will read it."))
        return cleaned


class MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, meeting):
        return f"{meeting.local_start:%d.%m.%Y, %H:%M} – {meeting.title}"


class PlaceForm(forms.Form):
    meeting = MeetingChoice(label=_("Meeting"), queryset=Meeting.objects.none())

    def __init__(self, *args, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings


class PassOnForm(GuardedForm):
    team = forms.ModelChoiceField(label=_("To which team"), queryset=Team.objects.none())
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams


class AskOpinionsForm(forms.Form):
    seats = SeatsField(label=_("Whose opinion"), queryset=Seat.objects.none())
    due_on = forms.DateField(label=_("Opinion until"), widget=date_input())

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seats"].queryset = seats

    def clean_due_on(self):
        return not_past(self.cleaned_data["due_on"])


class OpinionForm(GuardedForm):
    text = forms.CharField(
        label=_("Opinion"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    has_no_remarks = forms.BooleanField(label=_("No remarks"), required=False)

    def clean(self):
        cleaned = super().clean()
        says = bool(cleaned.get("text"))
        if says == bool(cleaned.get("has_no_remarks")) and "text" not in self.errors:
            self.add_error("text", _("Write the opinion, or mark that there are no remarks."))
        return cleaned


class CallForm(GuardedForm):
    """A call for items: until when, for which meeting, with which words."""

    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none())
    meeting = MeetingChoice(
        label=_("For the meeting"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("the next one"),
    )
    day = forms.DateField(label=_("Items until"), widget=date_input())
    hour = forms.TimeField(
        label=_("Hour"),
        initial="15:00",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    words = forms.CharField(
        label=_("Words to the members"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, teams, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
        self.fields["meeting"].queryset = meetings
        if len(teams) == 1:
            self.fields["team"].initial = teams[0]
            self.fields["team"].empty_label = None

    def clean_day(self):
        return not_past(self.cleaned_data["day"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("hour"):
            try:
                cleaned["until_at"] = moment(cleaned["day"], cleaned["hour"])
            except ValidationError as error:
                self.add_error("hour", error)
        team, meeting = cleaned.get("team"), cleaned.get("meeting")
        if team and meeting and meeting.team_id != team.pk:
            self.add_error("meeting", _("This meeting belongs to another team."))
        return cleaned


class QuestionForm(GuardedForm):
    """One question to many teams."""

    team = forms.ModelChoiceField(label=_("Who asks"), queryset=Team.objects.none())
    title = forms.CharField(label=_("Question"), max_length=250)
    text = forms.CharField(
        label=_("What it is about"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    label = forms.ChoiceField(
        label=_("Who may see it"), choices=HandlingLabel, initial=HandlingLabel.UNITS
    )
    due_on = forms.DateField(label=_("Answers until"), widget=date_input())
    teams = SeveralField(label=_("Which teams are asked"), queryset=Team.objects.none())

    def __init__(self, *args, askers, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = askers
        self.fields["teams"].queryset = others
        if len(askers) == 1:
            self.fields["team"].initial = askers[0]
            self.fields["team"].empty_label = None

    def clean_due_on(self):
        return not_past(self.cleaned_data["due_on"])


class DeadlineForm(forms.Form):
    """Another day for one team that was asked."""

    due_on = forms.DateField(label=_("Answer until"), widget=date_input())

    def clean_due_on(self):
        return not_past(self.cleaned_data["due_on"])


class ReplyForm(GuardedForm):
    """What a team says to a question."""

    kind = forms.ChoiceField(
        label=_("The team"),
        choices=[
            (QuestionReply.ANSWERED, _("answers")),
            (QuestionReply.NOT_COMPETENT, _("is not competent in this matter")),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Answer, or why the team is not competent"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    dissent = forms.CharField(
        label=_("Separate position"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Of members who think otherwise; it is shown beside the answer."),
    )
