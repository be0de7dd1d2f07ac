"""What may be typed in about requests for information."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.choices import HandlingLabel
from coordination.forms import date_input
from coordination.models import Institution
from exchange import addressees, requesting
from exchange.forms.audiences import AudienceForm
from exchange.forms.clashing import BasedOnForm
from exchange.request_choices import ASKED_UNDER, ReplyKind


class RequestForm(AudienceForm):
    """A question to institutions: what, on what ground, until when, to whom."""

    title = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(
        label=_("What you ask for"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("General facts and figures only; the desk carries no data of persons."),
    )
    ground = forms.CharField(
        label=_("Ground"),
        max_length=500,
        help_text=_("A provision, an agreement or a task of the plan on which you ask."),
    )
    due_on = forms.DateField(label=_("Answer until"), widget=date_input())
    shares_replies = forms.BooleanField(
        label=_("Let the addressees read each other's answers"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("teams", "groups", "persons"):
            del self.fields[name]
        self.fields["label"].choices = [
            (label, HandlingLabel(label).label) for label in ASKED_UNDER
        ]

    def clean_persons(self):
        return ()

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if not requesting.is_answerable(day):
            raise ValidationError(requesting.DayIsPast.message)
        return day

    def facts(self):
        """Return what the operation takes besides label and addressees."""
        names = ["source", "title", "text", "ground", "due_on", "shares_replies"]
        return {name: self.cleaned_data[name] for name in names}


class ReplyForm(BasedOnForm):
    """What an institution says; which parts are needed depends on the kind of the answer."""

    kind = forms.ChoiceField(
        label=_("Your institution"), choices=ReplyKind, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Answer"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    basis = forms.CharField(
        label=_("Basis of the refusal"),
        max_length=500,
        required=False,
        help_text=_("Needed when you refuse."),
    )
    redirected_to = forms.ModelChoiceField(
        label=_("Which institution may hold it"),
        queryset=Institution.objects.none(),
        required=False,
        help_text=_("Needed when you name another institution; the asker decides whether to ask."),
    )
    file = forms.FileField(label=_("File"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["redirected_to"].queryset = addressees.institutions_to_address()

    def facts(self):
        names = ["kind", "text", "basis", "redirected_to", "based_on"]
        facts = {name: self.cleaned_data[name] for name in names}
        return facts | {"uploaded": self.cleaned_data["file"]}


class AskAlsoForm(forms.Form):
    institution = forms.ModelChoiceField(
        label=_("Ask one more institution"),
        queryset=Institution.objects.none(),
        empty_label=_("Choose an institution."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = addressees.institutions_to_address()
