"""Forms of the reporting cycles and of reviewing."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.forms import date_input
from coordination.guarded_forms import GuardedForm, GuardedModelForm
from reports.choices import EditionState
from reports.models import PlanEdition, ReportingCycle

DAYS = ["period_from_on", "period_to_on", "opens_on", "due_on", "grace_on", "closes_on"]


def sensible_day(value):
    """A day of reporting lies in this century; what is typed beyond it is a slip."""
    if not 2000 <= value.year <= 2100:
        raise ValidationError(_("Check the year of this day."))


class CycleForm(GuardedModelForm):
    class Meta:
        model = ReportingCycle
        fields = ["edition", "kind", "title", *DAYS, "words"]
        labels = {"edition": _("Edition of the plan")}
        widgets = {
            **{name: date_input() for name in DAYS},
            "words": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = PlanEdition.objects.exclude(state=EditionState.CLOSED)
        for name in DAYS:
            self.fields[name].validators.append(sensible_day)
        if self.instance.pk and not self.instance.is_draft:
            for name in ("edition", "opens_on", "period_from_on", "period_to_on", "due_on"):
                del self.fields[name]


class ExtendForm(GuardedForm):
    until_on = forms.DateField(
        label=_("New last day"), widget=date_input(), validators=[sensible_day]
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def clean_until_on(self):
        day = self.cleaned_data["until_on"]
        if day < timezone.localdate():
            raise ValidationError(_("This day has passed."))
        return day


def correction_day():
    return forms.DateField(
        label=_("Correct it by"),
        widget=date_input(),
        validators=[sensible_day],
        help_text=_("Until then the corrected one is taken, also after the cycle's last day."),
    )


class DecisionDayForm(GuardedForm):
    """A reason and the day until which the contribution comes back."""

    correct_by_on = correction_day()
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_correct_by_on(self):
        day = self.cleaned_data["correct_by_on"]
        if day < timezone.localdate():
            raise ValidationError(_("This day has passed."))
        return day


class ReturnForm(DecisionDayForm):
    """Remarks at the boxes and a general one."""

    def __init__(self, *args, boxes, language, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
        self.fields["reason"].label = _("General remark")
        for box in boxes:
            self.fields[f"box_{box.key}"] = forms.CharField(
                label=_("Remark on “%(box)s”") % {"box": box.label(language)},
                max_length=1000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def remarks(self):
        return {
            name.removeprefix("box_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("box_") and value
        }

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("reason") and not any(
            value for name, value in cleaned.items() if name.startswith("box_")
        ):
            self.add_error(
                "reason", _("Say what should be corrected: a remark at a box, or a general one.")
            )
        return cleaned


class ReasonForm(GuardedForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
