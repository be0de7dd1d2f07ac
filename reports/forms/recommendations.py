"""Forms of recommendations: one of them, its tasks, a table of many."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.choices import HandlingLabel
from coordination.forms import date_input
from coordination.guarded_forms import GuardedForm, GuardedModelForm
from reports.models import ExternalRecommendation, Task
from reports.recommendation_choices import RECOMMENDATION_LABELS
from reports.recommending import FIELDS


class RecommendationForm(GuardedModelForm):
    """A recommendation as printed, with our answer and the revision it was read in."""

    unguarded_fields = {"source_url"}

    based_on = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=False
    )
    source_url = forms.URLField(
        label=_("Address of the document"),
        max_length=400,
        required=False,
        assume_scheme="https",
    )
    label = forms.ChoiceField(label=_("Who may see it"))

    class Meta:
        model = ExternalRecommendation
        fields = FIELDS
        widgets = {
            "due_on": date_input(),
            "text": forms.Textarea(attrs={"rows": 6}),
            "answer": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "body_name": _("Only for a body that is not in the list."),
            "round": _("For example: third round, 2023."),
            "paragraph": _("As printed, for example 45 or III.2."),
            "strength": _("How strongly it is worded."),
            "source": _("Title and number of the document; it is printed beside the text."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["label"].choices = [
            (one, HandlingLabel(one).label) for one in (RECOMMENDATION_LABELS)
        ]
        self.fields["based_on"].initial = self.instance.revision if self.instance.pk else 0

    @property
    def facts(self):
        return {name: self.cleaned_data[name] for name in FIELDS}


class TaskField(forms.ModelChoiceField):
    def label_from_instance(self, task):
        return f"{task.edition.years}: {task}"[:160]


class LinkForm(GuardedForm):
    """A task that answers a recommendation.

    Args:
        user: Who chooses; he is offered the tasks he may see.
        recommendation: Tasks that answer it already are left out.
    """

    task = TaskField(label=_("Task of the plan"), queryset=Task.objects.none())
    note = forms.CharField(
        label=_("What it answers"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, recommendation, **kwargs):
        super().__init__(*args, **kwargs)
        tasks = Task.objects.visible_to(self.guarded_user).exclude(
            recommendation_links__recommendation=recommendation
        )
        self.fields["task"].queryset = tasks.select_related("edition").order_by(
            "-edition__year_from", "sort_key", "pk"
        )


class RecommendationTableForm(forms.Form):
    """A pasted table, or a file of one; each cell is looked through when it is read."""

    table = forms.CharField(
        label=_("Pasted table"),
        max_length=600_000,
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("The first row names the columns: body, round, paragraph, text, source."),
    )
    file = forms.FileField(
        label=_("or a file"), required=False, help_text=_("CSV or XLSX, at most 500 rows.")
    )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned["table"].strip()) == bool(cleaned["file"]):
            raise ValidationError(_("Paste a table or choose a file, one of the two."))
        return cleaned
