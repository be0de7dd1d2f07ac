"""Forms of a date poll: asking, answering, choosing."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.forms import date_input
from coordination.guarded_forms import GuardedForm
from meetings.choices import PollAnswerWord
from meetings.forms.agenda import SeatsField
from meetings.forms.planning import LENGTHS
from meetings.forms.proposals import not_past
from meetings.local_times import end_after, moment
from meetings.polling import MOST_SLOTS
from teams.models import Seat, Team

ROWS_AT_FIRST = 5


def time_input():
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class SlotForm(forms.Form):
    """One time that could be; an empty row is no slot."""

    day = forms.DateField(label=_("Date"), required=False, widget=date_input())
    hour = forms.TimeField(label=_("Start"), required=False, widget=time_input())

    def clean_day(self):
        day = self.cleaned_data["day"]
        return not_past(day) if day else day

    def clean(self):
        cleaned = super().clean()
        day, hour = cleaned.get("day"), cleaned.get("hour")
        if bool(day) != bool(hour) and not self.errors:
            self.add_error("hour" if day else "day", _("Give both the date and the hour."))
        if day and hour:
            try:
                cleaned["starts_at"] = moment(day, hour)
            except ValidationError as error:
                self.add_error("hour", error)
            else:
                if cleaned["starts_at"] <= timezone.now():
                    self.add_error("hour", _("This hour is past."))
        return cleaned


class SlotFormSet(forms.BaseFormSet):
    """The times of a poll, each once, at least two."""

    def clean(self):
        if any(self.errors):
            return
        starts = self.starts()
        if len(starts) < 2:
            raise ValidationError(_("Give at least two times to choose from."))
        if len(set(starts)) < len(starts):
            raise ValidationError(_("A time is given twice."))

    def starts(self):
        return [
            form.cleaned_data["starts_at"] for form in self if form.cleaned_data.get("starts_at")
        ]


class AddTimeForm(SlotForm):
    """One time more."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True


Slots = forms.formset_factory(
    SlotForm,
    formset=SlotFormSet,
    extra=ROWS_AT_FIRST,
    max_num=MOST_SLOTS,
    absolute_max=MOST_SLOTS,
    validate_max=True,
)


class PollForm(GuardedForm):
    """The question: which team, what about, how long, until when, whom it needs.

    Args:
        teams: Teams that the person may ask.
        team: The one of them whose seats are offered.
    """

    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none())
    title = forms.CharField(label=_("Subject"), max_length=160)
    length = forms.TypedChoiceField(label=_("Length"), choices=LENGTHS, coerce=int, initial=120)
    place = forms.CharField(
        label=_("Place"), max_length=200, required=False, help_text=_("Address and room.")
    )
    until_day = forms.DateField(label=_("Answers until"), widget=date_input())
    until_hour = forms.TimeField(label=_("Hour"), initial="15:00", widget=time_input())
    words = forms.CharField(
        label=_("Words to the invitees"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    required = SeatsField(
        label=_("Who has to be there"),
        queryset=Seat.objects.none(),
        required=False,
        help_text=_("With none marked, all voting seats are needed."),
        error_messages={
            "invalid_choice": _("These are the seats of the team chosen now. Mark them again.")
        },
    )

    def __init__(self, *args, teams, team, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
        self.fields["team"].initial = team
        self.fields["team"].empty_label = None
        seats = team.seats.on_day().select_related("institution").in_order()
        self.fields["required"].queryset = seats

    def clean_until_day(self):
        return not_past(self.cleaned_data["until_day"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("until_day") and cleaned.get("until_hour"):
            try:
                cleaned["until_at"] = moment(cleaned["until_day"], cleaned["until_hour"])
            except ValidationError as error:
                self.add_error("until_hour", error)
            else:
                if cleaned["until_at"] <= timezone.now() + timedelta(minutes=1):
                    self.add_error("until_hour", _("This hour is past."))
        return cleaned

    def facts(self, starts):
        """Return what `polling.ask` takes."""
        cleaned = self.cleaned_data
        required = {seat.pk for seat in cleaned.get("required", ())}
        return {
            "title": cleaned["title"],
            "place": cleaned["place"],
            "words": cleaned["words"],
            "until_at": cleaned["until_at"],
            "spans": [(start, end_after(start, cleaned["length"])) for start in starts],
            "required": required or None,
        }


class PollAnswerForm(GuardedForm):
    """A word for each slot, and a comment."""

    comment = forms.CharField(label=_("Comment"), required=False, max_length=500)

    def __init__(self, *args, slots, said, name_of, **kwargs):
        super().__init__(*args, **kwargs)
        comment = self.fields.pop("comment")
        self.slots = slots
        for slot in slots:
            self.fields[f"slot{slot.pk}"] = forms.ChoiceField(
                label=name_of(slot),
                choices=PollAnswerWord,
                required=False,
                initial=said.get(slot.pk),
                widget=forms.RadioSelect,
            )
        self.fields["comment"] = comment

    def words(self):
        """Return the words by slot key, without those left open."""
        found = {slot.pk: self.cleaned_data[f"slot{slot.pk}"] for slot in self.slots}
        return {key: word for key, word in found.items() if word}

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.words():
            raise ValidationError(_("Say something of at least one time."))
        return cleaned


class WithdrawPollForm(GuardedForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("Whoever was asked will read it.")
    )
