"""The choice of one letter with all that waits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.choices import DigestRhythm


class DigestForm(forms.Form):
    rhythm = forms.ChoiceField(label=_("How often"), choices=DigestRhythm, widget=forms.RadioSelect)
