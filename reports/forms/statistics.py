"""Forms of statistical tables and rounds."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.choice_fields import SeveralField
from coordination.choices import InstitutionKind, InstitutionLevel
from coordination.forms import date_input
from coordination.guarded_forms import GuardedForm, GuardedModelForm
from coordination.models import Institution, Voivodeship
from reports.forms.cycles import sensible_day
from reports.models import CodeList, DataTable, ReturnRound
from reports.models.statistics import MOST_AXES
from reports.statistics.tables import FACTS, check_axes

DAYS = ["period_from_on", "period_to_on", "opens_on", "due_on"]


class TableForm(GuardedModelForm):
    """A table with its counting-unit card and up to three axes."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    class Meta:
        model = DataTable
        fields = FACTS
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("purpose", "counted", "not_counted")
        }
        help_texts = {
            "counted": _("What one unit is, so that two people count the same."),
            "counted_when": _("For example: on the day of the decision."),
            "counted_by": _("For example: the unit that conducts the proceeding."),
            "not_counted": _("Also with which figures it must not be compared."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = list(self.instance.axes.select_related("code_list")) if self.instance.pk else []
        self.initial["based_on"] = self.instance.revision
        lists = CodeList.objects.all()
        for place in range(1, MOST_AXES + 1):
            axis = known[place - 1] if place <= len(known) else None
            self.add_axis(place, axis, lists)

    def add_axis(self, place, axis, lists):
        """Add the fields of one axis; the first must be given."""
        self.fields[f"list_{place}"] = forms.ModelChoiceField(
            lists,
            label=_("Axis %(number)d: code list") % {"number": place},
            required=place == 1,
            initial=axis.code_list if axis else None,
        )
        self.fields[f"name_{place}"] = forms.CharField(
            label=_("Axis %(number)d: name") % {"number": place},
            max_length=100,
            required=False,
            initial=axis.name if axis else "",
            help_text=_("Left empty: the name of the list."),
        )
        self.fields[f"summed_{place}"] = forms.BooleanField(
            label=_("Axis %(number)d: ask for the total as well") % {"number": place},
            required=False,
            initial=axis.summed if axis else True,
        )

    def clean(self):
        cleaned = super().clean()
        if "list_1" in cleaned:
            try:
                check_axes(self.axes)
            except ValidationError as error:
                self.add_error("list_1", error)
        return cleaned

    @property
    def axes(self):
        """The axes in their order; a place that was skipped closes up."""
        chosen = self.cleaned_data
        return [
            {
                "code_list": chosen[f"list_{place}"],
                "name": chosen.get(f"name_{place}") or chosen[f"list_{place}"].name_pl,
                "summed": chosen.get(f"summed_{place}", False),
            }
            for place in range(1, MOST_AXES + 1)
            if chosen.get(f"list_{place}")
        ]

    @property
    def facts(self):
        return {name: self.cleaned_data[name] for name in FACTS}


class RoundForm(GuardedModelForm):
    """What is asked, for which period, until when; once open, only its words can change."""

    class Meta:
        model = ReturnRound
        fields = ["table", "title", *DAYS, "words"]
        widgets = {
            **{name: date_input() for name in DAYS},
            "words": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["table"].queryset = DataTable.objects.ready()
        self.fields["table"].label = pgettext_lazy("statistics", "Table")
        for name in DAYS:
            self.fields[name].validators.append(sensible_day)
        if self.instance.pk and not self.instance.is_draft:
            for name in ("table", *DAYS):
                del self.fields[name]
        elif not self.instance.pk:
            self.fields["opens_on"].initial = timezone.localdate()


def voivodeships():
    return [(one.pk, one.name) for one in Voivodeship.objects.order_by("teryt")]


class AskForm(GuardedForm):
    """Whom a round asks, and about which territory each of them answers."""

    ABOUT = [
        ("own", _("about its own voivodeship; a national body about the country")),
        ("country", _("about the whole country")),
        ("each", _("about each chosen voivodeship apart")),
    ]

    kinds = forms.MultipleChoiceField(
        label=_("All institutions of the voivodeships of these kinds"),
        choices=InstitutionKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "For example the Police or the voivodeship offices of the chosen voivodeships."
        ),
    )
    institutions = SeveralField(
        label=_("Single institutions"), queryset=Institution.objects.none(), required=False
    )
    about = forms.ChoiceField(
        label=_("About what each of them answers"),
        choices=ABOUT,
        initial="own",
        widget=forms.RadioSelect,
    )
    voivodeships = forms.MultipleChoiceField(
        label=_("Voivodeships"),
        choices=voivodeships,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all sixteen."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institutions"].queryset = (
            Institution.objects.active().select_related("voivodeship").in_polish_order()
        )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.pairs():
            self.add_error(
                "institutions",
                pgettext_lazy(
                    "round", "Choose institutions; of the chosen kinds the desk knows none there."
                ),
            )
        return cleaned

    def pairs(self):
        """Return `(institution, voivodeship or None)`, each once, in Polish order."""
        chosen = self.cleaned_data
        places = Voivodeship.objects.order_by("teryt")
        if chosen.get("voivodeships"):
            places = places.filter(pk__in=chosen["voivodeships"])
        of_kinds = Q(
            kind__in=chosen.get("kinds") or [],
            level=InstitutionLevel.VOIVODESHIP,
            voivodeship__in=places,
        )
        named = [one.pk for one in chosen.get("institutions") or []]
        found = Institution.objects.active().filter(of_kinds | Q(pk__in=named))
        institutions = found.select_related("voivodeship").in_polish_order()
        if chosen.get("about") == "each":
            return [(one, place) for one in institutions for place in places]
        country = chosen.get("about") == "country"
        return [(one, None if country else one.voivodeship) for one in institutions]


class GiveBackForm(GuardedForm):
    """Why a return comes back; its institution reads it on the page."""

    reason = forms.CharField(
        label=_("What should be corrected"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FileForm(forms.Form):
    """A filled-in table; it is read and not kept."""

    file = forms.FileField(
        label=pgettext_lazy("statistics", "Table"),
        help_text=_("XLSX or CSV, as downloaded here and filled in. Nothing changes yet."),
    )
