"""What may be typed in at the KCIK desk: numbers and days, no person and no case."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.choices import InstitutionKind
from coordination.forms import date_input
from coordination.guarded_forms import GuardedForm
from coordination.models import Institution
from exchange.kcik_choices import ConsultationKind, FigureState, Indicator
from exchange.models.kcik import FIRST_YEAR, LAST_YEAR

LONGEST = timedelta(days=366)


def year_field(label):
    return forms.IntegerField(label=label, min_value=FIRST_YEAR, max_value=LAST_YEAR)


class CountForm(forms.Form):
    from_on = forms.DateField(label=_("From"), widget=date_input())
    to_on = forms.DateField(label=_("To"), widget=date_input())
    institution_kind = forms.ChoiceField(label=_("Kind of institution"), choices=InstitutionKind)
    kind = forms.ChoiceField(label=_("What was wanted"), choices=ConsultationKind)
    number = forms.IntegerField(label=_("How many"), min_value=0, max_value=100_000)

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("from_on"), cleaned.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", ValidationError(_("The last day is before the first.")))
        elif first and last and last - first >= LONGEST:
            self.add_error("to_on", _("The days are at most 366; note longer times in parts."))
        return cleaned

    def clean_from_on(self):
        day = self.cleaned_data["from_on"]
        if day < date(FIRST_YEAR, 1, 1):
            raise ValidationError(_("No earlier than the year %(year)d.") % {"year": FIRST_YEAR})
        return day

    def clean_to_on(self):
        day = self.cleaned_data["to_on"]
        if day > timezone.localdate():
            raise ValidationError(_("These days are not over yet: the last day is after today."))
        return day


class WithdrawCountForm(GuardedForm):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class HalfYearForm(forms.Form):
    """Which half-year is to be written."""

    year = year_field(_("Year"))
    half = forms.ChoiceField(label=_("Half-year"), choices=[("1", "I"), ("2", "II")])


class FiguresForm(forms.Form):
    """Each series as a number, or as one of the three words that are none.

    Args:
        known: `{indicator: KcikFigure}` of what is written already.
    """

    def __init__(self, *args, known, **kwargs):
        super().__init__(*args, **kwargs)
        for indicator in Indicator:
            figure = known.get(indicator)
            self.fields[f"{indicator}_state"] = forms.ChoiceField(
                label=indicator.label,
                choices=[("", _("not said yet")), *FigureState.choices],
                required=False,
                initial=figure.state if figure else "",
            )
            self.fields[f"{indicator}_value"] = forms.IntegerField(
                label=_("Number: %(series)s") % {"series": indicator.label},
                min_value=0,
                max_value=1_000_000,
                required=False,
                initial=figure.value if figure else None,
            )
            for part in ("state", "value"):
                self.fields[f"{indicator}_{part}"].sometimes_required = True

    def clean(self):
        cleaned = super().clean()
        for indicator in Indicator:
            state, value = cleaned.get(f"{indicator}_state"), cleaned.get(f"{indicator}_value")
            if (state == FigureState.NUMBER) != bool(value):
                self.add_error(
                    f"{indicator}_value",
                    _("Give a number above zero, or say zero, unknown or not collected."),
                )
        return cleaned

    def figures(self):
        """Return what the operation takes; series nobody has said anything of are left out."""
        cleaned = self.cleaned_data
        return {
            indicator: (cleaned[f"{indicator}_state"], cleaned[f"{indicator}_value"])
            for indicator in Indicator
            if cleaned[f"{indicator}_state"]
        }


class CallForm(GuardedForm):
    unguarded_fields = {"website"}

    year = year_field(_("Year"))
    title = forms.CharField(label=_("Title"), max_length=250)
    opens_on = forms.DateField(label=_("Open from"), required=False, widget=date_input())
    closes_on = forms.DateField(label=_("Open until"), required=False, widget=date_input())
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("The last day is before the first."))
        return cleaned


class OperatorForm(GuardedForm):
    institution = forms.ModelChoiceField(
        label=_("Institution"), queryset=Institution.objects.none()
    )
    year_from = year_field(_("From year"))
    year_to = year_field(_("To year"))
    chosen_by = forms.CharField(label=_("Chosen by"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = Institution.objects.active().filter(kind=InstitutionKind.NGO)
        self.fields["institution"].queryset = known.in_polish_order()

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("year_from"), cleaned.get("year_to")
        if first and last and last < first:
            self.add_error("year_to", _("The last year is before the first."))
        return cleaned
