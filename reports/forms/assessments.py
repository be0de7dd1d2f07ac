"""Forms of the assessment: three questions each with a reason, the day for remarks, a position."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.forms import date_input
from coordination.guarded_forms import GuardedForm
from reports.choices import Stance, TaskKind
from reports.forms.cycles import sensible_day


def words_for(question, task):
    """Return the words of a question that fit this kind of task."""
    is_continuous = task.kind == TaskKind.CONTINUOUS
    return [word for word in question.words.all() if word.for_continuous in (None, is_continuous)]


class RatingForm(GuardedForm):
    """A word and a reason for each question of the version the assessment began with."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, assessment, task, language, suggested, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(assessment.form.questions.prefetch_related("words"))
        known = assessment.ratings.select_related("word") if assessment.pk else []
        given = {one.question_id: one for one in known}
        self.fields["based_on"].initial = assessment.revision
        self.words = {}
        for question in self.questions:
            rating = given.get(question.pk)
            words = words_for(question, task)
            self.words[question.key] = {word.key: word for word in words}
            suggestion = suggested.get(question.key, "")
            self.fields[f"word_{question.key}"] = forms.ChoiceField(
                label=question.label(language),
                choices=[(word.key, word.label(language)) for word in words],
                widget=forms.RadioSelect,
                initial=rating.word.key if rating else None,
                help_text=f"{question.guidance(language)} {suggestion}".strip(),
            )
            self.fields[f"reason_{question.key}"] = forms.CharField(
                label=_("Reason: %(question)s") % {"question": question.label(language).lower()},
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
                initial=rating.reason if rating else "",
            )

    @property
    def ratings(self):
        """Triples of a question, its word and the reason, as `assessing.rate` takes them."""
        return [
            (
                question,
                self.words[question.key][self.cleaned_data[f"word_{question.key}"]],
                self.cleaned_data[f"reason_{question.key}"],
            )
            for question in self.questions
        ]


class CirculateForm(GuardedForm):
    remarks_until_on = forms.DateField(
        label=_("Remarks until"), widget=date_input(), validators=[sensible_day]
    )

    def clean_remarks_until_on(self):
        day = self.cleaned_data["remarks_until_on"]
        if day < timezone.localdate():
            raise ValidationError(_("This day has passed."))
        return day


class PositionForm(GuardedForm):
    stance = forms.ChoiceField(
        label=_("Position"), choices=Stance.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Remarks or reasons"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Needed unless you simply agree. It is printed beside the rating."),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("stance") != Stance.AGREES and not cleaned.get("text"):
            self.add_error("text", _("Say what you remark or why you do not agree."))
        return cleaned
