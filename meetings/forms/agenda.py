"""Forms with which an agenda is arranged."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.choice_fields import SeveralField
from coordination.guarded_forms import GuardedForm, GuardedModelForm
from meetings.agenda_order import ITEM, SECTION
from meetings.choices import InviteeKind, ItemPurpose
from meetings.forms.planning import narrower_labels
from meetings.models import AgendaSection, Invitee, StandingItem
from teams.models import Seat


class SeatsField(SeveralField):
    """Seats by the name people know them by."""

    def label_from_instance(self, seat):
        return f"{seat.institution.short_name} – {seat.title}" if seat.title else str(seat)


class AgendaItemForm(GuardedForm):
    """One item: what, why, by whom, how long and for whom."""

    title = forms.CharField(label=_("Subject"), max_length=250)
    purpose = forms.ChoiceField(
        label=_("Purpose"), choices=ItemPurpose, initial=ItemPurpose.DISCUSSION
    )
    section = forms.ModelChoiceField(
        label=_("Section"),
        queryset=AgendaSection.objects.none(),
        required=False,
        empty_label=_("leave it where it stands"),
    )
    presenter = forms.CharField(
        label=_("Presented by"),
        max_length=160,
        required=False,
        help_text=_("A person or an institution."),
    )
    minutes = forms.IntegerField(
        label=_("Length in minutes"), required=False, min_value=1, max_value=600, initial=15
    )
    label = forms.ChoiceField(label=_("Who may see the item"), required=False)
    seats = SeatsField(
        label=_("Only for these seats"),
        queryset=Seat.objects.none(),
        required=False,
        help_text=_(
            "Others see “reserved item” under its number. With none marked it is for all readers."
        ),
    )
    guests = SeveralField(
        label=_("Guests of this item"),
        queryset=Invitee.objects.none(),
        required=False,
        help_text=_("A guest invited for certain items reads those only."),
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["label"].choices = narrower_labels(meeting)
        sections = meeting.sections.all()
        self.fields["section"].queryset = sections
        self.fields["seats"].queryset = (
            meeting.team.seats.on_day().select_related("institution").in_order()
        )
        guests = meeting.invitees.current().filter(kind=InviteeKind.GUEST)
        self.fields["guests"].queryset = guests
        if not sections.exists():
            del self.fields["section"]
        if not guests.exists():
            del self.fields["guests"]

    def words(self):
        """Return the words of the item as the operations take them."""
        names = ["title", "purpose", "presenter", "minutes", "label"]
        return {name: self.cleaned_data[name] for name in names}

    def belonging(self):
        """Return where it stands and for whom it is."""
        return {
            "section": self.cleaned_data.get("section"),
            "seats": self.cleaned_data["seats"],
            "guests": self.cleaned_data.get("guests", ()),
        }


def initial_of_item(item):
    """Return what the form shows for an item on the agenda."""
    return {
        "title": item.title,
        "purpose": item.purpose,
        "section": item.section_id,
        "presenter": item.presenter,
        "minutes": item.minutes,
        "label": item.label,
        "seats": [one.seat_id for one in item.readers.all() if one.seat_id],
        "guests": [one.invitee_id for one in item.readers.all() if one.invitee_id],
    }


class SectionForm(GuardedForm):
    title = forms.CharField(label=_("Heading"), max_length=160)


class StandingItemForm(GuardedModelForm):
    class Meta:
        model = StandingItem
        fields = ["title", "purpose", "minutes", "place"]


class MoveForm(forms.Form):
    """What is moved and where to, as tokens ("item:7", "section:2").

    A button sends `up` or `down`; dragging sends `token` and what it was dropped `behind`.
    """

    up = forms.CharField(max_length=30, required=False)
    down = forms.CharField(max_length=30, required=False)
    token = forms.CharField(max_length=30, required=False)
    behind = forms.CharField(max_length=30, required=False)

    def clean(self):
        asked = super().clean()
        steps = [step for step in ("up", "down") if asked.get(step)]
        step = steps[0] if len(steps) == 1 else None
        behind = asked.get("behind", "")
        return {
            "token": read_token(asked[step] if step else asked.get("token", "")),
            "step": step,
            "behind": read_token(behind) if behind else None,
        }


def read_token(text):
    """Read "item:7" as a token.

    Raises:
        ValidationError: It is none.
    """
    kind, _colon, key = text.partition(":")
    if kind not in (ITEM, SECTION) or not key.isascii() or not key.isdecimal() or len(key) > 15:
        raise ValidationError(_("This is no place on an agenda."))
    return kind, int(key)
