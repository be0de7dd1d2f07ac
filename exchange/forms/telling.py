"""When a person is told of what."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from exchange.choices import Pace, PostKind
from exchange.choosing import CHOSEN_KINDS


class TellingForm(forms.Form):
    """A pace for each kind but warnings, and the hours in which letters may come."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for kind in CHOSEN_KINDS:
            self.fields[f"pace_{kind.value}"] = forms.ChoiceField(
                label=PostKind(kind).label.capitalize(), choices=Pace
            )
        self.fields["keeps_hours"] = forms.BooleanField(
            label=_("Letters only in my hours of working days"),
            required=False,
            help_text=_(
                "What is sent outside of them comes when they begin. Warnings always come."
            ),
        )
        hour = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        self.fields["from_hour"] = forms.TimeField(label=_("From"), required=False, widget=hour)
        self.fields["until_hour"] = forms.TimeField(label=_("Until"), required=False, widget=hour)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("keeps_hours") and not self.errors:
            first, last = cleaned.get("from_hour"), cleaned.get("until_hour")
            if first is None or last is None:
                self.add_error("from_hour", ValidationError(_("Give both hours.")))
            elif last <= first:
                self.add_error(
                    "until_hour", ValidationError(_("The hours must end after they begin."))
                )
        return cleaned

    def paces(self):
        return {kind: self.cleaned_data[f"pace_{kind.value}"] for kind in CHOSEN_KINDS}

    def hours(self):
        if not self.cleaned_data["keeps_hours"]:
            return None
        return self.cleaned_data["from_hour"], self.cleaned_data["until_hour"]
