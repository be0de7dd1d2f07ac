"""What may be typed in on the ground floor."""

from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.choices import InstitutionKind, InstitutionLevel, Language, PostRole
from coordination.guarded_forms import GuardedForm, GuardedModelForm
from coordination.models import Institution, User


def date_input():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class InvitePersonForm(GuardedForm):
    unguarded_fields = {"email", "full_name"}

    full_name = forms.CharField(label=_("First name and surname"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    language = forms.ChoiceField(label=_("Language"), choices=Language)

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class WelcomeForm(forms.Form):
    """The person's name and a password of his own."""

    full_name = forms.CharField(label=_("First name and surname"), max_length=120)
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. A sentence is easier to remember than a word."),
    )
    again = forms.CharField(
        label=_("Password once more"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        return get_adapter().clean_password(self.cleaned_data["password"], user=self.user)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("password") and cleaned.get("again") != cleaned["password"]:
            self.add_error("again", ValidationError(_("The two passwords differ.")))
        return cleaned


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["full_name", "phone", "language"]
        help_texts = {"phone": _("An office number; conveners of your teams see it.")}


class InstitutionForm(GuardedModelForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=InstitutionKind)
    level = forms.ChoiceField(label=_("Level"), choices=InstitutionLevel)

    class Meta:
        model = Institution
        fields = ["name", "short", "kind", "level", "voivodeship", "parent", "active_from_on"]
        widgets = {"active_from_on": date_input()}


class RenameForm(GuardedForm):
    name = forms.CharField(label=_("New name"), max_length=250)
    short = forms.CharField(label=_("New abbreviation"), max_length=60, required=False)
    until_on = forms.DateField(label=_("Last day of the old name"), widget=date_input())


class PersonField(forms.ModelChoiceField):
    """A person by name and address; two people may share a name."""

    def __init__(self, **kwargs):
        super().__init__(queryset=User.objects.active().in_polish_order(), **kwargs)

    def label_from_instance(self, user):
        return f"{user.full_name} ({user.email})"


class PostForm(forms.Form):
    """Who does what for an institution."""

    user = PersonField(label=_("Person"))
    role = forms.ChoiceField(
        label=_("Post"),
        choices=PostRole,
        help_text=_("A contributor writes for the institution, a signatory files in its name."),
    )
    from_on = forms.DateField(label=_("From"), widget=date_input(), initial=timezone.localdate)


class CloseForm(forms.Form):
    on = forms.DateField(label=_("Last day"), widget=date_input())
