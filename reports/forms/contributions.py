"""Forms of a contribution."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from coordination.choice_fields import SeveralField
from coordination.forms import date_input
from coordination.guarded_forms import GuardedForm, GuardedModelForm
from coordination.models import Institution
from reports.choices import Answer, SelfRating, ValueState
from reports.contributing import check_value
from reports.models import Activity
from reports.reporters import Reporter
from teams.models import Team


class BoxForm(GuardedForm):
    """The text of one box, with the revision it started from."""

    text = forms.CharField(required=False, strip=False, max_length=10_000)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, box, language, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.label = box.label(language)
        field.help_text = _("%(guidance)s At most %(limit)d characters.") % {
            "guidance": box.guidance(language),
            "limit": box.limit,
        }
        field.widget = forms.Textarea(attrs={"rows": 4})


class FigureField(forms.DecimalField):
    """A figure as people write it: "1 200,50" and "1200.50" are the same."""

    def __init__(self, **kwargs):
        super().__init__(max_digits=14, decimal_places=2, required=False, localize=True, **kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".").replace(".", self.point(), 1)
        return super().to_python(value)

    def point(self):
        """Return the sign that the language of the page puts before fractions."""
        return formats.get_format("DECIMAL_SEPARATOR")


class AnswerForm(GuardedForm):
    """What there is to say; the honest words for "nothing" ask for what belongs to them."""

    answer = forms.ChoiceField(
        label=_("What there is to say"), choices=Answer, widget=forms.RadioSelect, required=False
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed for “no activity” and “does not apply”."),
    )
    belongs_to = forms.CharField(
        label=_("Whose task it is"),
        max_length=250,
        required=False,
        help_text=_("Needed for “not our task”."),
    )
    self_rating = forms.ChoiceField(
        label=_("Your own rating"), choices=[("", "–"), *SelfRating.choices], required=False
    )
    spent = FigureField(
        label=_("Money spent, PLN"),
        min_value=0,
        help_text=_("Left empty: no information. Zero: nothing was spent."),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def plain(value):
    """Return a whole figure without its fraction."""
    return int(value) if value is not None and value % 1 == 0 else value


class ValuesForm(forms.Form):
    """A state and a value for each indicator of the task."""

    def __init__(self, *args, indicators, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.indicators = indicators
        for one in indicators:
            value = known.get(one.pk)
            self.fields[f"state_{one.pk}"] = forms.ChoiceField(
                label=_("State"),
                choices=[("", "–"), *ValueState.choices],
                required=False,
                initial=value.state if value else "",
            )
            self.fields[f"value_{one.pk}"] = FigureField(
                label=_("Value"),
                initial=plain(value.value) if value else None,
            )

    def clean(self):
        cleaned = super().clean()
        for one in self.indicators:
            state, name = cleaned.get(f"state_{one.pk}", ""), f"value_{one.pk}"
            if name in self.errors:
                continue
            if not state and cleaned.get(name) is not None:
                state = cleaned[f"state_{one.pk}"] = ValueState.GIVEN
            try:
                check_value(one, state, cleaned.get(name)) if state else None
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned

    def rows(self):
        """Return each indicator with its two fields."""
        return [(one, self[f"state_{one.pk}"], self[f"value_{one.pk}"]) for one in self.indicators]

    def values(self):
        for one in self.indicators:
            value = self.cleaned_data.get(f"value_{one.pk}")
            yield one, self.cleaned_data.get(f"state_{one.pk}", ""), value


class ActivityForm(GuardedModelForm):
    """An activity; whoever organised it too is asked to confirm it."""

    institutions = SeveralField(
        label=_("Organised together with institutions"),
        queryset=Institution.objects.none(),
        required=False,
        help_text=_("They see this entry at once, and are asked to confirm it."),
    )
    teams = SeveralField(
        label=_("Organised together with voivodeship teams"),
        queryset=Team.objects.none(),
        required=False,
    )

    class Meta:
        model = Activity
        fields = ["kind", "title", "held_on", "held_until_on", "participants", "place"]
        widgets = {"held_on": date_input(), "held_until_on": date_input()}
        help_texts = {"participants": _("Left empty: unknown.")}

    def __init__(self, *args, contribution, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.contribution = contribution
        asked = contribution.cycle.contributions.order_by()
        self.fields["institutions"].queryset = (
            Institution.objects.filter(pk__in=asked.values("institution"))
            .exclude(pk=contribution.institution_id)
            .in_polish_order()
        )
        self.fields["teams"].queryset = (
            Team.objects.filter(pk__in=asked.values("team"))
            .exclude(pk=contribution.team_id)
            .select_related("voivodeship")
            .in_polish_order()
        )
        if self.instance.pk:
            partners = list(self.instance.partners.all())
            self.initial["institutions"] = [p.institution_id for p in partners if p.institution_id]
            self.initial["teams"] = [one.team_id for one in partners if one.team_id]

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise ValidationError(
                _("This day is still to come; plans belong in “what comes next”.")
            )
        return day

    @property
    def partners(self):
        chosen = self.cleaned_data
        return [Reporter(institution=one) for one in chosen["institutions"]] + [
            Reporter(team=one) for one in chosen["teams"]
        ]


class PartnerForm(GuardedForm):
    confirms = forms.ChoiceField(
        label=_("Was it so?"),
        choices=[("yes", _("yes, we organised it together")), ("no", _("no, it was otherwise"))],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(label=_("Remark"), max_length=300, required=False)


class EvidenceForm(GuardedForm):
    title = forms.CharField(label=_("What it shows"), max_length=200)
    file = forms.FileField(
        label=_("File"), help_text=_("Looked through for case data before it is saved.")
    )


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("The XLSX file that was downloaded here, filled in. Nothing changes yet."),
    )
