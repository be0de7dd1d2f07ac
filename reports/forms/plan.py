"""Forms of the plan: editions, chapters, tasks, who does them, indicators, the ledger."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.forms import date_input
from coordination.guarded_forms import GuardedForm, GuardedModelForm
from coordination.models import Institution
from reports import deadlines
from reports.choices import AssignmentRole, TaskFate
from reports.models import Indicator, PlanEdition, SubChapter, Task

EACH_TEAM = "each_team"


def past_day(value):
    """An act takes effect today at the latest; one to come is noted on its day."""
    if value > timezone.localdate():
        raise ValidationError(_("Note it on the day it takes effect, not before."))


class EditionForm(GuardedModelForm):
    class Meta:
        model = PlanEdition
        fields = ["name", "year_from", "year_to", "source"]
        help_texts = {"source": _("Where the text comes from, if it was not made here.")}


class AdoptForm(GuardedForm):
    unguarded_fields = {"legal_basis"}

    adopted_on = forms.DateField(label=_("Adopted on"), widget=date_input(), validators=[past_day])
    adopting_body = forms.CharField(label=_("Adopted by"), max_length=120, initial="Rada Ministrów")
    legal_basis = forms.CharField(label=_("Adopting act"), max_length=300)


class ChapterForm(GuardedForm):
    number = forms.CharField(
        label=_("Number"), max_length=20, help_text=_("As printed, for example III.")
    )
    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    subchapters = forms.CharField(
        label=_("Sub-chapters"),
        required=False,
        max_length=4000,
        help_text=_("One in a line; those that tasks stand under are kept."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_subchapters(self):
        lines = [line.strip() for line in self.cleaned_data["subchapters"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if any(len(line) > 300 for line in found):
            raise ValidationError(_("A heading has at most 300 characters."))
        return found


class AmendingFields(forms.Form):
    """The act by which an adopted plan is changed."""

    basis = forms.CharField(label=_("Amending act"), max_length=300)
    in_force_on = forms.DateField(
        label=_("In force from"), widget=date_input(), validators=[past_day]
    )


class TaskForm(GuardedModelForm):
    """A task as printed; the date and the kind are read from the deadline when left empty."""

    unguarded_fields = {"basis"}

    basis = AmendingFields.base_fields["basis"]
    in_force_on = AmendingFields.base_fields["in_force_on"]

    class Meta:
        model = Task
        fields = [
            "number",
            "chapter",
            "subchapter",
            "title",
            "kind",
            "deadline_as_printed",
            "due_on",
            "manner",
            "financing",
            "is_priority",
        ]
        widgets = {
            "due_on": date_input(),
            "manner": forms.Textarea(attrs={"rows": 4}),
            "title": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "number": _("As printed, for example I.9 or III.1a."),
            "due_on": _("Left empty, it is read from the printed deadline."),
        }

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.edition = edition
        self.fields["chapter"].queryset = edition.chapters.all()
        self.fields["subchapter"].queryset = SubChapter.objects.filter(
            chapter__edition=edition
        ).select_related("chapter")
        if not edition.is_adopted:
            del self.fields["basis"], self.fields["in_force_on"]

    def clean(self):
        cleaned = super().clean()
        printed = cleaned.get("deadline_as_printed", "")
        if printed and not cleaned.get("due_on") and "due_on" not in self.errors:
            cleaned["due_on"] = deadlines.day_of(printed)
        if printed and not cleaned.get("kind"):
            cleaned["kind"] = deadlines.kind_of(printed)
        under = cleaned.get("subchapter")
        if under and cleaned.get("chapter") and under.chapter != cleaned["chapter"]:
            self.add_error("subchapter", _("This sub-chapter stands in another chapter."))
        return cleaned


class AssignForm(forms.Form):
    """An institution that is still there, or each voivodeship team."""

    who = forms.ChoiceField(label=_("Who"))
    role = forms.ChoiceField(label=_("Role in the task"), choices=AssignmentRole)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = Institution.objects.active().in_polish_order().values_list("pk", "name")
        self.fields["who"].choices = [
            ("", "–"),
            (EACH_TEAM, _("each voivodeship team")),
            *((str(key), name) for key, name in known),
        ]

    @property
    def parts(self):
        """The words for `planning.assign`."""
        who = self.cleaned_data["who"]
        each = who == EACH_TEAM
        return {
            "institution": None if each else Institution.objects.get(pk=int(who)),
            "each_team": each,
            "role": self.cleaned_data["role"],
        }


class IndicatorForm(GuardedModelForm):
    class Meta:
        model = Indicator
        fields = ["name", "kind", "unit", "baseline", "target", "aggregation"]
        help_texts = {
            "unit": _("What is counted, for example people trained."),
            "aggregation": _("Values of different counting units are never added up."),
        }


class EndTaskForm(AmendingFields, GuardedForm):
    unguarded_fields = {"basis"}


class FateForm(GuardedForm):
    fate = forms.ChoiceField(label=_("What became of the task"), choices=TaskFate)
    reason = forms.CharField(label=_("Reason"), max_length=500)


class PlanFileForm(forms.Form):
    file = forms.FileField(
        label=_("Table"),
        help_text=_("CSV or XLSX, at most 500 tasks; the first row names the columns."),
    )


class PasteForm(forms.Form):
    """A table as copied from Word or a PDF; a browser may add its HTML beside the text."""

    table = forms.CharField(
        label=_("Table"),
        max_length=600_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "data-paste-table": "id_html"}),
        help_text=_(
            "Select the table in Word or in the PDF, copy it and paste it here. The first row "
            "names the columns."
        ),
    )
    html = forms.CharField(required=False, max_length=2_000_000, widget=forms.HiddenInput)
