"""What may be typed in about the library and the guidance pages."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.choices import HandlingLabel
from coordination.forms import PersonField, date_input
from coordination.guarded_forms import GuardedForm
from coordination.models import User
from exchange.forms.clashing import BasedOnForm
from exchange.library import MOST_TAGS
from exchange.library_choices import SHELVED_UNDER, ItemKind
from teams.models import Mandate, Seat, Team, TeamRole


class TagsField(forms.CharField):
    """Words parted by commas; cleans to a list of small letters without repeats."""

    def clean(self, value):
        typed = super().clean(value)
        words = [" ".join(word.split()).lower() for word in typed.split(",")]
        words = list(dict.fromkeys(word for word in words if word))
        if len(words) > MOST_TAGS or any(len(word) > 40 for word in words):
            raise ValidationError(
                _("At most %(most)d tags of 40 characters, parted by commas."),
                params={"most": MOST_TAGS},
            )
        return words


class ItemForm(GuardedForm):
    """What is said of an item; its owner is somebody of the team.

    Args:
        team: Whose library it is.
    """

    kind = forms.ChoiceField(label=_("Kind"), choices=ItemKind)
    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(
        label=_("What it is for"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    folder = forms.CharField(
        label=pgettext_lazy("library", "Folder"),
        max_length=80,
        required=False,
        help_text=_("A name; a new one makes a new folder."),
    )
    tags = TagsField(
        label=pgettext_lazy("library", "Tags"),
        max_length=400,
        required=False,
        help_text=_("Parted by commas."),
    )
    owner = PersonField(label=_("Who looks after it"))

    def __init__(self, *args, team, **kwargs):
        super().__init__(*args, **kwargs)
        self.team = team
        self.fields["owner"].queryset = people_of(team)

    def facts(self):
        return {name: self.cleaned_data[name] for name in ("kind", "title", "summary")}

    def shelf(self):
        """Return where it stands and who looks after it, as the operations take it."""
        return {name: self.cleaned_data[name] for name in ("folder", "tags", "owner")}


class NewItemForm(ItemForm):
    file = forms.FileField(label=_("File"))
    label = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[(label, HandlingLabel(label).label) for label in SHELVED_UNDER],
        initial=HandlingLabel.TEAMS,
        help_text=_(
            "“Addressees and their units” means this team; seats of NGOs read it under a wider one."
        ),
    )
    review_on = forms.DateField(
        label=_("To review on"),
        required=False,
        widget=date_input(),
        help_text=_("Who looks after it is asked two weeks before, on the day and once after."),
    )
    field_order = ["file", "kind", "title", "summary", "label", "folder", "tags", "owner"]


class TeamChoiceForm(forms.Form):
    """Whose library; only for somebody who keeps more than one."""

    team = forms.ModelChoiceField(
        label=_("Library of"), queryset=Team.objects.none(), empty_label=None
    )

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams


class VersionForm(GuardedForm):
    file = forms.FileField(label=_("Newer version"))


class ReviewForm(GuardedForm):
    next_on = forms.DateField(
        label=_("It still holds; next review on"), required=False, widget=date_input()
    )


class WithdrawForm(GuardedForm):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class GuidanceForm(BasedOnForm):
    text = forms.CharField(
        label=_("Text"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_(
            "A line beginning with ## is a heading, - begins a list entry, **words** are bold, "
            "[words](https://address) is a link."
        ),
    )
    note = forms.CharField(label=_("What was changed"), max_length=200)

    def words(self):
        """Return what the operation takes."""
        return {name: self.cleaned_data[name] for name in ("text", "note", "based_on")}


class ApprovalForm(forms.Form):
    """Which text was read by whoever approves it."""

    revision = forms.IntegerField(min_value=1, max_value=10**6)


def people_of(team):
    """Return the people who sit in a team or hold an office in it today."""
    seated = Mandate.objects.on_day().filter(seat__in=Seat.objects.on_day().filter(team=team))
    serving = TeamRole.objects.on_day().filter(team=team)
    keys = {*seated.values_list("user", flat=True), *serving.values_list("user", flat=True)}
    return User.objects.active().filter(pk__in=keys).in_polish_order()
