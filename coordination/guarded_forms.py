"""Forms that let no case data in (design §4.3)."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from coordination import audit, case_data, guarding

# The button beside a finding carries this name and the field's name as its value.
REPLACE = "guard_replace"
READ_AGAIN = _("The data were taken out of this text. Please read it and save once more.")


class Guard:
    """What makes a form look through its every text before it is accepted.

    A finding stands beside its field with a button that takes it out of the text; the person then
    reads and saves anew. Who has the right may insist with a reason; that is written in the audit
    trail. Files are looked through when they are stored (`documents`); the reason goes with them.

    Args:
        user: The person filling it in; None for somebody with a personal link.
    """

    unguarded_fields: set[str] = set()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.guarded_user = user
        self.findings = {}
        self.replaced = ""
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

    def replace_neutrally(self, html_name):
        """Take what was found out of one text, as its button asks; nothing is saved by it."""
        names = [name for name in self.fields if self.add_prefix(name) == html_name]
        text = self.data.get(html_name)
        if names and isinstance(text, str) and isinstance(self.fields[names[0]], forms.CharField):
            self.data = self.data.copy()
            self.data[html_name] = guarding.without_case_data(text)
            self.replaced = names[0]

    def full_clean(self):
        if self.is_bound and REPLACE in self.data and not self.replaced:
            self.replace_neutrally(self.data[REPLACE])
        super().full_clean()

    def _clean_form(self):
        super()._clean_form()
        self.look_for_case_data()
        if self.replaced and self.replaced not in self.errors:
            self.add_error(self.replaced, ValidationError(READ_AGAIN, code="replaced"))

    def look_for_case_data(self):
        """Put what was found beside each field, or note the reason for letting it pass."""
        for name, value in list(self.cleaned_data.items()):
            if name in self.unguarded_fields:
                continue
            if isinstance(value, str) and isinstance(self.fields[name], forms.CharField):
                found = guarding.find(value)
                if found:
                    self.findings[name] = found
        if self.is_overridden():
            self.note_override()
            self.send_reason_with_files()
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

    def send_reason_with_files(self):
        """Let `documents.store` know why the files may hold what the guard finds in them."""
        for given in self.cleaned_data.values():
            for file in given if isinstance(given, list | tuple) else [given]:
                if isinstance(file, UploadedFile):
                    file.guard_reason = self.cleaned_data["guard_reason"]


class GuardedForm(Guard, forms.Form):
    """A guarded form of its own fields."""


class GuardedModelForm(Guard, forms.ModelForm):
    """A guarded form over a model."""
