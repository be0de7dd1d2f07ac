"""Forms with which invitees answer, and the secretary for them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.guarded_forms import GuardedForm
from meetings.choices import Answer

OWN_ANSWERS = [
    (Answer.ACCEPTED, _("I will come")),
    (Answer.DELEGATED, _("I cannot come, my deputy will")),
    (Answer.TENTATIVE, _("I am not sure yet")),
    (Answer.DECLINED, _("I cannot come")),
]
NEW_PERSON = "new"


class AnswerForm(GuardedForm):
    """One answer; "my deputy will come" names the deputy in the same step.

    Args:
        deputies: Mandates of appointed deputies.
        stranger_allowed: Whether somebody else may come with an authorisation.
    """

    unguarded_fields = {"deputy_name", "deputy_email"}

    answer = forms.ChoiceField(
        label=_("Your answer"), choices=OWN_ANSWERS, widget=forms.RadioSelect
    )
    deputy = forms.ChoiceField(label=_("Who will come"), required=False)
    deputy_name = forms.CharField(
        label=_("First name and surname of the deputy"), max_length=120, required=False
    )
    deputy_email = forms.EmailField(label=_("E-mail of the deputy"), max_length=254, required=False)
    authorisation = forms.CharField(
        label=_("Authorisation"),
        max_length=250,
        required=False,
        help_text=_("Number and date of the document, for example: authorisation of 3 March 2026."),
    )
    comment = forms.CharField(
        label=_("Words to the convener"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, deputies, stranger_allowed, **kwargs):
        super().__init__(*args, **kwargs)
        self.deputies = {str(mandate.pk): mandate for mandate in deputies}
        choices = [(key, str(mandate.user)) for key, mandate in self.deputies.items()]
        if stranger_allowed:
            choices.append((NEW_PERSON, _("another person, named below")))
        else:
            for name in ("deputy_name", "deputy_email", "authorisation"):
                del self.fields[name]
        if choices:
            self.fields["deputy"].choices = [("", _("choose")), *choices]
        else:
            del self.fields["deputy"]
            self.fields["answer"].choices = [
                choice for choice in OWN_ANSWERS if choice[0] != Answer.DELEGATED
            ]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == Answer.DELEGATED:
            chosen = cleaned.get("deputy")
            if not chosen:
                self.add_error("deputy", _("Say who will come in your place."))
            elif chosen == NEW_PERSON:
                for name in ("deputy_name", "deputy_email", "authorisation"):
                    if not cleaned.get(name) and name not in self.errors:
                        self.add_error(name, _("Needed when another person comes."))
        return cleaned

    def deputy_fields(self):
        """Return what `answering.send_deputy` takes, or None for an answer of one's own."""
        cleaned = self.cleaned_data
        if cleaned["answer"] != Answer.DELEGATED:
            return None
        return {
            "mandate": self.deputies.get(cleaned["deputy"]),
            "name": cleaned.get("deputy_name", ""),
            "email": cleaned.get("deputy_email", ""),
            "authorisation": cleaned.get("authorisation", ""),
        }
