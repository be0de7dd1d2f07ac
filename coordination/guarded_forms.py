"""Forms that let no case data in (design §4.3)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination import audit, case_data


class Guard:
    """What makes a form look through its every text before it is accepted.

    A finding stands beside its field with neutral wording. Who has the right may insist with a
    reason; that is written in the audit trail.

    Args:
        user: The person filling it in; None for somebody with a personal link.
    """

    unguarded_fields: set[str] = set()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.guarded_user = user
        self.findings = {}
        if self.may_override and self.is_bound:
            self.fields["guard_reason"] = forms.CharField(
                label=_("Why this is no case data"),
                max_length=250,
                required=False,
                help_text=_(
                    "Only if the guard is mistaken. The reason is kept in the audit trail."
                ),
            )

    @property
    def may_override(self):
        return bool(getattr(self.guarded_user, "may_override_guard", False))

    def _clean_form(self):
        super()._clean_form()
        self.look_for_case_data()

    def look_for_case_data(self):
        """Put what was found beside each field, or note the reason for letting it pass."""
        for name, value in list(self.cleaned_data.items()):
            if name in self.unguarded_fields:
                continue
            if isinstance(value, str) and isinstance(self.fields[name], forms.CharField):
                found = case_data.find(value)
                if found:
                    self.findings[name] = found
        if self.is_overridden():
            self.note_override()
            return
        for name, found in self.findings.items():
            self.add_error(name, ValidationError(case_data.sentence(found), code="case_data"))

    def is_overridden(self):
        """Whether the person may insist and says why, without putting case data there instead."""
        reason = self.cleaned_data.get("guard_reason", "")
        return self.may_override and reason != "" and "guard_reason" not in self.findings

    def note_override(self):
        """Write down what was let pass, once nothing else keeps the form from being accepted."""
        if self.findings and not self.errors:
            audit.record(
                "guard.overridden",
                self.guarded_user,
                by=self.guarded_user,
                fields=sorted(self.findings),
                reason=self.cleaned_data["guard_reason"],
            )


class GuardedForm(Guard, forms.Form):
    """A guarded form of its own fields."""


class GuardedModelForm(Guard, forms.ModelForm):
    """A guarded form over a model."""
