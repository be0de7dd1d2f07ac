"""Forms of releases: for whom, from which count, and who looks at it before it goes out."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.guarded_forms import GuardedForm
from coordination.models import User
from reports.release_choices import HIGHEST_THRESHOLD, THRESHOLDS, Audience, Verdict


class AgainForm(GuardedForm):
    """What can be changed when the preview is worked out anew."""

    threshold = forms.IntegerField(
        label=_("Counts are shown from"),
        min_value=min(THRESHOLDS.values()),
        max_value=HIGHEST_THRESHOLD,
        help_text=_(
            "At least 10 for the public and 5 inside teams. Smaller counts, but not zeros, are "
            "hidden, and further ones so that nobody can work them out."
        ),
    )
    words = forms.CharField(
        label=_("Words to the reader"),
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What must be known to read the figures rightly. They stand on the page."),
    )

    def __init__(self, *args, audience=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.audience = audience

    def clean(self):
        cleaned = super().clean()
        audience, threshold = self.audience or cleaned.get("audience"), cleaned.get("threshold")
        if audience and threshold and threshold < THRESHOLDS[Audience(audience)]:
            lowest = THRESHOLDS[Audience(audience)]
            said = _("For these readers counts are shown from %(lowest)d at the earliest.")
            self.add_error("threshold", ValidationError(said, params={"lowest": lowest}))
        return cleaned


class PrepareForm(AgainForm):
    """Begin a release of a round."""

    audience = forms.ChoiceField(
        label=_("Who may read it"), choices=Audience, widget=forms.RadioSelect
    )
    field_order = ["audience", "threshold", "words"]


class ReviewersForm(GuardedForm):
    """Two people who are not the author and not each other.

    Args:
        candidates: Those who may be asked.
    """

    first = forms.ModelChoiceField(label=_("First reviewer"), queryset=User.objects.none())
    second = forms.ModelChoiceField(label=_("Second reviewer"), queryset=User.objects.none())

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].queryset = candidates

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            self.add_error("second", ValidationError(_("Choose another person.")))
        return cleaned


class DecideForm(GuardedForm):
    verdict = forms.ChoiceField(label=_("Your decision"), choices=Verdict, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reasons"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They are kept with the release."),
    )
