"""Choosing several rows in a form."""

from django import forms
from django.core.exceptions import ValidationError


class SeveralField(forms.ModelMultipleChoiceField):
    """Several rows by their keys; a key that no database can hold is just no choice."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        for key in value or []:
            text = str(key)
            if not text.isascii() or not text.isdecimal() or len(text) > 15:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": text[:40]},
                )
        return super().clean(value)
