"""Forms with which a meeting is prepared, changed, convened and cancelled."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.choice_fields import SeveralField
from coordination.choices import HandlingLabel, Language, is_wider
from coordination.file_fields import SeveralFilesField
from coordination.guarded_forms import GuardedForm
from meetings import agenda
from meetings.choices import MeetingKind
from meetings.local_times import end_after, moment
from meetings.models import AgendaItem
from teams.models import Team

LENGTHS = [
    (30, _("half an hour")),
    (60, _("1 hour")),
    (90, _("1 hour 30 minutes")),
    (120, _("2 hours")),
    (180, _("3 hours")),
    (240, _("4 hours")),
    (360, _("6 hours")),
    (480, _("8 hours")),
]


class MeetingForm(GuardedForm):
    """The whole meeting in one form; `facts()` gives it to the operations."""

    unguarded_fields = {"video_link"}

    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none())
    title = forms.CharField(label=_("Subject"), max_length=160)
    day = forms.DateField(
        label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    hour = forms.TimeField(
        label=_("Start"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    length = forms.TypedChoiceField(label=_("Length"), choices=LENGTHS, coerce=int, initial=120)
    place = forms.CharField(
        label=_("Place"), max_length=200, required=False, help_text=_("Address and room.")
    )
    video_link = forms.URLField(
        label=_("Video link"), max_length=400, required=False, assume_scheme="https"
    )
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("One item a line. You may add its length: “Report of the Police (15 min)”."),
    )
    notes = forms.CharField(
        label=_("Words to the invitees"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=MeetingKind)
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
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args, teams, has_sections=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
        if has_sections:
            # Lines know no headings: such an agenda is arranged on its own page.
            del self.fields["agenda"]
        if "team" in self.initial and not self.is_bound and teams.count() == 1:
            self.fields["team"].empty_label = None

    def clean_day(self):
        day = self.cleaned_data["day"]
        if not date(2000, 1, 1) <= day <= date(2100, 12, 31):
            raise ValidationError(_("Give a year between 2000 and 2100."))
        return day

    def clean_agenda(self):
        agenda.read_lines(self.cleaned_data["agenda"])
        return self.cleaned_data["agenda"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("hour"):
            try:
                cleaned["starts_at"] = moment(cleaned["day"], cleaned["hour"])
                if cleaned.get("length"):
                    cleaned["ends_at"] = end_after(cleaned["starts_at"], cleaned["length"])
            except ValidationError as error:
                self.add_error("hour", error)
        nowhere = not cleaned.get("place") and not cleaned.get("video_link")
        if nowhere and not {"place", "video_link"} & set(self.errors):
            self.add_error("place", _("Give a place, a video link or both."))
        return cleaned

    def facts(self):
        """Return the meeting's fields as `planning.draft` takes them."""
        names = ["title", "kind", "starts_at", "ends_at", "place", "video_link", "notes", "label"]
        return {name: self.cleaned_data[name] for name in names}

    def agenda_entries(self):
        """Return the agenda's lines as pairs, or None where it is arranged on its own page."""
        if "agenda" not in self.fields:
            return None
        return agenda.read_lines(self.cleaned_data["agenda"])


def initial_of(meeting):
    """Return what the form shows for an existing meeting."""
    start = meeting.local_start
    return {
        "team": meeting.team_id,
        "title": meeting.title,
        "day": start.date(),
        "hour": start.time(),
        "length": int((meeting.ends_at - meeting.starts_at).total_seconds() // 60),
        "place": meeting.place,
        "video_link": meeting.video_link,
        "agenda": agenda.as_lines(meeting.items.all()),
        "notes": meeting.notes,
        "kind": meeting.kind,
        "label": meeting.label,
        "revision": meeting.revision,
    }


class JoinTeamsForm(forms.Form):
    """Which further teams take part in a joint meeting."""

    teams = SeveralField(
        label=_("Teams that take part"),
        queryset=Team.objects.none(),
        required=False,
        help_text=_("Everybody who sits in them is invited; each team has its own quorum."),
    )

    def __init__(self, *args, meeting, user, **kwargs):
        super().__init__(*args, **kwargs)
        teams = Team.objects.known_to(user).active().exclude(pk=meeting.team_id)
        self.fields["teams"].queryset = teams.select_related("voivodeship").in_polish_order()


class ConveneForm(GuardedForm):
    """Confirmation of convening; the reason is asked for only when the notice is short."""

    short_notice_reason = forms.CharField(
        label=_("Reason for the short notice"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stays in the file of the meeting."),
    )

    def __init__(self, *args, reason_needed, **kwargs):
        super().__init__(*args, **kwargs)
        if not reason_needed:
            del self.fields["short_notice_reason"]


class CancelForm(GuardedForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The invitees will read it."),
    )


class RemovalForm(GuardedForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=250,
        required=False,
        help_text=_("The person will read it."),
    )


class GuestForm(GuardedForm):
    """A person without a seat; an account is not needed."""

    unguarded_fields = {"name", "email"}

    name = forms.CharField(label=_("First name and surname"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    institution_name = forms.CharField(label=_("Institution"), max_length=250, required=False)
    language = forms.ChoiceField(label=_("Language of the letters"), choices=Language)

    def clean_email(self):
        return self.cleaned_data["email"].lower()


def narrower_labels(meeting):
    """Return the labels a part of a meeting may carry, the meeting's own as the empty choice."""
    return [
        ("", _("as the whole meeting")),
        *(
            (label.value, label.label)
            for label in HandlingLabel
            if is_wider(meeting.label, than=label)
        ),
    ]


class DocumentForm(GuardedForm):
    """A document for the meeting or one item; its label is never wider than the meeting's."""

    file = forms.FileField(label=_("File"))
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Left empty, the name of the file is used."),
    )
    label = forms.ChoiceField(label=_("Who may see it"), required=False)
    item = forms.ModelChoiceField(
        label=_("For the item"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=_("the whole meeting"),
        help_text=_("Who may not read the item does not get its document."),
    )
    late_reason = forms.CharField(
        label=_("Why it comes after the day for documents"),
        max_length=500,
        help_text=_("The rules of procedure set an earlier day. The reason stays in the file."),
    )

    def __init__(self, *args, meeting, is_late=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = meeting.items.all()
        self.fields["label"].choices = narrower_labels(meeting)
        if not is_late:
            del self.fields["late_reason"]


class VersionForm(forms.Form):
    """A newer version of a document on the table."""

    file = forms.FileField(label=_("File"))
